package ui

import (
	"context"
	"slices"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// PlayControl does what the visitor asks of the game against the auditor.
type PlayControl struct {
	State *state.Play

	data  fold // the tables under the figure
	world *World
	game  uint64 // counts games, so that answers about another one are dropped
}

// exampleLeast is what the item must be worth to the cheat of the first view for it to claim that it is worth 1.
const exampleLeast = 0.5

// Start plays the first view's game, in which somebody lies: the picture is there before anybody plays.
func (p *PlayControl) Start() {
	if len(p.State.Rounds) == 0 && p.State.Offer == nil {
		p.example()
	}
}

func (p *PlayControl) example() {
	p.State.Example = true
	p.play(0, nil, p.exampleRound)
}

func (p *PlayControl) exampleRound(offer *fallow.AuditOffer) {
	if offer.Utility >= exampleLeast {
		p.State.SetReport(1)
	}
	p.sayThen(p.exampleRound)
}

// Choose begins another game.
func (p *PlayControl) Choose(change func(*state.PlayChoice)) {
	p.State.Choose(change)
	p.newGame()
}

// NewLuck begins a game in which everything is worth something else.
func (p *PlayControl) NewLuck() { p.Choose(func(c *state.PlayChoice) { c.Seed++ }) }

// Again begins the same game, with the same luck.
func (p *PlayControl) Again() {
	p.State.Again()
	p.newGame()
}

func (p *PlayControl) newGame() {
	p.game++
	p.State.Waiting = false
	p.play(0, nil, nil)
}

// Say makes the report that is on the slider.
func (p *PlayControl) Say() { p.sayThen(nil) }

// TellTruth makes the true report.
func (p *PlayControl) TellTruth() {
	if p.State.Offer != nil {
		p.State.SetReport(p.State.Offer.Utility)
		p.Say()
	}
}

func (p *PlayControl) sayThen(then func(*fallow.AuditOffer)) {
	offer := p.State.Offer
	if offer == nil || p.State.Waiting {
		return
	}
	p.play(1, []fallow.AuditMove{{Round: offer.Round, Report: p.State.Report}}, then)
}

// Skip plays rounds honestly, as many as there are if there are fewer.
func (p *PlayControl) Skip(rounds int) {
	if p.State.Offer == nil || p.State.Waiting {
		return
	}
	p.play(min(rounds, p.State.Choice.Rounds-len(p.State.Rounds)), nil, nil)
}

// TakeBack undoes what was pressed last. Luck does not depend on reports, so what comes next is what came before.
func (p *PlayControl) TakeBack() {
	if !p.State.Waiting && p.State.TakeBack() {
		p.play(0, nil, nil)
	}
}

// play plays rounds with the reader's moves in them, asks what comes next, and then calls then with it, if it is there.
// Once the reader is out the game is played to its end.
func (p *PlayControl) play(rounds int, moves []fallow.AuditMove, then func(*fallow.AuditOffer)) {
	if !p.State.Begin() {
		return
	}
	game, asked := p.game, question{
		setup: p.State.Setup(), mech: p.State.Choice.Mechanism(), seed: p.State.Choice.Seed,
		moves: slices.Concat(p.State.Moves, moves),
		from:  len(p.State.Rounds) + 1, to: len(p.State.Rounds) + rounds, known: len(p.State.Honest),
	}
	p.world.Ask(func(ctx context.Context) func() {
		answer, err := asked.ask(ctx, p.world.Engine)
		return func() {
			switch {
			case game != p.game: // the reader has begun another
			case err != nil:
				p.State.Fail(err)
			default:
				if rounds > 0 {
					p.State.Press(moves)
				}
				p.State.Advance(answer.played, answer.honest, answer.next)
				if then != nil && answer.next != nil {
					then(answer.next)
				}
			}
		}
	})
}

// question is about the rounds from from to to of a game; of the first known rounds it is known what honesty brings.
type question struct {
	setup           fallow.AuditSetup
	mech            fallow.AuditMechanism
	seed            int
	moves           []fallow.AuditMove
	from, to, known int
}

type answer struct {
	played, honest []fallow.AuditEvent
	next           *fallow.AuditOffer
}

func (q question) ask(ctx context.Context, engine fallow.Engine) (answer, error) {
	player := &fallow.AuditPlayer{Agent: state.You, Moves: q.moves}
	trace := func(from, to int, player *fallow.AuditPlayer) (*fallow.AuditTrace, error) {
		return engine.Trace(ctx, q.setup, q.mech, fallow.TraceOptions{Seed: q.seed, From: from, To: to, Player: player})
	}
	mine, err := trace(q.from, q.to, player)
	if err != nil {
		return answer{}, err
	}
	a := answer{played: mine.Events, next: mine.Next}
	last := q.to
	if a.next == nil && last < q.setup.Rounds {
		rest, err := trace(last+1, q.setup.Rounds, player)
		if err != nil {
			return answer{}, err
		}
		a.played = append(a.played, rest.Events...)
		last = q.setup.Rounds
	}
	if last > q.known {
		honest, err := trace(q.known+1, last, nil)
		if err != nil {
			return answer{}, err
		}
		a.honest = honest.Events
	}
	return a, nil
}
