package ui

import (
	"slices"
	"strconv"

	"github.com/vugu/vugu"

	"fallow/ui/state"
	"fallow/ui/words"
)

// LabForm is where the reader says what to train.
type LabForm struct {
	Control *LabControl
}

// labField is an option that is typed.
type labField struct {
	field state.Field
	label string
	// mode is the keyboard that a phone should show.
	mode string
}

var labFields = []labField{
	{state.FieldSystems, "Teams × things; several, with commas, make one network for all", "text"},
	{state.FieldBudget, "Units of each thing", "decimal"},
	{state.FieldAsking, "Chance that a team asks for a thing", "decimal"},
	{state.FieldTolerance, "Tolerance ε: what lying may gain", "decimal"},
	{state.FieldAlpha, "Weight α of what lying gains", "decimal"},
	{state.FieldWidth, "Units in a hidden layer", "numeric"},
	{state.FieldDepth, "Hidden layers", "numeric"},
	{state.FieldSteps, "Steps", "numeric"},
	{state.FieldBatch, "Problems in a step", "numeric"},
	{state.FieldRate, "Learning rate", "decimal"},
	{state.FieldSeed, "Chance (the seed)", "numeric"},
	{state.FieldPatience, "Stop after so many steps without improvement; 0: never", "numeric"},
	{state.FieldSamples, "Size of a fixed training set; 0: fresh problems at every step", "numeric"},
}

func (f labField) id() string { return "lab-field-" + string(f.field) }

var networkKinds = []string{"mlp", "cnn", "transformer", "exchangeable"}

func (c *LabForm) form() *state.Form { return &c.Control.State.Form }

func (c *LabForm) choose(change func(*state.Choice)) { c.Control.State.Choose(change) }

func (c *LabForm) busy() bool { return c.Control.State.Busy() }

func (c *LabForm) presets() []string {
	return texts(state.LabPresets, func(p state.LabPreset) string { return p.Name })
}

func (c *LabForm) onPreset(k int) { c.Control.State.TakePreset(k) }

// try says what the preset is about, or what was put together instead.
func (c *LabForm) try() string {
	if k := c.form().Choice.Preset(); k >= 0 {
		return state.LabPresets[k].Try
	}
	choice := c.form().Choice
	if choice.Setting == state.Reports {
		return "Your own: " + words.Thousands(choice.Own.Count) + " past problems from " + choice.Own.Name + "."
	}
	return "Your own: " + choice.Describe() + "."
}

// offered are the settings that can be chosen.
func (c *LabForm) offered() []state.Setting {
	if c.form().Choice.Own == nil {
		return state.Settings
	}
	return append(slices.Clone(state.Settings), state.Reports)
}

func (c *LabForm) settings() []string {
	names := map[state.Setting]string{
		state.Literal: "as in the paper", state.Masked: "a fifth", state.Unmasked: "everybody asks", state.Perturbed: "noisy reports",
		state.OwnBudget: "other", state.Reports: "my past reports",
	}
	return texts(c.offered(), func(s state.Setting) string { return names[s] })
}

func (c *LabForm) setting() int { return slices.Index(c.offered(), c.form().Choice.Setting) }

func (c *LabForm) onSetting(k int) {
	setting := c.offered()[k]
	c.choose(func(ch *state.Choice) {
		if setting == state.Reports {
			ch.UseReports()
		}
		ch.Setting = setting
	})
	if setting == state.OwnBudget { // its fields are among the other options
		c.Control.State.ShowExpert(true)
	}
}

func (c *LabForm) tolerances() []string {
	return texts(state.Tolerances, func(x float64) string { return words.Number(x, 4) })
}

func (c *LabForm) tolerance() int {
	if c.form().Choice.Penalty {
		return -1
	}
	return slices.Index(state.Tolerances, c.form().Choice.Tolerance)
}

func (c *LabForm) onTolerance(k int) {
	c.choose(func(ch *state.Choice) { ch.Penalty, ch.Tolerance = false, state.Tolerances[k] })
}

func (c *LabForm) stepCounts() []string {
	return texts(state.StepCounts, words.Thousands)
}

func (c *LabForm) steps() int { return slices.Index(state.StepCounts, c.form().Choice.Steps) }

func (c *LabForm) onSteps(k int) {
	c.choose(func(ch *state.Choice) { ch.Steps = state.StepCounts[k] })
}

func (c *LabForm) objectives() []string {
	return []string{"a bound: tolerance ε", "a price: weight α"}
}

func (c *LabForm) objective() int {
	if c.form().Choice.Penalty {
		return 1
	}
	return 0
}

func (c *LabForm) onObjective(k int) {
	c.choose(func(ch *state.Choice) { ch.Penalty = k == 1 })
}

func (c *LabForm) networks() []string {
	return []string{"fully connected", "convolution", "transformer", "exchangeable"}
}

func (c *LabForm) network() int { return slices.Index(networkKinds, c.form().Choice.Network) }

func (c *LabForm) onNetwork(k int) {
	c.choose(func(ch *state.Choice) { ch.Network = networkKinds[k] })
}

func (c *LabForm) onType(event vugu.DOMEvent, f labField) {
	c.Control.State.Type(f.field, event.PropString("target", "value"))
}

func (c *LabForm) invalid(f labField) string {
	return strconv.FormatBool(c.form().Problem(f.field) != "")
}

// estimate is how long it will take.
func (c *LabForm) estimate() string {
	s := c.Control.State
	if s.Busy() || !s.Form.Readable() {
		return ""
	}
	return "This will take about " + words.Duration(max(1, s.Estimate())) + " here."
}
