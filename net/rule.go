package net

import (
	"fmt"
	"math"

	"fallow/core"
	"fallow/net/kernels"
)

// Handicap is the handicapped uniform rule, the mechanism at which networks with scale-free inputs start. It is the
// uniform rule of Sprumont (1991), but who holds much of the other resources stands back: in shares of the budgets,
//
//	s_im = min(max(w_i·L_m − h_im, 0), d_im),   h_im = τ·Σ_{k≠m} s_ik,
//
// with d_im = min(x_im/b_m, 1) and levels L_m such that each resource's shares sum to min(1, Σ_i d_im). These are the
// optimality conditions of
//
//	minimise Σ_i [(1−τ)·Σ_m s_im² + τ·(Σ_m s_im)²] / w_i   over allocations that waste nothing,
//
// which is strictly convex for τ < 1: there is exactly one such allocation. τ = 0 is the uniform rule; towards τ = 1
// the agents' sums of shares are levelled.
//
// Values do not enter, so that nothing is gained by lying about them. Asking for less of one resource, to be served
// better at another, may pay. It hands out what proportional fairness does.
type Handicap struct {
	rate     float64
	fill     kernels.Plain[float64]
	wants    []float64 // d, N×M
	shares   []float64 // s, N×M
	sums     []float64 // Σ_m s_im
	column   column
	previous []float64 // shares before a sweep
}

// column is one resource: kernels.WaterFill's arguments, for one item.
type column struct{ shares, levels, wants, handicaps, weights []float64 }

// DefaultHandicap is the rate τ at which networks start.
const DefaultHandicap = handicapRate

const (
	// largestHandicap keeps the convergence of sweeps fast.
	largestHandicap = .95
	// settledShare is the change of a share in a sweep below which the allocation is taken for the fixed point.
	settledShare = 1e-13
	// maxSweeps is many times what a rate of largestHandicap was seen to take.
	maxSweeps = 20_000
)

// NewHandicap returns the rule with rate τ from 0 to .95. The error is a *core.InputError of path "tau".
func NewHandicap(tau float64) (*Handicap, error) {
	if !(tau >= 0 && tau <= largestHandicap) {
		return nil, &core.InputError{Path: "tau", Reason: fmt.Sprintf("is %v, but must be between 0 and %v", tau, largestHandicap)}
	}
	return &Handicap{rate: tau}, nil
}

// Name returns "handicap".
func (*Handicap) Name() string { return "handicap" }

// Allocate fills one resource after the other with the handicaps that follow from the others, which lowers the convex
// objective each time, until nothing changes.
func (h *Handicap) Allocate(in *core.Instance, out *core.Outcome) error {
	h.begin(in)
	for sweep := 0; ; sweep++ {
		copy(h.previous, h.shares)
		for m := range in.M {
			h.fillResource(m, in.N, in.M)
		}
		change := 0.0
		for c, s := range h.shares {
			change = max(change, math.Abs(s-h.previous[c]))
		}
		if change <= settledShare {
			break
		}
		if sweep == maxSweeps {
			return fmt.Errorf("net: the handicapped rule still moves by %.1e of a budget after %d sweeps", change, sweep)
		}
	}
	out.Reset(1, in.N, in.M)
	a := out.Branches[0].Allocation
	for c, s := range h.shares {
		b := in.Budgets[c%in.M]
		if a[c] = min(s*b, in.Demands[c]); s == h.wants[c] {
			a[c] = min(b, in.Demands[c]) // exactly, whatever the division rounded
		}
	}
	for m, b := range in.Budgets {
		shrink(a[m:], in.M, b)
	}
	return nil
}

// begin reads an instance; nobody has anything.
func (h *Handicap) begin(in *core.Instance) {
	h.wants = core.Sized(h.wants, in.N*in.M)
	for c, x := range in.Demands {
		h.wants[c] = 0
		if b := in.Budgets[c%in.M]; b > 0 {
			h.wants[c] = min(x/b, 1)
		}
	}
	h.shares, h.sums = core.Zeroed(h.shares, in.N*in.M), core.Zeroed(h.sums, in.N)
	h.previous = core.Sized(h.previous, in.N*in.M)
	col := &h.column
	col.shares, col.levels = core.Sized(col.shares, in.N+1), core.Zeroed(col.levels, 1)
	col.wants, col.handicaps = core.Sized(col.wants, in.N), core.Sized(col.handicaps, in.N)
	col.weights = core.Sized(col.weights, in.N)
	mean := 0.0
	for _, w := range in.Weights {
		mean += w / float64(in.N)
	}
	for i, w := range in.Weights {
		col.weights[i] = w / mean
	}
}

// fillResource shares resource m out among n agents.
func (h *Handicap) fillResource(m, n, resources int) {
	col := &h.column
	for i := range n {
		c := i*resources + m
		col.wants[i] = h.wants[c]
		col.handicaps[i] = h.rate * max(0, h.sums[i]-h.shares[c])
	}
	col.levels[0] = 0
	h.fill.WaterFill(col.shares, col.levels, col.wants, col.handicaps, col.weights, 1, n, 1)
	for i := range n {
		row := h.shares[i*resources:][:resources]
		row[m] = col.shares[i]
		// Added up anew: differences would lose digits.
		h.sums[i] = 0
		for _, s := range row {
			h.sums[i] += s
		}
	}
}
