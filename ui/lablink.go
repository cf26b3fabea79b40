package ui

import (
	"slices"
	"strings"

	"fallow/ui/link"
	"fallow/ui/state"
	"fallow/ui/words"
)

// labSettings are what an address calls state.Settings.
var labSettings = []string{"paper", "masked", "scarce", "noisy", "own"}

// labLinked are the fields of the form that an address can hold, which it calls by their names.
var labLinked = []state.Field{
	state.FieldSystems, state.FieldBudget, state.FieldAsking, state.FieldTolerance, state.FieldAlpha, state.FieldWidth,
	state.FieldDepth, state.FieldSteps, state.FieldBatch, state.FieldRate, state.FieldSeed, state.FieldPatience, state.FieldSamples,
}

// Link writes what is to be trained. The network itself is too large for an address; the same choice gives the same.
// Past reports are the reader's own affair, and stay out of it.
func (l *LabControl) Link(w *link.Writer) {
	now, usual := state.Form{Choice: l.State.Form.Choice}, state.NewLab().Form
	if now.Choice.Setting == state.Reports {
		return
	}
	w.Choice("setting", labSettings, slices.Index(state.Settings, now.Choice.Setting), 0)
	w.Flag("penalty", now.Choice.Penalty, false)
	w.Choice("network", networkKinds, slices.Index(networkKinds, now.Choice.Network), 0)
	for _, field := range labLinked {
		plain := func(f state.Form) string {
			return strings.NewReplacer("×", "x", " ", "").Replace(f.Text(field))
		}
		if now.Needed(field) {
			w.Text(string(field), plain(now), plain(usual))
		}
	}
}

// Restore chooses what to train. A run that is under way goes on.
func (l *LabControl) Restore(r *link.Reader) error {
	const longest = 100
	form := state.NewLab().Form
	form.Choice.Setting = state.Settings[r.Choice("setting", labSettings, 0)]
	form.Choice.Penalty = r.Flag("penalty", false)
	form.Choice.Network = networkKinds[r.Choice("network", networkKinds, 0)]
	for _, field := range labLinked {
		key := string(field)
		text := r.Text(key, form.Text(field), longest)
		if text != form.Text(field) {
			form.Type(field, text)
		}
		if problem := form.Problem(field); problem != "" {
			r.Reject(key, "is of no use: "+strings.TrimSuffix(problem, "."))
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	l.State.Take(form.Choice)
	return nil
}

// Fail shows an error at the lab. A run that is under way goes on.
func (l *LabControl) Fail(err error) { l.State.Say(err) }

// oneOf reads a number that is one of a few.
func oneOf[T int | float64](r *link.Reader, key string, offered []T, usual T, write func(T) string) T {
	x := T(r.Number(key, float64(usual), float64(slices.Min(offered)), float64(slices.Max(offered))))
	if !slices.Contains(offered, x) {
		r.Reject(key, "must be one of "+words.Join(texts(offered, write)...))
		return usual
	}
	return x
}
