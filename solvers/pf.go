package solvers

import "fallow/core"

// PF is proportional fairness: the allocation of largest Nash social welfare.
type PF struct{ solver solver }

// NewPF returns the PF mechanism.
func NewPF(opts Options) *PF { return &PF{solver{opts: opts}} }

func (pf *PF) Name() string { return "pf" }

// Allocate solves the PF program of in. Its error is a *NotSolvedError, or what Options.OnIteration returned.
func (pf *PF) Allocate(in *core.Instance, out *core.Outcome) error {
	out.Reset(1, in.N, in.M)
	out.Prices = core.Sized(out.Prices, in.M)
	cert, err := pf.solver.solve(in, -1, out.Branches[0].Allocation, out.Prices)
	out.Certificate = cert
	return err
}

func (s *solver) solve(in *core.Instance, without int, allocation, prices []float64) (core.Certificate, error) {
	s.mk.build(in, without, &s.red, allocation)
	iterations := 0
	var status Status
	s.it.resize(&s.mk)
	if s.mk.m > 0 {
		s.level = core.Sized(s.level, s.mk.m)
		s.it.start(&s.mk, s.level)
		var err error
		if iterations, status, err = s.run(); err != nil {
			return core.Certificate{}, err
		}
	}
	s.export(in, allocation, prices)
	cert := certify(in, without, allocation, prices)
	cert.Iterations = iterations
	if !cert.Valid {
		if status == "" {
			status = StatusStalled
		}
		return cert, &NotSolvedError{status, cert.Gap, cert.Residual, iterations}
	}
	return cert, nil
}
