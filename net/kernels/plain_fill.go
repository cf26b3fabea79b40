package kernels

import "math"

func (Plain[T]) WaterFill(shares, levels, wants, handicaps, weights []T, items, n, m int) {
	checkFill(shares, levels, wants, handicaps, weights, items, n, m)
	for k := range items {
		c := column[T]{wants: wants[k*n*m:][:n*m], weights: weights[k*n:][:n], stride: m}
		if handicaps != nil {
			c.handicaps = handicaps[k*n*m:][:n*m]
		}
		for c.first = range m {
			levels[k*m+c.first] = c.fill(shares[k*(n+1)*m:][:(n+1)*m], levels[k*m+c.first])
		}
	}
}

// column is one resource of one item: agent i's want is at first + i·stride.
type column[T Float] struct {
	wants, handicaps, weights []T
	first, stride             int
}

func (c *column[T]) handicap(at int) T {
	if c.handicaps == nil {
		return 0
	}
	return c.handicaps[at]
}

// fill writes the shares and returns the level.
func (c *column[T]) fill(shares []T, guess T) T {
	var total, weight, low T
	for i, w := range c.weights {
		at := c.first + i*c.stride
		d := c.wants[at]
		shares[at] = d
		total += d
		if d > 0 {
			weight += w
			if q := c.handicap(at) / w; q < low {
				low = q
			}
		}
	}
	left := &shares[len(c.wants)+c.first]
	if !(total > 1) {
		*left = 1 - total
		return FullyServed
	}
	*left = 0
	if !(guess > 0 && guess < FullyServed) {
		guess = 1 / weight
	}
	level := c.settle(low, guess)
	for i, w := range c.weights {
		at := c.first + i*c.stride
		s := T(w*level) - c.handicap(at)
		if s < 0 {
			s = 0
		}
		if s < c.wants[at] {
			shares[at] = s
		}
	}
	return level
}

// fillSteps is the most Newton steps that settle takes. The function has 2n pieces and a step seldom has to be
// corrected; bisection would be exact to rounding after as many.
const fillSteps = 60

// settle finds the level of a scarce resource: where the sum of the shares, which is piecewise linear and rises with
// the level, is 1. Newton's method from a first guess, kept within the bracket of what has been seen; at low nobody
// gets anything.
func (c *column[T]) settle(low, level T) T {
	high := T(math.Inf(1))
	for range fillSteps {
		sum, slope := c.atLevel(level)
		if sum >= 1 {
			high = level
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
		if high < T(math.Inf(1)) && !(next > low && next < high) {
			if next = low + T((high-low)/2); next == low || next == high {
				return high
			}
		}
		level = next
	}
	return level
}

// atLevel returns the sum of the shares at a level, and its slope.
func (c *column[T]) atLevel(level T) (sum, slope T) {
	for i, w := range c.weights {
		at := c.first + i*c.stride
		s := T(w*level) - c.handicap(at)
		if d := c.wants[at]; s >= d {
			sum += d
		} else if s > 0 {
			sum += s
			slope += w
		}
	}
	return sum, slope
}

func (Plain[T]) WaterFillBack(dwants, dhandicaps, dshares, shares, levels, wants, weights []T, items, n, m int) {
	checkFillBack(dwants, dhandicaps, dshares, shares, levels, wants, weights, items, n, m)
	for k := range items {
		wants, weights := wants[k*n*m:][:n*m], weights[k*n:][:n]
		shares, dshares := shares[k*(n+1)*m:][:(n+1)*m], dshares[k*(n+1)*m:][:(n+1)*m]
		for j := range m {
			scarce := levels[k*m+j] != FullyServed
			base := dshares[n*m+j]
			if scarce {
				base = meanBetween(dshares[j:], shares[j:], wants[j:], weights, m)
			}
			for c := j; c < n*m; c += m {
				s := shares[c]
				between := scarce && s > 0 && s < wants[c]
				if between && dhandicaps != nil {
					dhandicaps[k*n*m+c] += base - dshares[c]
				}
				if !between && (!scarce || s > 0) && dwants != nil {
					dwants[k*n*m+c] += dshares[c] - base
				}
			}
		}
	}
}

// meanBetween is the mean of the adjoints of shares that are neither zero nor what is wanted, weighted, or 0 where
// there is none. Entries are m apart.
func meanBetween[T Float](dshares, shares, wants, weights []T, m int) T {
	var along, weight T
	for i, w := range weights {
		if s := shares[i*m]; s > 0 && s < wants[i*m] {
			along += T(dshares[i*m] * w)
			weight += w
		}
	}
	if weight > 0 {
		return along / weight
	}
	return 0
}
