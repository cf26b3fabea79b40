package ui

import (
	"context"
	"slices"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
)

// GameControl does what the visitor asks of the first screen.
type GameControl struct {
	State *state.Game

	data     fold // the tables under the figure
	world    *World
	outcomes Latest
}

// Start computes what is missing. A page that the build has filled needs nothing.
func (g *GameControl) Start() {
	if g.State.Complete() {
		return
	}
	g.askCurves()
	g.askOutcomes()
}

// SetReport is a slider's move: what resource m is said to be worth.
func (g *GameControl) SetReport(m int, value float64) {
	if err := g.State.SetReport(m, value); err != nil {
		g.State.Fail(err)
		return
	}
	g.askOutcomes()
}

// TellTruth puts the report back to the truth.
func (g *GameControl) TellTruth() {
	for m, v := range g.State.Truth.Row(g.State.Truth.Values, state.You) {
		g.SetReport(m, v)
	}
}

// FindLies looks for the best lie against every player and puts the one that pays most on the sliders.
func (g *GameControl) FindLies() {
	if g.State.Searching {
		return
	}
	g.State.StartSearch()
	truth, players := g.State.Truth.Clone(), g.players()
	g.world.Ask(func(ctx context.Context) func() {
		lies := make([]*fallow.BestResponse, len(players))
		for p, mech := range players {
			lie, err := g.world.Engine.BestResponse(ctx, truth, mech, state.You, fallow.Search{Deviate: "values"})
			if err != nil {
				return func() { g.State.Fail(err) }
			}
			lies[p] = lie
		}
		return func() {
			if !slices.Equal(players, g.players()) { // a network has come meanwhile
				g.State.Searching = false
				g.FindLies()
				return
			}
			g.State.ShowLies(lies)
			g.world.tell("result", map[string]any{"figure": "game", "lies": lies})
			g.askOutcomes()
		}
	})
}

// SetNetwork lets a trained network play.
func (g *GameControl) SetNetwork(rule state.Rule) {
	g.State.SetNetwork(rule)
	g.askCurves()
	g.askOutcomes()
}

func (g *GameControl) players() []fallow.Mechanism {
	mechs := make([]fallow.Mechanism, len(g.State.Players))
	for p := range mechs {
		mechs[p] = g.State.Players[p].Mechanism
	}
	return mechs
}

// askOutcomes computes what each player gives for the report on screen.
func (g *GameControl) askOutcomes() {
	g.outcomes.Ask(g.world, func() func(context.Context) func() {
		in, report, players := g.State.Reported(), slices.Clone(g.State.Report), g.players()
		return func(ctx context.Context) func() {
			outs, err := allocateUnder(ctx, g.world.Engine, in, players, fallow.AllocateOptions{})
			if err != nil {
				return func() { g.State.Fail(err) }
			}
			return func() { g.State.ShowOutcomes(report, outs) }
		}
	})
}

// askCurves computes the curves of the players that have none.
func (g *GameControl) askCurves() {
	ins := append([]*core.Instance{g.State.Truth.Clone()}, g.State.Alternatives()...)
	for p, mech := range g.players() {
		if g.State.Players[p].Curve != nil {
			continue
		}
		g.world.Ask(func(ctx context.Context) func() {
			outs, err := g.world.Engine.AllocateMany(ctx, ins, mech)
			if err != nil {
				return func() { g.State.Fail(err) }
			}
			return func() {
				if g.State.Players[p].Mechanism == mech { // another network may have taken the place
					g.State.ShowCurve(p, outs[0], outs[1:])
				}
			}
		})
	}
}

// allocateUnder allocates in under each mechanism.
func allocateUnder(ctx context.Context, engine fallow.Engine, in *core.Instance, mechs []fallow.Mechanism, options fallow.AllocateOptions) ([]*fallow.Outcome, error) {
	outs := make([]*fallow.Outcome, len(mechs))
	for k, mech := range mechs {
		out, err := engine.Allocate(ctx, in, mech, options)
		if err != nil {
			return nil, err
		}
		outs[k] = out
	}
	return outs, nil
}
