package solvers

import (
	"math"

	"fallow/core"
)

// partial computes PF and the externality ratios of partial allocation.
type partial struct {
	solver
	ratios, prices   []float64
	bundles          []float64 // PF allocation
	others           []float64 // PF allocation without one agent
	othersPrices     []float64
	utilities, alone []float64
	certificate      core.Certificate
}

// solve finds the PF allocation of in (p.bundles, p.prices) and p.ratios.
func (p *partial) solve(in *core.Instance) error {
	p.bundles, p.others = core.Sized(p.bundles, in.N*in.M), core.Sized(p.others, in.N*in.M)
	p.prices, p.othersPrices = core.Sized(p.prices, in.M), core.Sized(p.othersPrices, in.M)
	p.ratios = core.Sized(p.ratios, in.N)
	p.utilities = core.Sized(p.utilities, in.N)
	p.progress.Solve, p.progress.Solves = 0, in.N+1
	var err error
	if p.certificate, err = p.solvePF(in, p.bundles, p.prices); err != nil {
		return err
	}
	for i := range in.N {
		p.utilities[i] = in.Utility(i, in.Row(p.bundles, i))
	}
	for i := range in.N {
		p.progress.Solve = i + 1
		if err := p.ratio(in, i); err != nil {
			return err
		}
	}
	return nil
}

func (p *partial) ratio(in *core.Instance, i int) error {
	p.ratios[i] = 1
	if !in.Servable(i) {
		return nil
	}
	absent := in.Clone()
	clear(in.Row(absent.Demands, i))
	cert, err := p.solvePF(absent, p.others, p.othersPrices)
	if err != nil {
		return err
	}
	p.certificate.Gap = max(p.certificate.Gap, cert.Gap)
	p.certificate.Residual = max(p.certificate.Residual, cert.Residual)
	p.certificate.Iterations += cert.Iterations
	sum := 0.0
	for j, u := range p.utilities {
		if j != i && u > 0 {
			sum += in.Weights[j] / in.Weights[i] * math.Log(u/in.Utility(j, in.Row(p.others, j)))
		}
	}
	p.ratios[i] = math.Exp(min(sum, 0))
	return nil
}

// report writes the ratios, prices and certificate to out.
func (p *partial) report(out *core.Outcome) {
	out.Ratios = append(out.Ratios[:0], p.ratios...)
	out.Prices = append(out.Prices[:0], p.prices...)
	out.Certificate = p.certificate
}

// shrunk writes each agent's PF bundle times its ratio.
func (p *partial) shrunk(in *core.Instance, allocation []float64) {
	for i, r := range p.ratios {
		row := in.Row(allocation, i)
		for m, a := range in.Row(p.bundles, i) {
			row[m] = r * a
		}
	}
}

// PA is the partial allocation mechanism of Cole, Gkatzelis and Goel (2013): agent i gets the fraction r_i of its PF
// bundle, where r_i measures what its presence costs the others.
type PA struct{ partial partial }

// NewPA returns the PA mechanism.
func NewPA(opts Options) *PA { return &PA{partial{solver: solver{opts: opts}}} }

func (pa *PA) Name() string { return "pa" }

// Allocate solves N+1 PF programs. Its error is a *NotSolvedError, or what Options.OnIteration returned.
func (pa *PA) Allocate(in *core.Instance, out *core.Outcome) error {
	if err := pa.partial.solve(in); err != nil {
		return err
	}
	out.Reset(1, in.N, in.M)
	pa.partial.shrunk(in, out.Branches[0].Allocation)
	pa.partial.report(out)
	return nil
}
