package net

import "fallow/net/kernels"

// filler fills one resource up. Its workspace holds, for each agent that asks, its want, handicap and weight.
type filler[T kernels.Float] struct {
	weights []T // of all agents

	d, h, w []T
}

func newFiller[T kernels.Float](agents int) filler[T] {
	return filler[T]{d: make([]T, 0, agents), h: make([]T, 0, agents), w: make([]T, 0, agents)}
}

// fill shares out resource j of n×m wants and handicaps, which may be nil, and returns the level. guess is near it, or
// not positive.
func (f *filler[T]) fill(share, want, handicap []T, j, m int, guess T) T {
	f.d, f.h, f.w = f.d[:0], f.h[:0], f.w[:0]
	var total, weight, low T
	for i, c := 0, j; c < len(want); i, c = i+1, c+m {
		d := want[c]
		share[c] = d
		if d == 0 {
			continue
		}
		var h T
		w := f.weights[i]
		if handicap != nil {
			if h = handicap[c]; h < T(w*low) {
				low = h / w
			}
		}
		total += d
		weight += w
		f.d, f.h, f.w = append(f.d, d), append(f.h, h), append(f.w, w)
	}
	left := &share[len(want)+j]
	if total <= 1 {
		*left = 1 - total
		return fullyServed
	}
	*left = 0
	if !(guess > 0 && guess < fullyServed) {
		guess = 1 / weight
	}
	level := f.settle(low, guess)
	at := 0
	for c := j; c < len(want); c += m {
		if want[c] == 0 {
			continue
		}
		s := T(f.w[at]*level) - f.h[at]
		if s < 0 {
			s = 0
		}
		if s < want[c] {
			share[c] = s
		}
		at++
	}
	return level
}

// settleSteps is the most Newton steps that settle takes. The function has 2N pieces and a step seldom has to be
// corrected; bisection would be exact to rounding after as many.
const settleSteps = 60

// settle finds the level of a scarce resource: where a sum of shares that is piecewise linear and rises with the level
// is 1. Newton's method from a first guess, kept within the bracket of what has been seen; at low nobody gets anything.
func (f *filler[T]) settle(low, level T) T {
	var high T
	bounded := false
	for range settleSteps {
		sum, slope := f.atLevel(level)
		if sum >= 1 {
			high, bounded = level, true
		} else if level > low {
			low = level
		}
		next := 2*level + 1
		if level < 0 {
			next = 1
		}
		if slope > 0 {
			next = level + (1-sum)/slope
		}
		if next == level {
			return level
		}
		if bounded && !(next > low && next < high) {
			if next = low + (high-low)/2; next == low || next == high {
				return high
			}
		}
		level = next
	}
	return level
}

// atLevel returns the sum of the shares at a level, and its slope.
func (f *filler[T]) atLevel(level T) (sum, slope T) {
	h, w := f.h[:len(f.d)], f.w[:len(f.d)]
	for i, d := range f.d {
		s := T(w[i]*level) - h[i]
		if s >= d {
			sum += d
		} else if s > 0 {
			sum += s
			slope += w[i]
		}
	}
	return sum, slope
}
