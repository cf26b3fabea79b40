package state

import (
	"slices"

	"fallow/ui/fallow"
)

// StudyChoice is which part of which study is shown.
type StudyChoice struct {
	// View is an index of StudyViews.
	View int
	// System and Setting are empty for the first that there is.
	System, Setting string
}

// Study is where the paper's figures and tables are shown and computed again.
type Study struct {
	Changes `json:"-"`
	// Drawn counts the changes of what the picture shows.
	Drawn  Changes `json:"-"`
	Choice StudyChoice
	// Shipped and Own are results by the name of the study: those of the page and those of this visitor.
	Shipped map[string]*fallow.StudyResult
	Own     map[string]*fallow.StudyResult `json:"-"`
	// Fetching is the name of the study whose result is awaited.
	Fetching string `json:"-"`
	// Bound is Theorem 1's calculator.
	Bound Bound `json:"-"`
	// Seed and Full say what is computed next; SeedText is what stands in the seed's field.
	Seed     int
	SeedText string `json:"-"`
	Full     bool
	// Busy is the name of the study that is being computed; Progress is how far it is.
	Busy     string               `json:"-"`
	Progress fallow.StudyProgress `json:"-"`
	// Problem says why something is not shown, Failed why something was not computed: a sentence each, or empty.
	Problem string `json:"-"`
	Failed  string `json:"-"`
}

// StudyFirst is the study that is shown first.
const StudyFirst = "table2"

// NewStudy shows nothing yet.
func NewStudy() *Study {
	return &Study{
		Choice: StudyChoice{View: StudyNamed(StudyFirst)}, Seed: 2, SeedText: "2", Bound: NewBound(),
		Shipped: map[string]*fallow.StudyResult{}, Own: map[string]*fallow.StudyResult{},
	}
}

// View is the one that is shown.
func (s *Study) View() *StudyView { return &StudyViews[s.Choice.View] }

// Result is the shipped result of what is shown, nil while there is none.
func (s *Study) Result() *fallow.StudyResult { return s.Shipped[s.View().Name] }

// Repeated is the visitor's own result of what is shown, or nil.
func (s *Study) Repeated() *fallow.StudyResult { return s.Own[s.View().Name] }

// Choose shows something else.
func (s *Study) Choose(c StudyChoice) {
	s.Choice, s.Problem, s.Failed = c, "", ""
	s.Touch()
	s.Drawn.Touch()
}

// Systems and Settings are what there is to choose from in what is shown.
func (s *Study) Systems() []string {
	return s.scopes(func(r fallow.StudyRow) string { return r.System })
}

// Settings is like Systems. That in which nobody lies comes last: nothing is lost there, so it is nothing to begin with.
func (s *Study) Settings() []string {
	names := s.scopes(func(r fallow.StudyRow) string { return r.Setting })
	if k := slices.Index(names, "honest"); k >= 0 {
		names = append(slices.Delete(names, k, k+1), "honest")
	}
	return names
}

func (s *Study) scopes(of func(fallow.StudyRow) string) []string {
	var names []string
	for _, panel := range s.View().Panels {
		for _, r := range panel.rows(s.Result()) {
			if name := of(r); !panel.Fixed && name != "" && slices.Contains(panel.Metrics, r.Metric) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// System is the one that is shown, empty if the study has none.
func (s *Study) System() string { return chosenOf(s.Choice.System, s.Systems()) }

// Setting is like System.
func (s *Study) Setting() string { return chosenOf(s.Choice.Setting, s.Settings()) }

func chosenOf(name string, names []string) string {
	if slices.Contains(names, name) || len(names) == 0 {
		return name
	}
	return names[0]
}

// Rows are those of a result that a panel shows.
func (s *Study) Rows(panel *StudyPanel, of *fallow.StudyResult) []fallow.StudyRow {
	var rows []fallow.StudyRow
	system, setting := s.System(), s.Setting()
	for _, r := range panel.rows(of) {
		fits := panel.Fixed && r.System == "" || !panel.Fixed && (r.System == "" || r.System == system) && (r.Setting == "" || r.Setting == setting)
		if fits && slices.Contains(panel.Metrics, r.Metric) {
			rows = append(rows, r)
		}
	}
	return rows
}

func (p *StudyPanel) rows(of *fallow.StudyResult) fallow.StudyTable {
	switch {
	case of == nil:
		return nil
	case p.Timing:
		return of.Timing
	}
	return of.Rows
}

// Fetch notes that the result of a study is awaited.
func (s *Study) Fetch(name string) {
	s.Fetching = name
	s.Touch()
}

// Arrived shows a shipped result, or says why there is none.
func (s *Study) Arrived(name string, result *fallow.StudyResult, err error) {
	if s.Fetching == name {
		s.Fetching = ""
	}
	if err != nil {
		s.Problem = Sentence(err)
	} else {
		s.Shipped[name] = result
	}
	s.Touch()
	s.Drawn.Touch()
}

// Begin starts to compute what is shown; it returns false if something is being computed.
func (s *Study) Begin() bool {
	if s.Busy != "" {
		return false
	}
	s.Busy, s.Progress, s.Failed = s.View().Name, fallow.StudyProgress{}, ""
	s.Touch()
	return true
}

// Report records progress.
func (s *Study) Report(p fallow.StudyProgress) {
	if s.Busy != "" {
		s.Progress = p
		s.Touch()
	}
}

// Finish shows what was computed, says why nothing was, or, with neither, that it was cancelled.
func (s *Study) Finish(result *fallow.StudyResult, err error) {
	switch {
	case err != nil:
		s.Failed = Sentence(err)
	case result != nil:
		s.Own[s.Busy] = result
	}
	s.Busy = ""
	s.Touch()
	s.Drawn.Touch()
}
