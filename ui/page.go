package ui

import (
	"encoding/json"
	"errors"

	"fallow/ui/state"
)

// Page is everything that is on it.
type Page struct {
	Game  *GameControl
	Bench *BenchControl
	Lab   *LabControl
	Play  *PlayControl
	Plane *PlaneControl

	Market *MarketControl
	Shrink *ShrinkControl
	Twist  *SweepControl
	Burn   *SweepControl
	Study  *StudyControl
	Split  *SplitControl

	Frontier *FrontierControl
	Big      *BigControl

	states map[string]string // of the linked figures, as Link last wrote them
	latest string            // the linked figure that changed last
}

// snapshot is what the build computed for the first view, so that the page that takes over shows the same.
type snapshot struct {
	Game  *state.Game
	Bench *state.Bench
	Lab   *state.Lab
	Play  *state.Play
	Plane *state.Plane

	Market *state.Market
	Shrink *state.Shrink
	Twist  *state.Sweep
	Burn   *state.Sweep
	Study  *state.Study

	Frontier *state.Frontier
}

// NewPage makes a page that has computed nothing.
func NewPage(world *World) *Page {
	p := &Page{
		Game:  &GameControl{State: state.NewGame(), world: world},
		Bench: &BenchControl{State: state.NewBench(), world: world},
		Lab:   &LabControl{State: state.NewLab(), world: world},
		Play:  &PlayControl{State: state.NewPlay(), world: world},
		Plane: &PlaneControl{State: state.NewPlane(), world: world},

		Market: &MarketControl{State: state.NewMarket(), world: world},
		Shrink: &ShrinkControl{State: state.NewShrink(), world: world},
		Twist:  newTwist(world),
		Burn:   newBurn(world),
		Study:  &StudyControl{State: state.NewStudy(), world: world},
		Split:  &SplitControl{State: state.NewSplit()},

		Frontier: &FrontierControl{State: state.NewFrontier(), world: world},
		Big:      &BigControl{State: state.NewBig(), world: world},

		states: map[string]string{},
	}
	p.Lab.OnTrained = func(rule state.Rule) {
		if truth := p.Game.State.Truth; rule.Fits(truth.N, truth.M) {
			p.Game.SetNetwork(rule)
		}
		p.Bench.AddRule(rule)
	}
	p.Lab.Here = p.Game.State.Truth
	return p
}

// Start computes what the page shows first and does not have yet.
func (p *Page) Start() {
	p.Game.Start()
	p.Bench.Start()
	p.Lab.Start()
	p.Play.Start()
	p.Plane.Start()
	p.Market.Start()
	p.Shrink.Start()
	p.Twist.Start()
	p.Burn.Start()
	p.Study.Start()
}

// Changes is the sum of all figures' changes: while it stays, there is nothing to render.
func (p *Page) Changes() uint64 {
	return p.Game.State.Count() + p.Bench.State.Count() + p.Lab.State.Count() + p.Play.State.Count() + p.Plane.State.Count() +
		p.Market.State.Count() + p.Shrink.State.Count() + p.Twist.State.Count() + p.Burn.State.Count() +
		p.Frontier.State.Count() + p.Study.State.Count() + p.Split.State.Count() + p.Big.State.Count()
}

// TakeFile takes in a file that the visitor opened, dropped or pasted at the part of the page called place.
func (p *Page) TakeFile(place, name string, contents []byte) {
	if place == "lab" {
		p.Lab.Open(name, contents)
	}
}

// RefuseFile says at the part of the page called place why a file was not read.
func (p *Page) RefuseFile(place string, err error) {
	if place == "lab" {
		p.Lab.Fail(err)
	}
}

// Fail shows err where nothing more fitting is known: in the first figure.
func (p *Page) Fail(err error) { p.Game.State.Fail(err) }

// Problem is what keeps the page from being shown as it should, or nil.
func (p *Page) Problem() error {
	for _, sentence := range []string{
		p.Game.State.Problem, p.Bench.State.Problem, p.Lab.State.Problem, p.Play.State.Problem, p.Plane.State.Problem,
		p.Market.State.Problem, p.Shrink.State.Problem, p.Twist.State.Problem, p.Burn.State.Problem,
		p.Frontier.State.Problem, p.Study.State.Problem, p.Split.State.Problem,
	} {
		if sentence != "" {
			return errors.New(sentence)
		}
	}
	return nil
}

// Charts are the pictures to be drawn, as they should be now.
func (p *Page) Charts() []Chart {
	var charts []Chart
	if c, ok := p.Game.chart(); ok {
		charts = append(charts, c)
	}
	charts = append(charts, p.Lab.charts()...)
	charts = append(charts, p.Play.charts()...)
	charts = append(charts, p.Shrink.charts()...)
	charts = append(charts, p.Twist.charts()...)
	charts = append(charts, p.Burn.charts()...)
	charts = append(charts, p.Frontier.charts()...)
	charts = append(charts, p.Study.charts()...)
	return append(charts, p.Plane.charts()...)
}

// Snapshot is the page's first view as JSON, for Restore.
func (p *Page) Snapshot() ([]byte, error) { return json.Marshal(p.snapshot()) }

// Restore puts a Snapshot's first view on a new page.
func (p *Page) Restore(data []byte) error {
	s := p.snapshot()
	return json.Unmarshal(data, &s)
}

func (p *Page) snapshot() snapshot {
	return snapshot{
		p.Game.State, p.Bench.State, p.Lab.State, p.Play.State, p.Plane.State,
		p.Market.State, p.Shrink.State, p.Twist.State, p.Burn.State,
		p.Study.State, p.Frontier.State,
	}
}
