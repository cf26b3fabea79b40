package solvers

import (
	"math"

	"fallow/core"
)

// PA is the partial allocation mechanism of Cole, Gkatzelis and Goel (2013): agent i gets the fraction r_i of its PF
// bundle, where r_i measures what its presence costs the others.
type PA struct{ partial partial }

// NewPA returns the PA mechanism.
func NewPA(opts Options) *PA { return &PA{newPartial(opts)} }

// Name returns "pa".
func (pa *PA) Name() string { return "pa" }

// Allocate finds the PF allocation of in and the ones without each agent. Its error is a *NotSolvedError, or what
// Options.OnIteration returned. The certificate is the worst of all these allocations'; the prices are PF's.
func (pa *PA) Allocate(in *core.Instance, out *core.Outcome) error {
	if err := pa.partial.solve(in); err != nil {
		return err
	}
	out.Reset(1, in.N, in.M)
	pa.partial.shrunk(in, out.Branches[0].Allocation)
	pa.partial.report(out)
	return nil
}

// partial finds the PF allocation of an instance and the ratios of partial allocation.
type partial struct {
	full          solver
	bundles       []float64 // N×M
	prices        []float64 // length M
	ratios        []float64 // length N
	certificate   core.Certificate
	utilities     []float64 // of the market's agents
	vertex        bool      // whether full.basis is proved
	fromScratch   bool      // never to start from the vertex, for comparison
	basis         basis     // without one agent
	spare         solver
	absent        core.Instance
	others, spent []float64 // N×M and M, of the spare solver
}

func newPartial(opts Options) partial {
	return partial{full: solver{opts: opts}, spare: solver{opts: opts}}
}

// solve sets bundles, prices, ratios and certificate.
func (p *partial) solve(in *core.Instance) error {
	p.bundles, p.prices = core.Sized(p.bundles, in.N*in.M), core.Sized(p.prices, in.M)
	p.full.progress.Solve, p.full.progress.Solves = 0, in.N+1
	p.spare.progress.Solves = in.N + 1
	var err error
	if p.certificate, err = p.full.solvePF(in, p.bundles, p.prices); err != nil {
		return err
	}
	p.ratios = core.Sized(p.ratios, in.N)
	for i := range p.ratios {
		p.ratios[i] = 1 // an agent without a cell in the market changes nothing by leaving
	}
	p.readStart()
	for k := range p.full.mk.agents {
		p.full.progress.Solve = 1 + int(p.full.mk.agents[k].index)
		if err := p.full.pulse(); err != nil {
			return err
		}
		if err := p.without(in, k); err != nil {
			return err
		}
	}
	return nil
}

// readStart sets the utilities that ratios start from: those of the vertex, if that can be proved.
func (p *partial) readStart() {
	mk := &p.full.mk
	p.utilities = append(p.utilities[:0], p.full.it.u[:mk.n()]...)
	p.vertex = p.full.vertex && !p.fromScratch
	if p.vertex || p.fromScratch || mk.n() == 0 {
		return
	}
	b := &p.full.basis
	b.read(mk, &p.full.it)
	b.begin(mk, &p.full.tree)
	b.polish(mk, &p.full.tree)
	if p.vertex = b.proved(mk, -1); p.vertex {
		for k := range p.utilities {
			p.utilities[k] = b.utility(mk, k)
		}
	}
}

// without sets the ratio of the market's agent k.
func (p *partial) without(in *core.Instance, k int) error {
	certificate, logs, err := p.leave(in, k)
	if err != nil {
		return err
	}
	p.certificate.Gap = max(p.certificate.Gap, certificate.Gap)
	p.certificate.Residual = max(p.certificate.Residual, certificate.Residual)
	p.certificate.Iterations += certificate.Iterations
	a := &p.full.mk.agents[k]
	// The others cannot lose by the agent's leaving; a certified gap bounds how far above 0 the sum can come.
	p.ratios[a.index] = math.Exp(min(0, logs/a.w))
	return nil
}

// leave solves the program without the market's agent k: from the vertex, or from scratch where that fails. It returns
// the sum of w·log(u/u') over the other agents, of which u' is the utility without k.
func (p *partial) leave(in *core.Instance, k int) (core.Certificate, float64, error) {
	mk := &p.full.mk
	if b := &p.basis; p.vertex {
		b.copyFrom(&p.full.basis)
		if b.remove(mk, int32(k), &p.full.tree) {
			if !b.proved(mk, k) {
				b.polish(mk, &p.full.tree)
				b.proved(mk, k)
			}
			if b.certificate.Gap <= vertexGap && b.certificate.Valid {
				return b.certificate, p.sumLogs(k, func(j int) float64 { return b.utility(mk, j) }), nil
			}
		}
	}
	p.absent.CopyFrom(in)
	clear(p.absent.Row(p.absent.Demands, int(mk.agents[k].index)))
	p.others, p.spent = core.Sized(p.others, in.N*in.M), core.Sized(p.spent, in.M)
	p.spare.progress.Solve = p.full.progress.Solve
	certificate, err := p.spare.solvePF(&p.absent, p.others, p.spent)
	if err != nil {
		return certificate, 0, err
	}
	logs := p.sumLogs(k, func(j int) float64 {
		if at, ok := p.spare.mk.find(int(mk.agents[j].index)); ok && p.spare.mk.m() > 0 {
			return p.spare.it.u[at]
		}
		return 1
	})
	return certificate, logs, nil
}

func (p *partial) sumLogs(without int, utility func(j int) float64) float64 {
	sum := 0.0
	for j, u := range p.utilities {
		if j == without {
			continue
		}
		if alone := utility(j); alone != u {
			sum += p.full.mk.agents[j].w * math.Log(u/alone)
		}
	}
	return sum
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
