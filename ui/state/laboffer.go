package state

import (
	"encoding/json"
	"errors"
	"fmt"

	"fallow/core"
	"fallow/ui/fallow"
)

// Offer is a run that was cut off and is still in the browser's storage.
type Offer struct {
	// ID names it there.
	ID string
	// About is what is known of it; nil if that cannot be read.
	About *About
	// Age is how many seconds ago it was last heard of.
	Age float64
	// Refused says why it cannot be gone on with, if that was tried; a sentence or empty.
	Refused string
}

// About is what is kept beside a checkpoint.
type About struct {
	Run     Choice
	Step    int
	Spent   float64
	History []Moment
	// Continued is Lab's.
	Continued bool
}

// About describes the run at its last checkpoint.
func (l *Lab) About() *About {
	a := &About{Run: l.Run, Step: l.Safe, Spent: l.Last.Elapsed, Continued: l.Continued}
	for _, m := range l.History {
		if m.Step <= l.Safe {
			a.History = append(a.History, m)
		}
	}
	return a
}

// ReadAbout reads what JSON of About gave; nil if it is damaged.
func ReadAbout(text string) *About {
	var a About
	if err := json.Unmarshal([]byte(text), &a); err != nil || !a.Run.Sound() || a.Step < 0 {
		return nil
	}
	return &a
}

// SetOffers shows what can be gone on with.
func (l *Lab) SetOffers(offers []Offer) {
	l.Offers = offers
	l.Touch()
}

// DropOffer takes an offer back.
func (l *Lab) DropOffer(id string) {
	for k := range l.Offers {
		if l.Offers[k].ID == id {
			l.SetOffers(without(l.Offers, k))
			return
		}
	}
}

// RefuseOffer says why a run cannot be gone on with.
func (l *Lab) RefuseOffer(id, reason string) {
	for k := range l.Offers {
		if l.Offers[k].ID == id {
			l.Offers[k].Refused = reason
			l.Touch()
		}
	}
}

// Reopen goes on with a run that was cut off, from its checkpoint.
func (l *Lab) Reopen(a *About) {
	if !l.Run.sameData(a.Run) {
		l.Marks = nil
	}
	l.Form.Take(a.Run)
	l.begin(a.Run)
	l.History, l.spent, l.Continued = a.History, a.Spent, a.Continued
	l.Safe, l.Last.Iteration, l.Last.Elapsed = a.Step, a.Step, a.Spent
}

// DamagedCheckpoint is the reason that the engine gave for refusing a checkpoint, as a sentence; ok is false if err is
// about something else.
func DamagedCheckpoint(err error) (reason string, ok bool) {
	var input *core.InputError
	if !errors.As(err, &input) || input.Path != "options.resume" {
		return "", false
	}
	return Sentence(fmt.Errorf("its checkpoint %s", input.Reason)), true
}

// fieldOf is the field that an error is about, with what is wrong as a sentence.
func fieldOf(err error) (field Field, reason string, ok bool) {
	var input *core.InputError
	if !errors.As(err, &input) {
		return "", "", false
	}
	field, ok = FieldOf(input.Path)
	return field, Sentence(errors.New("this " + input.Reason)), ok
}

// choiceOf is the choice that a network was trained with, as far as its file says.
func choiceOf(model fallow.Model) Choice {
	o := model.Options()
	c := firstChoice.with(func(c *Choice) {
		c.Penalty = o.Objective.Kind == "penalty"
		c.Tolerance, c.Alpha = o.Objective.Tolerance, o.Objective.Alpha
		c.Network, c.Width, c.Depth = o.Network.Kind, o.Network.Width, o.Network.Depth
		c.Steps, c.Batch, c.Rate, c.Seed = o.Iterations, o.Batch, o.LearningRate, o.Seed
		c.Patience, c.Samples = o.Patience, o.Samples
	})
	setups := model.Setups()
	if len(setups) == 0 { // trained on somebody's own instances
		agents, resources := model.Size()
		if agents == 0 {
			agents, resources = 2, 2
		}
		setups = []fallow.Setup{{Agents: agents, Resources: resources}}
	}
	c.Systems = nil
	for _, s := range setups {
		c.Systems = append(c.Systems, System{s.Agents, s.Resources})
	}
	for _, setting := range []Setting{Literal, Masked, Unmasked, Perturbed} {
		c.Setting = setting
		if sameSetups(c.Setups(), setups) {
			return c
		}
	}
	c.Setting, c.Exact = "", setups
	return c
}

func sameSetups(a, b []fallow.Setup) bool {
	for k := range a {
		x, y := plain(a[k]), plain(b[k])
		if x != y {
			return false
		}
	}
	return true
}

// plain writes out what a setup leaves to its defaults.
func plain(s fallow.Setup) fallow.Setup {
	if s.Budget == 0 {
		s.Budget = float64(s.Agents) / 2
	}
	if s.DemandProbability == 0 {
		s.DemandProbability = .5
	}
	if s.Distribution == "" {
		s.Distribution = "truthful"
	}
	return s
}
