package ui

import (
	"context"
	"errors"

	"fallow/ui/fallow"
	"fallow/ui/link"
	"fallow/ui/state"
)

// FrontierControl does what the visitor asks of the map of rules.
type FrontierControl struct {
	State *state.Frontier

	data   fold // the tables under the figure
	world  *World
	cancel context.CancelFunc
}

// Choose shows a setting, and measures it if that has not been done.
func (c *FrontierControl) Choose(setting int) {
	if c.State.Choose(setting) {
		c.measure(state.FrontierSettings[setting])
	}
}

// measure places one rule after the other on the map.
func (c *FrontierControl) measure(setting state.FrontierSetting) {
	rules := state.FrontierRules(setting)
	c.State.Begin(len(rules))
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	c.world.Ask(func(context.Context) func() {
		defer cancel()
		var pf *fallow.Evaluation
		for _, rule := range rules {
			worth, err := c.world.Engine.Evaluate(ctx, setting.Setup, rule.Mechanism, state.FrontierOptions())
			if errors.Is(err, context.Canceled) {
				return c.State.Cancelled
			}
			if err != nil {
				return func() { c.State.Fail(err) }
			}
			if pf == nil {
				pf = worth
			}
			c.world.Show(func() { c.State.Add(rule, worth, pf) })
		}
		return c.State.Finish
	})
}

// Stop ends a measurement; the map goes back to what came with the page.
func (c *FrontierControl) Stop() {
	if c.State.Measuring {
		c.cancel()
	}
}

// frontierKeys are state.FrontierSettings in an address.
func frontierKeys() []string {
	return texts(state.FrontierSettings, func(s state.FrontierSetting) string { return s.Key })
}

// Link writes the setting.
func (c *FrontierControl) Link(w *link.Writer) {
	w.Choice("setting", frontierKeys(), c.State.Setting, 0)
}

// Restore chooses it again.
func (c *FrontierControl) Restore(r *link.Reader) error {
	setting := r.Choice("setting", frontierKeys(), 0)
	if err := r.Err(); err != nil {
		return err
	}
	c.Choose(setting)
	return nil
}

// Fail shows an error at the map.
func (c *FrontierControl) Fail(err error) { c.State.Fail(err) }
