package ui

import "fallow/ui/state"

// Bench is the reader's own problem.
type Bench struct {
	Control *BenchControl
}

func (c *Bench) state() *state.Bench { return c.Control.State }

func (c *Bench) presets() []string {
	var names []string
	for _, p := range state.Presets() {
		names = append(names, p.Name)
	}
	return names
}

// try is what there is to see with the chosen preset.
func (c *Bench) try() string {
	if k := c.state().Preset; k >= 0 {
		return state.Presets()[k].Try
	}
	return "A problem of your own."
}

func (c *Bench) onPreset(k int) {
	c.Control.Do(func(b *state.Bench) { b.ChoosePreset(k) })
}

// wholes are the answers to whether resources can be divided; whole is the one given.
func (c *Bench) wholes() []string { return []string{"divide everything", "give out whole items"} }

func (c *Bench) whole() int {
	if c.state().Whole {
		return 1
	}
	return 0
}

func (c *Bench) onWhole(k int) {
	c.Control.Do(func(b *state.Bench) { b.SetWhole(k == 1) })
}

func (c *Bench) showsWhole() bool {
	return c.state().Answer != nil && c.state().Answer.Whole
}

// status says what the pictures show while the table cannot be read.
func (c *Bench) status() string {
	switch {
	case c.state().Problem != "":
		return c.state().Problem
	case !c.state().Readable():
		return "The pictures below show the last problem that could be read."
	}
	return ""
}
