package ui

import (
	"context"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
)

// MarketControl does what the visitor asks of the market.
type MarketControl struct {
	State *state.Market

	world   *World
	answers Latest
}

// Start computes what is missing.
func (c *MarketControl) Start() {
	if c.State.Shown == nil {
		c.ask()
	}
}

// Choose lets the reader speak for a team.
func (c *MarketControl) Choose(team int) {
	c.State.Choose(team)
	c.ask()
}

// Say is a slider's move: what the chosen team says resource m is worth.
func (c *MarketControl) Say(m int, value float64) { c.try(c.State.Say(m, value)) }

// SetPurse gives the chosen team a purse.
func (c *MarketControl) SetPurse(purse float64) { c.try(c.State.SetPurse(purse)) }

// TellTruth puts the report back to the truth.
func (c *MarketControl) TellTruth() { c.Choose(c.State.Chosen) }

func (c *MarketControl) try(err error) {
	if err != nil {
		c.State.Fail(err)
		return
	}
	c.ask()
}

func (c *MarketControl) ask() {
	c.answers.Ask(c.world, func() func(context.Context) func() {
		q := c.State.Question()
		return func(ctx context.Context) func() {
			outs, err := c.world.Engine.AllocateMany(ctx, []*core.Instance{q.Truth, q.Reported}, fallow.Mechanism{Name: "pf"})
			if err != nil {
				return func() { c.State.Fail(err) }
			}
			q.Honest, q.Lied = outs[0], outs[1]
			return func() { c.State.Show(q) }
		}
	})
}
