package ui

import (
	"context"

	"fallow/ui/fallow"
	"fallow/ui/link"
	"fallow/ui/state"
)

// SweepControl does what the visitor asks of a sweep.
type SweepControl struct {
	State *state.Sweep

	data  fold // the tables under the figure
	world *World
	// chart is the element of the sweep's picture, axis what its reports are.
	chart string
	axis  axis
	// drawn are the rules that have a curve while a rule is chosen.
	drawn func(chosen int) []int
	fresh *state.Sweep
}

// newTwist and newBurn are the story's sweeps.
func newTwist(world *World) *SweepControl {
	return &SweepControl{
		State: state.NewTwist(), fresh: state.NewTwist(), world: world, chart: "twist-curve",
		axis: axis{
			Label: "you say: I can use this much", Domain: [2]float64{.1, 1},
			Ticks: []Tick{{.1, "0.1"}, {.3, "0.3"}, {.5, "0.5"}, {.7, "0.7"}, {.9, "0.9"}},
		},
		drawn: func(int) []int { return []int{0, 1} },
	}
}

func newBurn(world *World) *SweepControl {
	return &SweepControl{
		State: state.NewBurn(), fresh: state.NewBurn(), world: world, chart: "burn-curve",
		axis: axis{
			Label: "you say: memory is worth this much", Domain: [2]float64{.2, 3.2}, Base: 2,
			Ticks: []Tick{{.2, "0.2"}, {.4, "0.4"}, {.8, "0.8"}, {1.6, "1.6"}, {3.2, "3.2"}},
		},
		drawn: func(chosen int) []int { return []int{chosen, 2} },
	}
}

// Start computes the sweep, which the build has done for a page in a browser.
func (c *SweepControl) Start() {
	if c.State.Complete() {
		return
	}
	s := c.State
	c.world.Ask(func(ctx context.Context) func() {
		outs := make([][]*fallow.Outcome, len(s.Rules))
		for r, rule := range s.Rules {
			var err error
			if outs[r], err = c.world.Engine.AllocateMany(ctx, s.Reports(), rule.Mechanism); err != nil {
				return func() { s.Fail(err) }
			}
		}
		return func() { s.Show(outs) }
	})
}

func (c *SweepControl) charts() []Chart {
	s := c.State
	if !s.Complete() {
		return nil
	}
	marker := curveMarker{X: s.Report()}
	for _, r := range c.drawn(s.Chosen) {
		marker.Ys = append(marker.Ys, s.Now(r))
	}
	return []Chart{{ID: c.chart, Kind: "curves", Version: s.Curves.Count(), Spec: c.spec, Marker: marker}}
}

func (c *SweepControl) spec() any {
	s := c.State
	spec := curveSpec{X: c.axis, Truth: s.Grid[s.Honest]}
	top := 0.0
	for _, r := range c.drawn(s.Chosen) {
		rule := s.Rules[r]
		line := Line{Slug: rule.Slug, Name: rule.Short}
		for k, report := range s.Grid {
			line.Points = append(line.Points, [2]float64{report, rule.Utility[k]})
			top = max(top, rule.Utility[k])
		}
		spec.Lines = append(spec.Lines, line)
	}
	spec.Y = axis{Label: "you get", Domain: [2]float64{0, 1.1 * top}, Ticks: fifths(top)}
	return spec
}

// fifths are round values from 0 to top.
func fifths(top float64) []Tick {
	step := .1
	if top > .5 {
		step = .25
	}
	var ticks []Tick
	for k := 0; float64(k)*step <= 1.1*top; k++ {
		ticks = append(ticks, Tick{float64(k) * step, number3(float64(k) * step)})
	}
	return ticks
}

// Link writes what is said, by its place on the grid, and which rule's bars are shown.
func (c *SweepControl) Link(w *link.Writer) {
	w.Int("says", c.State.At, c.fresh.At)
	w.Int("rule", c.State.Chosen, c.fresh.Chosen)
}

// Restore says it again.
func (c *SweepControl) Restore(r *link.Reader) error {
	at := r.Int("says", c.fresh.At, 0, len(c.fresh.Grid)-1)
	rule := r.Int("rule", c.fresh.Chosen, 0, len(c.fresh.Rules)-1)
	if err := r.Err(); err != nil {
		return err
	}
	c.State.Go(at)
	c.State.Choose(rule)
	return nil
}

// Fail shows an error at the figure.
func (c *SweepControl) Fail(err error) { c.State.Fail(err) }
