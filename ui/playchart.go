package ui

import "fallow/ui/state"

// roundsSpec is the game's picture: two lines of totals, and under them the latest rounds one by one.
type roundsSpec struct {
	Rounds int          `json:"rounds"`
	Mine   [][2]float64 `json:"mine"`
	Honest [][2]float64 `json:"honest"`
	Caught int          `json:"caught"`
	Strip  []stripRound `json:"strip"`
	// First is the round at the strip's left end, Shown the number of rounds that it has room for.
	First int `json:"first"`
	Shown int `json:"shown"`
}

type stripRound struct {
	Round   int     `json:"round"`
	Worth   float64 `json:"worth"`
	Said    float64 `json:"said"`
	Lied    bool    `json:"lied"`
	Winner  int     `json:"winner"` // 0 is the reader
	Height  float64 `json:"height"` // what the item was worth to the winner
	Audited bool    `json:"audited"`
	Caught  bool    `json:"caught"`
}

// linePoints is what a line needs at most; more would not be seen.
const linePoints = 250

func (p *PlayControl) charts() []Chart {
	if p.State.Offer == nil && len(p.State.Rounds) == 0 {
		return nil
	}
	return []Chart{{ID: "play-lines", Kind: "rounds", Version: p.State.Lines.Count(), Spec: p.spec}}
}

func (p *PlayControl) spec() any {
	s := p.State
	played := len(s.Rounds)
	spec := roundsSpec{
		Rounds: s.Choice.Rounds, Caught: s.CaughtIn(), Mine: thinLine(s.Score(), played), Honest: thinLine(s.Honest, played),
		Strip: []stripRound{}, First: max(0, played-playedShown) + 1, Shown: playedShown,
	}
	for k := spec.First - 1; k < played; k++ {
		r := s.Rounds[k]
		out := spec.Caught > 0 && k >= spec.Caught
		spec.Strip = append(spec.Strip, stripRound{
			Round: k + 1, Worth: r.Worth, Said: r.Said, Lied: r.Lied() && !out, Winner: r.Winner, Height: r.WinnerWorth,
			Audited: r.Audited, Caught: r.Caught && r.Winner == state.You,
		})
	}
	return spec
}

// thinLine is the first n totals as points, from nothing before the first round on.
func thinLine(totals []float64, n int) [][2]float64 {
	line := [][2]float64{{0, 0}}
	every := max(1, n/linePoints)
	for k := 1; k <= n; k++ {
		if k%every == 0 || k == n {
			line = append(line, [2]float64{float64(k), totals[k-1]})
		}
	}
	return line
}
