package ui

import (
	"math"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// studySpec is a study's picture: panels one under the other.
type studySpec struct {
	Panels []studyPanel `json:"panels"`
}

type studyPanel struct {
	Kind      string        `json:"kind"`
	Title     string        `json:"title"`
	Across    string        `json:"across"`
	Up        string        `json:"up"`
	LogAcross bool          `json:"logAcross"`
	LogUp     bool          `json:"logUp"`
	Percent   bool          `json:"percent"`
	One       bool          `json:"one"`
	Series    []studySeries `json:"series"`
}

// studySeries is a mechanism's points: those that are shipped and those that were computed here.
type studySeries struct {
	Slug   string       `json:"slug"`
	Name   string       `json:"name"`
	Dashed bool         `json:"dashed"`
	Points []studyPoint `json:"points"`
	Own    []studyPoint `json:"own"`
}

// studyPoint is a number, or two in a plane, with standard errors; Paper is the paper's number.
type studyPoint struct {
	X     float64  `json:"x"`
	Y     float64  `json:"y"`
	XErr  float64  `json:"xErr"`
	YErr  float64  `json:"yErr"`
	Paper *float64 `json:"paper"`
}

// studyLook is a series' colour and its name in pictures and tables.
var studyLooks = map[string]struct {
	slug, name string
	dashed     bool
}{
	"pf":              {"pf", "PF", false},
	"pa":              {"pa", "PA", false},
	"pa-lottery":      {"lottery", "PA by lottery", true},
	"mixture":         {"mixture", "PF-PA mixture", false},
	"uniform":         {"uniform", "uniform rule", false},
	"coin":            {"mixture", "PF/uniform coin", true},
	"handicap":        {"handicap", "handicapped rule", true},
	"exs":             {"exs", "ExS-Net", false},
	"exs-batch":       {"exs", "ExS-Net, batches", true},
	"exs-perturbed":   {"exs", "ExS-Net, noisy data", false},
	"exs-adversarial": {"exs", "ExS-Net, liars’ data", false},
	"exs-relative":    {"exs", "ExS-Net, relative ε", true},
	"eq6":             {"soft", "honest", false},
	"eq9":             {"ada", "noisy", true},
	"eq7":             {"alarm", "lying to PF", false},
	"ada-audit":       {"ada", "AdaAudit", false},
	"unif-audit-10":   {"unif", "UnifAudit 10 %", false},
	"unif-audit-1":    {"unif", "UnifAudit 1 %", true},
	"no-audits":       {"soft", "never", false},
	"audit-always":    {"soft", "always", true},
	"audit-budget":    {"soft", "first 100", false},
	"audit-schedule":  {"ink", "by hand", true},
	"impossible":      {"alarm", "impossible below", true},

	"boundCapacity":       {"soft", "capacity, printed", true},
	"boundCapacityProved": {"ada", "capacity, proved", false},
	"boundConfidence":     {"ink", "confidence", false},
}

// studySeriesOf is the name under which rows are one series: their own, or their metric's where a panel shows several.
func studySeriesOf(panel *state.StudyPanel, r fallow.StudyRow) string {
	if panel.Kind == state.StudyLines && len(panel.Metrics) > 1 {
		return r.Metric
	}
	return r.Series
}

func studyName(series string, result *fallow.StudyResult) string {
	if look, ok := studyLooks[series]; ok {
		return look.name
	}
	if result != nil && result.Labels[series] != "" {
		return result.Labels[series]
	}
	return series
}

func (s *StudyControl) charts() []Chart {
	if s.State.Result() == nil {
		return nil
	}
	return []Chart{{ID: "study", Kind: "study", Width: 900, Version: s.State.Drawn.Count(), Spec: s.spec}}
}

func (s *StudyControl) spec() any {
	spec := studySpec{Panels: []studyPanel{}}
	for _, panel := range s.State.View().Panels {
		p := studyPanel{
			Kind: panel.Kind, Title: panel.Title, Across: panel.Across, Up: panel.Up,
			LogAcross: panel.LogAcross, LogUp: panel.LogUp, Percent: panel.Percent, One: panel.One, Series: []studySeries{},
		}
		own := s.seriesOf(&panel, s.State.Repeated())
		for _, series := range s.seriesOf(&panel, s.State.Result()) {
			series.Own = []studyPoint{}
			for _, o := range own {
				if o.Name == series.Name {
					series.Own = o.Points
				}
			}
			p.Series = append(p.Series, series)
		}
		if len(p.Series) > 0 {
			spec.Panels = append(spec.Panels, p)
		}
	}
	return spec
}

// seriesOf gathers a panel's rows, in their order.
func (s *StudyControl) seriesOf(panel *state.StudyPanel, result *fallow.StudyResult) []studySeries {
	var all []studySeries
	at := map[string]int{}
	rows := s.State.Rows(panel, result)
	for _, r := range rows {
		point, ok := studyPointOf(panel, r, rows)
		if !ok {
			continue
		}
		name := studySeriesOf(panel, r)
		k, ok := at[name]
		if !ok {
			look := studyLooks[name]
			if look.slug == "" {
				look.slug = "soft"
			}
			k, at[name] = len(all), len(all)
			all = append(all, studySeries{Slug: look.slug, Name: studyName(name, result), Dashed: look.dashed})
		}
		all[k].Points = append(all[k].Points, point)
	}
	return all
}

// studyPointOf places a row. In a plane, each row of the first metric goes with that of the second for the same x.
func studyPointOf(panel *state.StudyPanel, r fallow.StudyRow, rows []fallow.StudyRow) (studyPoint, bool) {
	p := studyPoint{X: r.X, Y: r.Mean, YErr: orNothing(r.StdErr)}
	switch panel.Kind {
	case state.StudyDots:
		p = studyPoint{X: r.Mean, XErr: orNothing(r.StdErr)}
	case state.StudyPlane:
		if r.Metric != panel.Metrics[0] {
			return p, false
		}
		p = studyPoint{X: r.Mean, XErr: orNothing(r.StdErr), Y: math.NaN()}
		for _, up := range rows {
			if up.Metric == panel.Metrics[1] && up.Series == r.Series && (up.X == r.X || math.IsNaN(up.X) && math.IsNaN(r.X)) {
				p.Y, p.YErr = up.Mean, orNothing(up.StdErr)
			}
		}
	}
	if !math.IsNaN(r.Paper) {
		p.Paper = &r.Paper
	}
	if panel.LogUp && p.Y <= 0 || panel.LogAcross && p.X <= 0 {
		return p, false
	}
	return p, !math.IsNaN(p.X + p.Y)
}

func orNothing(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}
