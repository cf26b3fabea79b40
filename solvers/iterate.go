package solvers

import (
	"math"

	"fallow/core"
)

// iterate is a primal-dual point of a market, strictly inside its bounds.
type iterate struct {
	// Per cell: allocation y, what is left to the cap z = d-y, and their multipliers l and h. All positive.
	y, z, l, h []float64
	// Per agent: utility u and its multiplier t, which is w/u at the solution. Positive.
	u, t []float64
	// Per scarce resource: the price p of the whole budget.
	p []float64
}

func (it *iterate) resize(mk *market) {
	cells := len(mk.column)
	it.y, it.z = core.Sized(it.y, cells), core.Sized(it.z, cells)
	it.l, it.h = core.Sized(it.l, cells), core.Sized(it.h, cells)
	it.u, it.t = core.Sized(it.u, mk.n), core.Sized(it.t, mk.n)
	it.p = core.Sized(it.p, mk.m)
}

// start sets it to an interior point that meets every budget and every dual equation exactly.
func (it *iterate) start(mk *market, level []float64) {
	it.resize(mk)
	it.startPrimal(mk, level)
	it.startDual(mk)
}

// startPrimal is a smooth uniform rule: y = d·wλ/(d+wλ) lies strictly between 0 and the smaller of d and wλ, and
// the level λ of each resource is found by Newton's method, which ascends to the root since the sum is concave in λ.
func (it *iterate) startPrimal(mk *market, level []float64) {
	for j := range level {
		level[j] = 0
	}
	slope := it.p // borrowed
	sum := make([]float64, mk.m)
	for range 60 {
		clear(slope)
		clear(sum)
		for i := range mk.n {
			w := mk.weight[i]
			for c := mk.first[i]; c < mk.first[i+1]; c++ {
				j, d := mk.column[c], mk.cap[c]
				q := d / (d + w*level[j])
				sum[j] += (1 - q) * d
				slope[j] += w * q * q
			}
		}
		worst := 0.0
		for j := range level {
			level[j] += (1 - sum[j]) / slope[j]
			worst = max(worst, math.Abs(1-sum[j]))
		}
		if worst < 1e-6 {
			break
		}
	}
	for i := range mk.n {
		u, w := mk.rest[i], mk.weight[i]
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			d, g := mk.cap[c], w*level[mk.column[c]]
			it.y[c], it.z[c] = d*(g/(d+g)), d*(d/(d+g))
			u += mk.share[c] * it.y[c]
		}
		it.u[i], it.t[i] = u, w/u
	}
}

func (it *iterate) startDual(mk *market) {
	clear(it.p)
	for i := range mk.n {
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			it.p[mk.column[c]] += it.y[c] * mk.share[c] * it.t[i]
		}
	}
	for i := range mk.n {
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			r := mk.share[c]*it.t[i] - it.p[mk.column[c]]
			// Positive roots of h-l = r with products near half the agent's weight.
			k := startCentre * mk.weight[i]
			lo, hi := k/it.y[c], k/it.z[c]
			base := min(lo, hi)
			root := math.Hypot(r, 2*base)
			if r > 0 {
				it.h[c] = (r + root) / 2
				it.l[c] = base * (base / it.h[c])
			} else {
				it.l[c] = (root - r) / 2
				it.h[c] = base * (base / it.l[c])
			}
		}
	}
}

var startCentre = 0.1
