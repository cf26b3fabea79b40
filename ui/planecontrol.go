package ui

import (
	"context"
	"errors"
	"time"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// PlaneControl measures regret against audits.
type PlaneControl struct {
	State *state.Plane

	data   fold // the tables under the figure
	world  *World
	cancel context.CancelFunc
}

// Start measures for the first view, which the build has done for a page in a browser.
func (p *PlaneControl) Start() {
	if p.State.Results == nil {
		p.Measure()
	}
}

// Measure measures all rules for the present choice.
func (p *PlaneControl) Measure() {
	if !p.State.Begin() {
		return
	}
	chosen := p.State.Choice
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.world.Ask(func(context.Context) func() {
		defer cancel()
		found, err := p.simulate(ctx, chosen)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				p.State.Cancelled()
			case err != nil:
				p.State.Fail(err)
			default:
				p.State.Finish(chosen, found)
			}
		}
	})
}

// simulate measures one rule after the other.
func (p *PlaneControl) simulate(ctx context.Context, chosen state.PlaneChoice) ([]*fallow.Simulation, error) {
	begun := time.Now()
	var found []*fallow.Simulation
	for k, rule := range state.PlaneRules {
		tell := func(done, total float64) {
			share := (float64(k) + done/total) / float64(len(state.PlaneRules))
			p.world.Show(func() { p.State.Progress(share, time.Since(begun).Seconds()) })
		}
		s, err := p.world.Engine.Simulate(ctx, chosen.Setup(), rule.Mechanism(chosen.Rounds),
			fallow.SimulateOptions{Seed: chosen.Seed, Replications: chosen.Runs}, tell)
		if err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, nil
}

// Cancel ends a measurement; what was shown before stays.
func (p *PlaneControl) Cancel() {
	if p.State.Busy {
		p.cancel()
	}
}

// NewLuck measures with other luck.
func (p *PlaneControl) NewLuck() {
	if !p.State.Busy {
		p.State.Choose(func(c *state.PlaneChoice) { c.Seed++ })
		p.Measure()
	}
}
