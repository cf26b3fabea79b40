package ui

import (
	"fallow/ui/link"
	"fallow/ui/state"
)

const longestName = 32

// Link writes which study is shown, and what part of it.
func (s *StudyControl) Link(w *link.Writer) {
	now, usual := s.State, state.NewStudy()
	w.Choice("show", studyNames(), now.Choice.View, usual.Choice.View)
	w.Text("system", now.Choice.System, "")
	w.Text("setting", now.Choice.Setting, "")
	w.Int("seed", now.Seed, usual.Seed)
	w.Flag("full", now.Full, false)
}

// Restore shows what the address says.
func (s *StudyControl) Restore(r *link.Reader) error {
	usual := state.NewStudy()
	choice := state.StudyChoice{
		View:   r.Choice("show", studyNames(), usual.Choice.View),
		System: r.Text("system", "", longestName), Setting: r.Text("setting", "", longestName),
	}
	seed, full := r.Int("seed", usual.Seed, 0, maxLuck), r.Flag("full", false)
	if err := r.Err(); err != nil {
		return err
	}
	s.State.Seed, s.State.Full = seed, full
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
