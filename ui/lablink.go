package ui

import (
	"slices"
	"strconv"

	"fallow/ui/link"
	"fallow/ui/state"
	"fallow/ui/words"
)

var labSettings = []string{"paper", "scarce"}

// Link writes what is to be trained. The network itself is too large for an address; the same choice gives the same.
func (l *LabControl) Link(w *link.Writer) {
	now, usual := l.State.Choice, state.NewLab().Choice
	w.Choice("setting", labSettings, ordinalOf(now.Scarce), ordinalOf(usual.Scarce))
	w.Number("tolerance", now.Tolerance, usual.Tolerance)
	w.Int("width", now.Width, usual.Width)
	w.Int("steps", now.Steps, usual.Steps)
	w.Int("seed", now.Seed, usual.Seed)
}

// Restore chooses what to train. A run that is under way goes on.
func (l *LabControl) Restore(r *link.Reader) error {
	usual := state.NewLab().Choice
	c := state.Choice{
		Scarce:    r.Choice("setting", labSettings, ordinalOf(usual.Scarce)) == 1,
		Tolerance: oneOf(r, "tolerance", state.Tolerances, usual.Tolerance, func(x float64) string { return words.Number(x, 4) }),
		Width:     oneOf(r, "width", state.Widths, usual.Width, strconv.Itoa),
		Steps:     oneOf(r, "steps", state.StepCounts, usual.Steps, strconv.Itoa),
		Seed:      r.Int("seed", usual.Seed, 1, 4),
	}
	if err := r.Err(); err != nil {
		return err
	}
	l.State.Choose(func(now *state.Choice) { *now = c })
	return nil
}

// Fail shows an error at the lab. A run that is under way goes on.
func (l *LabControl) Fail(err error) {
	l.State.Problem = state.Sentence(err)
	l.State.Touch()
}

// oneOf reads a number that is one of a few.
func oneOf[T int | float64](r *link.Reader, key string, offered []T, usual T, write func(T) string) T {
	x := T(r.Number(key, float64(usual), float64(slices.Min(offered)), float64(slices.Max(offered))))
	if !slices.Contains(offered, x) {
		r.Reject(key, "must be one of "+words.Join(texts(offered, write)...))
		return usual
	}
	return x
}

func ordinalOf(flag bool) int {
	if flag {
		return 1
	}
	return 0
}
