package ui

import (
	"strconv"
	"strings"

	"fallow/ui/fallow"
	"fallow/ui/link"
	"fallow/ui/state"
	"fallow/ui/words"
)

var (
	playRules  = []string{state.PlayUnlooked: "nobody", state.PlayUniform: "uniform", state.PlayAdaptive: "adaptive"}
	playOthers = []string{state.OthersHonest: "honest", state.OthersCalculate: "careful"}
)

// Link writes the game and what was played of it: how many rounds, and in which of them the reader said what. The game
// that the page begins with is the example, so a game of the reader's own is written whatever it is.
func (p *PlayControl) Link(w *link.Writer) {
	if p.State.Example {
		return
	}
	now, usual := p.State.Choice, state.NewPlay().Choice
	w.Choice("rule", playRules, now.Rule, usual.Rule)
	w.Choice("others", playOthers, now.Others, usual.Others)
	w.Int("rounds", now.Rounds, usual.Rounds)
	w.Int("seed", now.Seed, usual.Seed)
	w.Number("chance", now.P, usual.P)
	w.Int("played", len(p.State.Rounds), -1)
	w.Text("said", writeMoves(p.State.Moves), "")
}

// Restore plays the game of an address again; without any, the example is.
func (p *PlayControl) Restore(r *link.Reader) error {
	usual := state.NewPlay().Choice
	c := state.PlayChoice{
		Rule:   r.Choice("rule", playRules, usual.Rule),
		Others: r.Choice("others", playOthers, usual.Others),
		Rounds: oneOf(r, "rounds", state.PlayLengths, usual.Rounds, words.Thousands),
		Seed:   r.Int("seed", usual.Seed, 0, maxLuck),
		P:      r.Number("chance", usual.P, 0, 1),
	}
	if c.P == 0 {
		r.Reject("chance", "must be above 0")
	}
	played := r.Int("played", -1, 0, c.Rounds)
	moves, ok := readMoves(r.Text("said", "", link.Most), played)
	if !ok {
		r.Reject("said", "is not a list of rounds and reports, such as 3:1,7:0.5")
	}
	if err := r.Err(); err != nil {
		return err
	}
	p.game++
	p.State.Begun(c)
	if played < 0 && c == usual {
		p.example()
	} else {
		p.play(max(played, 0), moves, nil)
	}
	return nil
}

// Unsettled is true while rounds are being played.
func (p *PlayControl) Unsettled() bool { return p.State.Waiting }

// Fail shows an error at the game.
func (p *PlayControl) Fail(err error) {
	p.State.Problem = state.Sentence(err)
	p.State.Touch()
}

// writeMoves is round:report, parted by commas.
func writeMoves(moves []fallow.AuditMove) string {
	texts := make([]string, len(moves))
	for k, m := range moves {
		texts[k] = strconv.Itoa(m.Round) + ":" + strconv.FormatFloat(m.Report, 'g', -1, 64)
	}
	return strings.Join(texts, ",")
}

// readMoves reads what writeMoves wrote: rounds ascend and are at most last, reports lie between 0 and 1.
func readMoves(text string, last int) ([]fallow.AuditMove, bool) {
	if text == "" {
		return nil, true
	}
	var moves []fallow.AuditMove
	before := 0
	for one := range strings.SplitSeq(text, ",") {
		round, report, _ := strings.Cut(one, ":")
		n, err := strconv.Atoi(round)
		x, err2 := strconv.ParseFloat(report, 64)
		if err != nil || err2 != nil || n <= before || n > last || !(x >= 0 && x <= 1) {
			return nil, false
		}
		moves = append(moves, fallow.AuditMove{Round: n, Report: x})
		before = n
	}
	return moves, true
}
