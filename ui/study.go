package ui

import (
	"math"
	"strconv"
	"strings"

	"github.com/vugu/vugu"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// Study shows the paper's figures and tables, ours beside it.
type Study struct {
	Control *StudyControl
}

// studySizes are what can be computed again.
var studySizes = []string{"quick", "as shipped"}

func studyLabels() []string {
	return texts(state.StudyViews, func(v state.StudyView) string { return v.Label })
}

func (c *Study) state() *state.Study { return c.Control.State }

func (c *Study) busy() bool { return c.state().Busy != "" }

func (c *Study) show(view int) { c.Control.Show(state.StudyChoice{View: view}) }

func (c *Study) onSeed(event vugu.DOMEvent) { c.Control.SetSeed(event.PropString("target", "value")) }

func (c *Study) size() int {
	if c.state().Full {
		return 1
	}
	return 0
}

func (c *Study) setSize(k int) { c.Control.SetFull(k == 1) }

func (c *Study) title() string {
	if r := c.state().Result(); r != nil {
		return r.Source + ": " + words.Typeset(r.Title)
	}
	return c.state().View().Label
}

// scopes are the choices of system and setting, where there is more than one.
func (c *Study) scopes() []choice {
	s := c.state()
	var all []choice
	pick := func(name, legend string, options []string, now string, put func(*state.StudyChoice, string)) {
		if len(options) < 2 {
			return
		}
		ch := choice{name: name, legend: legend, options: texts(options, studyScope)}
		for k, option := range options {
			if option == now {
				ch.chosen = k
			}
		}
		ch.pick = func(k int) {
			next := s.Choice
			put(&next, options[k])
			c.Control.Show(next)
		}
		all = append(all, ch)
	}
	pick("study-system", "Agents × resources", s.Systems(), s.System(), func(ch *state.StudyChoice, name string) { ch.System = name })
	pick("study-setting", "Setting", s.Settings(), s.Setting(), func(ch *state.StudyChoice, name string) { ch.Setting = name })
	return all
}

// studyScope is the short name of a system or a setting.
func studyScope(name string) string {
	switch name {
	case "literal":
		return "as in the paper"
	case "unmasked":
		return "scarce: all want everything"
	case "masked":
		return "scarce: few units"
	case "honest", "deviators":
		return name
	case "careful":
		return "careful deviators"
	}
	return strings.Replace(name, "x", " × ", 1)
}

// status says where the numbers come from.
func (c *Study) status() string {
	s := c.state()
	r := s.Result()
	switch {
	case r == nil && s.Fetching != "":
		return "Fetching the results …"
	case r == nil:
		return ""
	}
	text := "Computed by Fallow itself"
	if p := r.Provenance; p != nil {
		text += " on " + p.Date + " (" + p.Engine + ", " + words.Duration(p.Seconds) + " of computing)"
	}
	return text + ": " + studySize(r.Config) + "."
}

// studySize says how large a result is.
func studySize(c fallow.StudyConfig) string {
	parts := []string{"seed " + strconv.Itoa(c.Seed)}
	if c.Instances > 1 {
		parts = append(parts, "up to "+words.Thousands(c.Instances)+" instances or rounds each")
	}
	if c.Searched > 0 {
		parts = append(parts, "best lies searched for in up to "+words.Thousands(c.Searched)+" of them with up to "+words.Thousands(c.Evaluations)+" tries each")
	}
	if c.Repeats > 1 {
		parts = append(parts, strconv.Itoa(c.Repeats)+" repetitions")
	}
	if c.Training > 0 {
		parts = append(parts, "networks trained for "+words.Thousands(c.Training)+" steps")
	}
	return strings.Join(parts, "; ")
}

// key says what the marks in the picture are.
func (c *Study) key() string {
	var paper, bars bool
	for _, panel := range c.state().View().Panels {
		for _, r := range c.state().Rows(&panel, c.state().Result()) {
			paper = paper || !math.IsNaN(r.Paper)
			bars = bars || !math.IsNaN(r.StdErr)
		}
	}
	text := "● ours"
	if bars {
		text += ", with a bar of two standard errors each way"
	}
	if paper {
		text = "○ the paper’s number; " + text
	}
	if c.state().Repeated() != nil {
		text += "; ◇ computed here"
	}
	return text + "."
}

// chartLabel is the picture in words.
func (c *Study) chartLabel() string {
	var titles []string
	for _, panel := range c.state().View().Panels {
		titles = append(titles, panel.Title)
	}
	return words.Join(titles...) + ". The tables below have the numbers."
}

func (c *Study) done() float64 {
	if p := c.state().Progress; c.busy() && p.Total > 0 {
		return p.Done / p.Total
	}
	return 0
}

// progress says how far a computation is, or what it gave.
func (c *Study) progress() string {
	s := c.state()
	label := func(name string) string { return state.StudyViews[state.StudyNamed(name)].Label }
	switch own := s.Repeated(); {
	case c.busy() && s.Progress.Total == 0:
		return label(s.Busy) + ": fetching what computes it."
	case c.busy():
		return label(s.Busy) + ": " + words.Percent(c.done(), 0) + ", " + words.Duration(s.Progress.Remaining) + " to go."
	case own != nil:
		return "Computed here: " + studySize(own.Config) + "."
	}
	return ""
}

// theorem says that the calculator belongs to what is shown.
func (c *Study) theorem() bool { return c.state().View().Name == "theorem1" }

func (c *Study) notes() string {
	if r := c.state().Result(); r != nil {
		return words.Typeset(strings.Join(r.Notes, " "))
	}
	return ""
}

// studyVerdict is a claim, what was found, and what the visitor found.
type studyVerdict struct {
	fallow.StudyVerdict
	Here string
}

func (v studyVerdict) class() string {
	if v.Agrees {
		return "agrees"
	}
	return "differs"
}

func (v studyVerdict) mark() string {
	switch {
	case v.Ours && v.Agrees:
		return "✓ Holds (not in the paper)."
	case v.Ours:
		return "✗ Fails (not in the paper)."
	case v.Agrees:
		return "✓ Agrees."
	}
	return "✗ Differs."
}

func (c *Study) verdicts() []studyVerdict {
	r, own := c.state().Result(), c.state().Repeated()
	if r == nil {
		return nil
	}
	var list []studyVerdict
	for _, v := range r.Verdicts {
		set := v
		set.Claim, set.Found, set.Why = words.Typeset(v.Claim), words.Typeset(v.Found), words.Typeset(v.Why)
		list = append(list, studyVerdict{StudyVerdict: set})
		if own == nil {
			continue
		}
		for _, w := range own.Verdicts {
			if w.Claim == v.Claim {
				list[len(list)-1].Here = words.Typeset(w.Found)
			}
		}
	}
	return list
}
