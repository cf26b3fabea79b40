package ui

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/vugu/vugu"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// fakeStudier has a result for every study, of the metrics that its view shows.
type fakeStudier struct {
	// study, if set, is asked before Study answers.
	study func(ctx context.Context, options fallow.StudyOptions, progress func(fallow.StudyProgress)) error
	// missing is what ShippedStudy answers instead of a result.
	missing error
}

func fakeStudy(name string, mean float64) *fallow.StudyResult {
	result := &fallow.StudyResult{
		Study: name, Source: "Figure", Title: "what it shows", Config: fallow.StudyConfig{Seed: 1, Instances: 20},
		Verdicts: []fallow.StudyVerdict{{Claim: "less than it was", Found: "more", Why: "who knows"}},
	}
	for _, panel := range state.StudyViews[state.StudyNamed(name)].Panels {
		for _, metric := range panel.Metrics {
			for k, series := range []string{"pf", "exs", "own-name"} {
				for _, system := range []string{"2x2", "3x5"} {
					row := fallow.StudyRow{
						Series: series, Metric: metric, X: float64(k + 1), Mean: mean, StdErr: .1, N: 20, System: system, Setting: "literal",
						Paper: math.NaN(), PaperSpread: math.NaN(),
					}
					if panel.Fixed {
						row.System, row.Setting = "", ""
					}
					if panel.Timing {
						result.Timing = append(result.Timing, row)
					} else {
						result.Rows = append(result.Rows, row)
					}
				}
			}
		}
	}
	return result
}

func (f *fakeStudier) ShippedStudy(_ context.Context, name string) (*fallow.StudyResult, error) {
	if f.missing != nil {
		return nil, f.missing
	}
	return fakeStudy(name, .5), nil
}

func (f *fakeStudier) Study(ctx context.Context, name string, options fallow.StudyOptions, progress func(fallow.StudyProgress)) (*fallow.StudyResult, error) {
	if f.study != nil {
		if err := f.study(ctx, options, progress); err != nil {
			return nil, err
		}
	}
	return fakeStudy(name, .75), nil
}

// Every study has a picture, tables and a comparison, in each of its parts.
func TestEveryStudyIsShown(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	c := &Study{p.Study}
	for k, view := range state.StudyViews {
		d.do(func() { c.show(k) })
		d.settle()
		for part := range 2 {
			spec := p.Study.spec().(studySpec)
			if len(spec.Panels) != len(view.Panels) || len(c.tables()) != len(view.Panels) {
				t.Fatalf("%s has %d panels and %d tables, want %d", view.Name, len(spec.Panels), len(c.tables()), len(view.Panels))
			}
			for _, panel := range spec.Panels {
				for _, s := range panel.Series {
					if s.Slug == "" || s.Name == "" || len(s.Points) == 0 {
						t.Errorf("%s, %s: a series is %+v", view.Name, panel.Title, s)
					}
				}
			}
			for _, table := range c.tables() {
				for _, row := range table.Rows {
					if len(row) != len(table.Head) {
						t.Errorf("%s, %s: a row has %d cells for %d columns", view.Name, table.Caption, len(row), len(table.Head))
					}
				}
			}
			if len(c.verdicts()) != 1 || !strings.Contains(c.title(), "what it shows") || !strings.Contains(c.status(), "seed 1") {
				t.Errorf("%s: %v, %q, %q", view.Name, c.verdicts(), c.title(), c.status())
			}
			if scopes := c.scopes(); part == 0 && len(scopes) > 0 {
				d.do(func() { scopes[0].pick(1) })
				if p.Study.State.System() != "3x5" {
					t.Errorf("%s shows %q", view.Name, p.Study.State.System())
				}
			}
		}
	}
}

// What is no seed is answered with a sentence, stays in its field, and nothing runs.
func TestStudyRunsWithASeedOnly(t *testing.T) {
	engine, ran := &fakeEngine{}, 0
	engine.study = func(context.Context, fallow.StudyOptions, func(fallow.StudyProgress)) error { ran++; return nil }
	p, d := newSettledPage(t, engine)
	s := p.Study.State
	for _, text := range []string{"abc", "-1", "", "1.5", "1073741825"} {
		d.do(func() { p.Study.SetSeed(text) })
		told := s.Failed
		d.do(func() { p.Study.Show(state.StudyChoice{View: 1}); p.Study.Run() })
		d.settle()
		const want = "The seed is not a whole number from 0 to 1,073,741,824."
		if ran != 0 || told != want || s.Failed != want || s.SeedText != text || s.Seed != 2 {
			t.Errorf("%q: ran %d times, %q, then %q; the field has %q", text, ran, told, s.Failed, s.SeedText)
		}
	}
	d.do(func() { p.Study.SetSeed("0"); p.Study.Run() })
	d.settle()
	if ran != 1 || s.Failed != "" || s.Seed != 0 {
		t.Errorf("0: ran %d times, %q", ran, s.Failed)
	}
}

// What is computed here stands beside what is shipped.
func TestStudyIsComputedHere(t *testing.T) {
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	c := &Study{p.Study}
	var asked fallow.StudyOptions
	engine.study = func(_ context.Context, options fallow.StudyOptions, progress func(fallow.StudyProgress)) error {
		asked = options
		progress(fallow.StudyProgress{Done: 1, Total: 4, Elapsed: 2, Remaining: 6})
		d.do(func() {
			if text := c.progress(); !strings.Contains(text, "25") || !strings.Contains(text, "6") {
				t.Errorf("progress is told as %q", text)
			}
		})
		return nil
	}
	d.do(func() { c.Control.SetSeed(" 9 ") })
	d.do(c.Control.Run)
	d.settle()
	if asked != (fallow.StudyOptions{Size: "quick", Seed: 9}) {
		t.Errorf("asked for %+v", asked)
	}
	if got := p.Study.spec().(studySpec).Panels[0].Series[0].Own; len(got) == 0 || got[0].X != .75 {
		t.Errorf("what was computed here is drawn as %+v", got)
	}
	if v := c.verdicts()[0]; v.Here == "" {
		t.Error("what was found here is not told")
	}
}

func TestStudyIsCancelledAndFails(t *testing.T) {
	engine := &fakeEngine{}
	p, d := newSettledPage(t, engine)
	engine.study = func(ctx context.Context, _ fallow.StudyOptions, _ func(fallow.StudyProgress)) error {
		<-ctx.Done()
		return ctx.Err()
	}
	d.do(p.Study.Run)
	d.do(p.Study.Cancel)
	d.settle()
	if s := p.Study.State; s.Busy != "" || s.Failed != "" || s.Repeated() != nil {
		t.Errorf("after cancelling: %+v", s)
	}
	engine.study = func(context.Context, fallow.StudyOptions, func(fallow.StudyProgress)) error {
		return errors.New("no memory")
	}
	d.do(p.Study.Run)
	d.settle()
	if s := p.Study.State; s.Busy != "" || !strings.Contains(s.Failed, "o memory") {
		t.Errorf("after a failure: %+v", s)
	}
	engine.missing = errors.New("the site answered 404")
	d.do(func() { (&Study{p.Study}).show(3) })
	d.settle()
	if !strings.Contains(p.Study.State.Problem, "404") {
		t.Errorf("a missing result is told as %q", p.Study.State.Problem)
	}
}

// Choices, verdicts and calculators of one study are gone where the next has none: vugu leaves an element alone that has
// no children left, so each keeps one.
func TestWhatAStudyLacksIsGone(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	env, err := vugu.NewBuildEnv()
	if err != nil {
		t.Fatal(err)
	}
	root := &Root{Page: p}
	for k := range state.StudyViews {
		d.do(func() { p.Study.Show(state.StudyChoice{View: k}) })
		d.settle()
		seen := 0
		build(t, env, root).walk(func(n *vugu.VGNode) {
			for _, a := range n.Attr {
				if a.Key == "class" && (a.Val == "controls play-choices" || a.Val == "verdicts" || a.Val == "study-more") {
					seen++
					if n.FirstChild == nil {
						t.Errorf("%s: %q has no children, and would keep those of another study", state.StudyViews[k].Name, a.Val)
					}
				}
			}
		})
		if seen < 5 && k > 0 {
			t.Errorf("%s: only %d places were seen", state.StudyViews[k].Name, seen)
		}
	}
}
