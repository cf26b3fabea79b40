package solvers

import (
	"math"

	"fallow/core"
)

// solver solves markets. It keeps its workspace between calls.
type solver struct {
	mk    market
	red   reduction
	it    iterate
	nt    newton
	level []float64
	opts  Options
	stage Progress
}

// run iterates from s.it, which is strictly inside, until every agent's gap is below targetGap of its weight.
func (s *solver) run() (iterations int, status Status, err error) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	nt.resize(mk)
	for k := range maxIterations {
		mu, gap := s.gap()
		s.stage.Iteration, s.stage.Gap = k, gap
		if s.opts.OnIteration != nil {
			if err := s.opts.OnIteration(s.stage); err != nil {
				return k, "", err
			}
		}
		if trace != nil {
			trace(k, gap, mu)
		}
		if gap <= targetGap {
			return k, "", nil
		}
		if !nt.factor(mk, it) {
			return k, StatusFactorisation, nil
		}
		s.predict()
		ap, ad, affine := s.measure(mu)
		sigma := affine / mu
		sigma = sigma * sigma * sigma
		s.correct(max(sigma*mu, floorMu))
		ap, ad, _ = s.measure(mu)
		near := max(toBoundary, 1-gap)
		a := min(1, near*ap, near*ad)
		s.step(a, a)
	}
	return maxIterations, StatusIterations, nil
}

const floorMu = 1e-14

var trace func(k int, gap, mu float64)

// gap returns the average complementarity relative to weight, and the largest gap of any agent relative to its weight.
func (s *solver) gap() (mu, gap float64) {
	mk, it := &s.mk, &s.it
	total, count := 0.0, 0.0
	for i := range mk.n {
		sum := 0.0
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			sum += it.y[c]*it.l[c] + it.z[c]*it.h[c]
		}
		total += sum
		w := mk.weight[i]
		count += w * float64(2*(mk.first[i+1]-mk.first[i]))
		gap = max(gap, sum/w, math.Abs(it.u[i]*it.t[i]-w)/w)
	}
	return total / count, gap
}

func (s *solver) predict() {
	mk, it, nt := &s.mk, &s.it, &s.nt
	clear(nt.force)
	for i := range mk.n {
		nt.target[i] = mk.weight[i] - it.u[i]*it.t[i]
	}
	nt.solve(mk, it)
	for c := range nt.dy {
		nt.dl[c] = -it.l[c]*nt.dy[c]/it.y[c] - it.l[c]
		nt.dh[c] = it.h[c]*nt.dy[c]/it.z[c] - it.h[c]
	}
}

func (s *solver) correct(mu float64) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	for i := range mk.n {
		nt.target[i] = mk.weight[i] - it.u[i]*it.t[i] - nt.du[i]*nt.dt[i]
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			goal := mu * mk.weight[i]
			nt.dl[c] = (goal - nt.dy[c]*nt.dl[c]) / it.y[c]
			nt.dh[c] = (goal + nt.dy[c]*nt.dh[c]) / it.z[c]
			nt.force[c] = nt.dl[c] - nt.dh[c]
		}
	}
	nt.solve(mk, it)
	for c := range nt.dy {
		nt.dl[c] += -it.l[c]*nt.dy[c]/it.y[c] - it.l[c]
		nt.dh[c] += it.h[c]*nt.dy[c]/it.z[c] - it.h[c]
	}
}

// measure returns the longest steps that stay inside and the mean complementarity after them.
func (s *solver) measure(mu float64) (ap, ad, after float64) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	rp, rd := 0.0, 0.0
	for c, dy := range nt.dy {
		rp = max(rp, -dy/it.y[c], dy/it.z[c])
		rd = max(rd, -nt.dl[c]/it.l[c], -nt.dh[c]/it.h[c])
	}
	for i := range mk.n {
		rp = max(rp, -nt.du[i]/it.u[i])
		rd = max(rd, -nt.dt[i]/it.t[i])
	}
	ap, ad = 1/max(rp, 1), 1/max(rd, 1)
	total, count := 0.0, 0.0
	for i := range mk.n {
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			total += (it.y[c]+ap*nt.dy[c])*(it.l[c]+ad*nt.dl[c]) + (it.z[c]-ap*nt.dy[c])*(it.h[c]+ad*nt.dh[c])
		}
		count += mk.weight[i] * float64(2*(mk.first[i+1]-mk.first[i]))
	}
	return 1 / max(rp, 1e-300), 1 / max(rd, 1e-300), max(total/count, 0)
}

func (s *solver) step(ap, ad float64) {
	mk, it, nt := &s.mk, &s.it, &s.nt
	for j, d := range nt.dp {
		it.p[j] += ad * d
	}
	for i := range mk.n {
		it.t[i] += ad * nt.dt[i]
		u := mk.rest[i]
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			it.y[c] += ap * nt.dy[c]
			it.z[c] -= ap * nt.dy[c]
			it.l[c] += ad * nt.dl[c]
			it.h[c] += ad * nt.dh[c]
			u += mk.share[c] * it.y[c]
		}
		it.u[i] = u
	}
}

// export writes the solution of the market to allocation, in the units of in, meeting every bound exactly.
func (s *solver) export(in *core.Instance, allocation, prices []float64) {
	mk, it := &s.mk, &s.it
	s.level = core.Zeroed(s.level, mk.m)
	for c, y := range it.y {
		it.y[c] = min(y, mk.cap[c])
		s.level[mk.column[c]] += it.y[c]
	}
	for i := range mk.n {
		for c := mk.first[i]; c < mk.first[i+1]; c++ {
			m := int(mk.resource[mk.column[c]])
			k := int(mk.agent[i])*in.M + m
			allocation[k] = min(it.y[c]/max(1, s.level[mk.column[c]])*in.Budgets[m], in.Demands[k])
		}
	}
	clear(prices)
	total := 0.0
	for _, i := range mk.agent {
		total += in.Weights[i]
	}
	for j, m := range mk.resource {
		prices[m] = max(0, it.p[j]) * total / in.Budgets[m]
	}
}
