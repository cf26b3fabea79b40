package ui

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

// StudyControl shows the paper's figures and tables and has them computed again.
type StudyControl struct {
	State *state.Study

	data   fold // the tables under the figure
	world  *World
	cancel context.CancelFunc
}

// Start fetches what is shown first, which the build has done for a page in a browser.
func (s *StudyControl) Start() { s.fetch() }

// Show shows another study, or another part of it.
func (s *StudyControl) Show(choice state.StudyChoice) {
	s.State.Choose(choice)
	s.fetch()
}

// fetch gets the shipped result of what is shown, unless it is there or on its way.
func (s *StudyControl) fetch() {
	name := s.State.View().Name
	if s.State.Result() != nil || s.State.Fetching == name {
		return
	}
	s.State.Fetch(name)
	s.world.Ask(func(ctx context.Context) func() {
		result, err := s.world.Engine.ShippedStudy(ctx, name)
		return func() { s.State.Arrived(name, result, err) }
	})
}

// Run computes what is shown again.
func (s *StudyControl) Run() {
	if s.SetSeed(s.State.SeedText); s.State.Failed != "" || !s.State.Begin() {
		return
	}
	name, options := s.State.Busy, fallow.StudyOptions{Size: "quick", Seed: s.State.Seed}
	if s.State.Full {
		options.Size = "full"
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.world.Ask(func(context.Context) func() {
		defer cancel()
		result, err := s.world.Engine.Study(ctx, name, options, func(p fallow.StudyProgress) {
			s.world.Show(func() { s.State.Report(p) })
		})
		if errors.Is(err, context.Canceled) || ctx.Err() != nil {
			result, err = nil, nil
		}
		return func() { s.State.Finish(result, err) }
	})
}

// Cancel ends a computation.
func (s *StudyControl) Cancel() {
	if s.State.Busy != "" {
		s.cancel()
	}
}

// badSeed is what is wrong with what stands in the field.
var badSeed = &core.InputError{Path: "the seed", Reason: "is not a whole number from 0 to " + words.Thousands(maxLuck)}

// SetSeed and SetFull say what to compute next. A text that is no seed stays in its field, and nothing runs.
func (s *StudyControl) SetSeed(text string) {
	st := s.State
	seed, err := strconv.Atoi(strings.TrimSpace(text))
	st.SeedText, st.Failed = text, ""
	if err != nil || seed < 0 || seed > maxLuck {
		st.Failed = state.Sentence(badSeed)
	} else {
		st.Seed = seed
	}
	st.Touch()
}

func (s *StudyControl) SetFull(full bool) {
	s.State.Full = full
	s.State.Touch()
}
