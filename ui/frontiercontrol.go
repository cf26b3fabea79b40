package ui

import (
	"context"

	"fallow/ui/fallow"
	"fallow/ui/link"
	"fallow/ui/state"
)

// FrontierControl does what the visitor asks of the map of rules.
type FrontierControl struct {
	State *state.Frontier

	world *World
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
	c.world.Ask(func(ctx context.Context) func() {
		var pf *fallow.Evaluation
		for _, rule := range rules {
			worth, err := c.world.Engine.Evaluate(ctx, setting.Setup, rule.Mechanism, state.FrontierOptions())
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
