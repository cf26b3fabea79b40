package ui

import (
	"context"
	"math"

	"fallow/ui/fallow"
)

// fakeAuditor is a world in which the item is worth .4 to the reader in odd rounds and .8 in even ones, and .6 to agent 1;
// the highest report wins, and a lie is caught in round catch.
type fakeAuditor struct {
	catch int
	// fault, if set, is what Trace answers.
	fault error
	// simulate, if set, answers Simulate.
	simulate func(ctx context.Context, progress func(done, total float64)) error
}

func (f *fakeAuditor) Trace(_ context.Context, setup fallow.AuditSetup, _ fallow.AuditMechanism, o fallow.TraceOptions) (*fallow.AuditTrace, error) {
	if f.fault != nil {
		return nil, f.fault
	}
	t, out := &fallow.AuditTrace{}, false
	for round := 1; round <= o.To; round++ {
		e := fallow.AuditEvent{Round: round, Utilities: []float64{worthIn(round), .6, 0}, Chance: .1}
		e.Reports = append(e.Reports, e.Utilities...)
		if o.Player != nil {
			for _, m := range o.Player.Moves {
				if m.Round == round {
					e.Reports[0] = m.Report
				}
			}
		}
		if out {
			e.Reports[0] = 0
		}
		if e.Reports[0] <= .6 {
			e.Winner = 1
		}
		e.Audited = round == f.catch
		e.Caught = e.Audited && e.Winner == 0 && e.Reports[0] > e.Utilities[0]
		out = out || e.Caught
		if round >= o.From {
			t.Events = append(t.Events, e)
		}
	}
	if o.Player != nil && !out && o.To < setup.Rounds {
		t.Next = &fallow.AuditOffer{Round: o.To + 1, Utility: worthIn(o.To + 1), Chance: .1, Win: .5, Ahead: float64(setup.Rounds - o.To - 1), Living: []int{0, 1, 2}}
	}
	return t, nil
}

func worthIn(round int) float64 {
	if round%2 == 0 {
		return .8
	}
	return .4
}

func (f *fakeAuditor) Simulate(ctx context.Context, setup fallow.AuditSetup, mech fallow.AuditMechanism, o fallow.SimulateOptions, progress func(done, total float64)) (*fallow.Simulation, error) {
	if f.simulate != nil {
		if err := f.simulate(ctx, progress); err != nil {
			return nil, err
		}
	}
	s := &fallow.Simulation{Rounds: setup.Rounds, Replications: o.Replications, Epochs: fallow.Estimate{Mean: 1}}
	s.Audits.Mean = mech.P * float64(setup.Rounds)
	s.Regret = fallow.Estimate{Mean: math.Sqrt(float64(setup.Rounds)), StdErr: 1}
	for round := 10; round <= setup.Rounds; round *= 10 {
		s.Checkpoints = append(s.Checkpoints, fallow.AuditCheckpoint{Round: round, Audits: fallow.Estimate{Mean: mech.P * float64(round)}})
	}
	return s, nil
}
