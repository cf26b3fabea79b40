package ui

import (
	"context"

	"fallow/ui/fallow"
	"fallow/ui/link"
	"fallow/ui/state"
)

// ShrinkControl does what the visitor asks of the way from proportional fairness to partial allocation.
type ShrinkControl struct {
	State *state.Shrink

	data  fold // the tables under the figure
	world *World
}

// Start computes the way, which the build has done for a page in a browser.
func (c *ShrinkControl) Start() {
	if c.State.Complete() {
		return
	}
	s := c.State
	c.world.Ask(func(ctx context.Context) func() {
		rules := []fallow.Mechanism{state.PartialAllocation.Mechanism, state.UniformRule.Mechanism}
		for step := range state.ShrinkSteps + 1 {
			rules = append(rules, state.ShrinkRule(step))
		}
		outs, err := allocateUnder(ctx, c.world.Engine, s.Truth, rules, fallow.AllocateOptions{})
		points := make([]state.ShrinkPoint, len(rules))
		for k, rule := range rules {
			if err == nil {
				var lies []*fallow.BestResponse
				lies, err = bestLies(ctx, c.world.Engine, s, rule)
				points[k] = s.Point(outs[2], outs[k], lies)
			}
		}
		return func() {
			if err != nil {
				s.Fail(err)
				return
			}
			s.Show(outs[2], outs[0], points[2:], points[1])
		}
	})
}

// bestLies are the best lies of all teams against a rule.
func bestLies(ctx context.Context, engine fallow.Engine, s *state.Shrink, rule fallow.Mechanism) ([]*fallow.BestResponse, error) {
	lies := make([]*fallow.BestResponse, s.Truth.N)
	for i := range lies {
		var err error
		if lies[i], err = engine.BestResponse(ctx, s.Truth, rule, i, fallow.Search{Deviate: "values-and-demands"}); err != nil {
			return nil, err
		}
	}
	return lies, nil
}

// Link writes where the reader stands.
func (c *ShrinkControl) Link(w *link.Writer) { w.Int("step", c.State.Step, state.ShrinkSteps) }

// Restore goes to where the reader stood.
func (c *ShrinkControl) Restore(r *link.Reader) error {
	step := r.Int("step", state.ShrinkSteps, 0, state.ShrinkSteps)
	if err := r.Err(); err != nil {
		return err
	}
	c.State.Go(step)
	return nil
}

// Fail shows an error at the figure.
func (c *ShrinkControl) Fail(err error) { c.State.Fail(err) }
