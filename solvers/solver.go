package solvers

import (
	"math"

	"fallow/core"
)

// solver solves the PF programs of instances. It keeps its workspace between calls.
type solver struct {
	opts     Options
	progress Progress

	mk market
	it iterate
	nt newton
	// kept is an iterate that was good enough to end with, while another step is tried.
	kept iterate

	// vertex says whether the solution was found as the vertex in basis.
	vertex bool
	basis  basis
	crowd  crowd
	tree   tree

	// Of the iteration.
	target                                target
	mu, gap, complementarity, totalTarget float64
	primal, dual                          float64 // step lengths

	// Workspace of presolve (length M), start and assess (length m), and certify.
	asked, worth      []float64
	column            []int32
	level, sum, slope []float64
	certifier         certifier
}

// solvePF writes to allocation (N×M) and prices (length M) the solution of the PF program of in and its prices. The
// error is a *NotSolvedError, or what Options.OnIteration returned.
func (s *solver) solvePF(in *core.Instance, allocation, prices []float64) (core.Certificate, error) {
	s.progress.Iteration, s.progress.Gap = 0, math.Inf(1)
	if err := s.presolve(in, allocation); err != nil {
		return core.Certificate{}, err
	}
	status, err := s.solveMarket()
	if err != nil {
		return core.Certificate{}, err
	}
	if err := s.export(in, allocation, prices); err != nil {
		return core.Certificate{}, err
	}
	return s.certify(in, allocation, prices, status)
}

// solveMarket solves s.mk from scratch.
func (s *solver) solveMarket() (Status, error) {
	s.vertex = false
	if s.mk.m() == 0 {
		return "", nil
	}
	if s.mk.crowded() {
		if found, err := s.solveCrowd(); found || err != nil {
			return "", err
		}
	}
	if err := s.start(); err != nil {
		return "", err
	}
	return s.interior()
}

// export writes the solution of the market to allocation in the units of in, within every bound, and the prices. An
// agent that gets all there is of a resource is held back by the budget and not by its demand, so the price is what the
// last unit is worth to it, the highest that is optimal: it is the price at which purses are spent.
func (s *solver) export(in *core.Instance, allocation, prices []float64) error {
	clear(prices)
	if err := s.exportMarket(in, allocation, prices); err != nil {
		return err
	}
	return s.priceUncontested(in, allocation, prices)
}

func (s *solver) exportMarket(in *core.Instance, allocation, prices []float64) error {
	mk, it := &s.mk, &s.it
	if mk.m() == 0 {
		return nil
	}
	s.sum, s.slope = core.Zeroed(s.sum, mk.m()), core.Zeroed(s.slope, mk.m())
	if err := s.sweep((*solver).clip); err != nil {
		return err
	}
	total := 0.0
	for k := range mk.agents {
		if err := s.pulseAt(k, mk.m()); err != nil {
			return err
		}
		i := int(mk.agents[k].index)
		total += in.Weights[i]
		from, to := mk.row(k)
		bundle := in.Row(allocation, i)
		demands := in.Row(in.Demands, i)
		for c := from; c < to; c++ {
			j, y := mk.cells[c].column, it.points[c].y
			m := mk.resource[j]
			bundle[m] = usable(s.within(j, y)*in.Budgets[m], demands[m])
			if mk.caps[c] == 1 && y >= 1-roundingSlack && y == s.sum[j] { // nobody else has any
				prices[m] = mk.cells[c].s * it.t[k]
			}
		}
	}
	for j, m := range mk.resource {
		prices[m] = max(prices[m], it.p[j]) * (total / in.Budgets[m])
	}
	return nil
}

// priceUncontested writes the prices of what a single agent asks for, more than there is: the market leaves it out,
// since caps at the budget add up to no more than the budget, but it is scarce, and the price is as in export.
func (s *solver) priceUncontested(in *core.Instance, allocation, prices []float64) error {
	for m, b := range in.Budgets {
		if s.column[m] >= 0 || s.asked[m] < 1 {
			continue
		}
		for i := range in.N {
			if err := s.pulseAt(i, 1); err != nil {
				return err
			}
			if in.Row(in.Demands, i)[m] <= b {
				continue
			}
			worths(in, i, s.worth)
			if p := in.Weights[i] * (s.worth[m] / enjoyed(in, i, s.worth, in.Row(allocation, i))) / b; !math.IsInf(p, 1) {
				prices[m] = p
			}
			break
		}
	}
	return nil
}

// clip takes off what rounding has put outside the bounds, and adds up what is allocated of each resource, and squares.
func (s *solver) clip(lo, hi int) {
	from, _ := s.mk.row(lo)
	_, to := s.mk.row(hi - 1)
	for c := from; c < to; c++ {
		x, cell := &s.it.points[c], &s.mk.cells[c]
		if x.y <= 0 { // the builtins min and max are calls on WebAssembly
			x.y = 0
		} else if limit := s.mk.caps[c]; x.y > limit {
			x.y = limit
		}
		s.sum[cell.column] += x.y
		s.slope[cell.column] += x.y * x.y
	}
}

// within is what is left of y when what rounding has allocated of resource j beyond the budget is taken off again, from
// each in proportion to the square of what it has: an agent that lives on next to nothing would miss the same part of it
// far more, relative to its weight, than one that holds much.
func (s *solver) within(j int32, y float64) float64 {
	if excess := s.sum[j] - 1; excess > 0 {
		if y -= excess * (y * y / s.slope[j]); y <= 0 {
			return 0
		}
	}
	return y
}

// certify proves what was found, or says how far it is from being proved.
func (s *solver) certify(in *core.Instance, allocation, prices []float64, status Status) (core.Certificate, error) {
	cf := &s.certifier
	cf.reset(in, allocation, prices)
	for i := range in.N {
		if err := s.pulseAt(i, in.M); err != nil {
			return core.Certificate{}, err
		}
		cf.agent(i)
	}
	certificate := cf.finish()
	certificate.Iterations = s.progress.Iteration
	if certificate.Valid {
		return certificate, nil
	}
	if status == "" {
		if status = StatusInaccurate; math.IsNaN(certificate.Gap) || math.IsInf(certificate.Gap, 0) {
			status = StatusNumbers // of the prices of a unit, say, which may underflow where those of budgets do not
		}
	}
	return certificate, &NotSolvedError{status, certificate.Gap, certificate.Residual, certificate.Iterations}
}

// sweep calls pass for blocks of agents, one after the other, and lets the caller look in between.
func (s *solver) sweep(pass func(s *solver, lo, hi int)) error {
	n := s.mk.n()
	block := s.block(s.mk.m())
	for lo := 0; lo < n; lo += block {
		if lo > 0 && lo/block%blocksPerPulse == 0 {
			if err := s.pulse(); err != nil {
				return err
			}
		}
		pass(s, lo, min(lo+block, n))
	}
	return nil
}

// block is how many rows of m entries are swept at a time.
func (s *solver) block(m int) int { return max(1, blockCells/m) }

// pulseAt is pulse at every so many rows of m entries.
func (s *solver) pulseAt(row, m int) error {
	if row == 0 || row%(s.block(m)*blocksPerPulse) != 0 {
		return nil
	}
	return s.pulse()
}

// pulseBetween is pulse between two parts of an iteration, if they take long.
func (s *solver) pulseBetween() error {
	if len(s.mk.cells) < blockCells*blocksPerPulse {
		return nil
	}
	return s.pulse()
}

// pulse reports progress; an error means to stop.
func (s *solver) pulse() error {
	if s.opts.OnIteration == nil {
		return nil
	}
	return s.opts.OnIteration(s.progress)
}
