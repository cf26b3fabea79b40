package solvers

import "fallow/core"

// newton is the Newton system of a market at an iterate, and workspace for its solution.
type newton struct {
	// Per cell: 1/θ, the right-hand side's force e, and the step.
	inv, force, dy, dl, dh []float64
	// Per agent: 1/(u+tσ), the target of tΔu+uΔt, and the step.
	pivot, target, du, dt []float64
	// Per resource: the Schur complement (M×M, lower triangle, then its Cholesky factor) and the step.
	schur, dp []float64
}

func (nt *newton) resize(mk *market) {
	cells := len(mk.column)
	for _, s := range []*[]float64{&nt.inv, &nt.force, &nt.dy, &nt.dl, &nt.dh} {
		*s = core.Sized(*s, cells)
	}
	for _, s := range []*[]float64{&nt.pivot, &nt.target, &nt.du, &nt.dt} {
		*s = core.Sized(*s, mk.n)
	}
	nt.schur, nt.dp = core.Sized(nt.schur, mk.m*mk.m), core.Sized(nt.dp, mk.m)
}

// factor eliminates cells and agents and factors what is left of the Newton system, M×M.
func (nt *newton) factor(mk *market, it *iterate) bool {
	clear(nt.schur)
	m := mk.m
	for i := range mk.n {
		lo, hi := mk.first[i], mk.first[i+1]
		sigma := 0.0
		for c := lo; c < hi; c++ {
			inv := 1 / (it.l[c]/it.y[c] + it.h[c]/it.z[c])
			nt.inv[c] = inv
			sigma += mk.share[c] * mk.share[c] * inv
		}
		u, t := it.u[i], it.t[i]
		pivot := 1 / (u + t*sigma)
		nt.pivot[i] = pivot
		for c := lo; c < hi; c++ {
			j := int(mk.column[c])
			g := mk.share[c] * nt.inv[c]
			others := 0.0
			for e := lo; e < hi; e++ {
				ge := mk.share[e] * nt.inv[e]
				if e < c {
					nt.schur[j*m+int(mk.column[e])] -= t * pivot * g * ge
				}
				if e != c {
					others += mk.share[e] * ge
				}
			}
			// inv - tκg² without the cancellation that comes when this cell dominates σ.
			nt.schur[j*m+j] += nt.inv[c] * (u + t*others) * pivot
		}
	}
	return cholesky(nt.schur, m)
}

// solve computes the step towards the targets in nt.force (per cell τl/y - τh/z) and nt.target (per agent).
func (nt *newton) solve(mk *market, it *iterate) {
	dp := nt.dp
	for j := range dp {
		dp[j] = -1
	}
	for i := range mk.n {
		lo, hi := mk.first[i], mk.first[i+1]
		sum := 0.0
		for c := lo; c < hi; c++ {
			f := it.h[c] - it.l[c] + nt.force[c]
			sum += mk.share[c] * nt.inv[c] * f
		}
		dt := (nt.target[i] - it.t[i]*sum) * nt.pivot[i]
		for c := lo; c < hi; c++ {
			f := it.h[c] - it.l[c] + nt.force[c]
			dp[mk.column[c]] += it.y[c] + nt.inv[c]*(f+mk.share[c]*dt)
		}
	}
	choleskySolve(nt.schur, mk.m, dp)
	for i := range mk.n {
		lo, hi := mk.first[i], mk.first[i+1]
		sum := 0.0
		for c := lo; c < hi; c++ {
			f := it.h[c] - it.l[c] + nt.force[c] - dp[mk.column[c]]
			sum += mk.share[c] * nt.inv[c] * f
		}
		dt := (nt.target[i] - it.t[i]*sum) * nt.pivot[i]
		nt.dt[i] = dt
		du := 0.0
		for c := lo; c < hi; c++ {
			f := it.h[c] - it.l[c] + nt.force[c] - dp[mk.column[c]]
			nt.dy[c] = nt.inv[c] * (f + mk.share[c]*dt)
			du += mk.share[c] * nt.dy[c]
		}
		nt.du[i] = du
	}
}
