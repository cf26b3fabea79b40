package ui

import (
	"strconv"

	"fallow/ui/link"
	"fallow/ui/state"
	"fallow/ui/words"
)

// planeConducts are state.PlaneConducts in an address.
var planeConducts = []string{
	state.ConductHonest: "honest", state.ConductCareful: "careful", state.ConductHasty: "hasty", state.ConductReckless: "reckless",
}

// maxLuck is the largest seed that an address may ask for.
const maxLuck = 1 << 30

// Link writes what is, or would next be, measured.
func (p *PlaneControl) Link(w *link.Writer) {
	now, usual := p.State.Choice, state.NewPlane().Choice
	w.Choice("conduct", planeConducts, now.Conduct, usual.Conduct)
	w.Int("rounds", now.Rounds, usual.Rounds)
	w.Int("runs", now.Runs, usual.Runs)
	w.Int("seed", now.Seed, usual.Seed)
}

// Restore measures what the address says, unless that is what is shown.
func (p *PlaneControl) Restore(r *link.Reader) error {
	usual := state.NewPlane().Choice
	c := state.PlaneChoice{
		Conduct: r.Choice("conduct", planeConducts, usual.Conduct),
		Rounds:  oneOf(r, "rounds", state.PlaneLengths, usual.Rounds, words.Thousands),
		Runs:    oneOf(r, "runs", state.PlaneRuns, usual.Runs, strconv.Itoa),
		Seed:    r.Int("seed", usual.Seed, 0, maxLuck),
	}
	if err := r.Err(); err != nil {
		return err
	}
	p.State.Choose(func(now *state.PlaneChoice) { *now = c })
	if p.State.Results == nil || p.State.Shown != c {
		p.Measure()
	}
	return nil
}

// Fail shows an error at the measurements. One that is under way goes on.
func (p *PlaneControl) Fail(err error) {
	p.State.Problem = state.Sentence(err)
	p.State.Touch()
}
