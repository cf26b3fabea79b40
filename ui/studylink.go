package ui

import (
	"strconv"
	"strings"

	"fallow/ui/link"
	"fallow/ui/state"
)

const longestName = 32

// Link writes which study is shown, what part of it, and the numbers of Theorem 1 if it takes them.
func (s *StudyControl) Link(w *link.Writer) {
	now, usual := s.State, state.NewStudy()
	w.Choice("show", studyNames(), now.Choice.View, usual.Choice.View)
	w.Text("system", now.Choice.System, "")
	w.Text("setting", now.Choice.Setting, "")
	w.Int("seed", now.Seed, usual.Seed)
	w.Flag("full", now.Full, false)
	if now.Bound.Problem == "" {
		for k, f := range state.BoundFields {
			if text := strings.TrimSpace(now.Bound.Texts[k]); len(text) <= longestName {
				w.Text(f.Path, text, usual.Bound.Texts[k])
			}
		}
	}
}

// Restore shows what the address says.
func (s *StudyControl) Restore(r *link.Reader) error {
	usual := state.NewStudy()
	choice := state.StudyChoice{
		View:   r.Choice("show", studyNames(), usual.Choice.View),
		System: r.Text("system", "", longestName), Setting: r.Text("setting", "", longestName),
	}
	for k, f := range state.BoundFields {
		usual.Bound.Set(k, r.Text(f.Path, usual.Bound.Texts[k], longestName))
	}
	seed, full := r.Int("seed", usual.Seed, 0, maxLuck), r.Flag("full", false)
	if err := r.Err(); err != nil {
		return err
	}
	s.SetSeed(strconv.Itoa(seed))
	s.State.Full, s.State.Bound = full, usual.Bound
	s.Show(choice)
	return nil
}

// Fail shows an error at the study.
func (s *StudyControl) Fail(err error) {
	s.State.Problem = state.Sentence(err)
	s.State.Touch()
}

func studyNames() []string {
	return texts(state.StudyViews, func(v state.StudyView) string { return v.Name })
}
