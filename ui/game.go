package ui

import (
	"math"
	"strconv"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Game is the first screen.
type Game struct {
	Control *GameControl
}

// A slider moves a report on a logarithmic scale, in hundredths of a doubling, with the truth in the middle.
const sliderStepsPerOctave = 100

// slider is one of the game's two controls.
type slider struct {
	resource int
	id       string
	label    string
	truth    float64
	octaves  int // each way from the truth
}

var gameSliders = []slider{
	{0, "report-gpus", "All the GPUs are worth", 1, 1},
	{1, "report-memory", "All the memory is worth", 0.5, 3},
}

func (s slider) reach() int { return s.octaves * sliderStepsPerOctave }

// position is where the slider stands for a report, in steps from the truth.
func (s slider) position(report float64) int {
	return int(math.Round(math.Log2(report/s.truth) * sliderStepsPerOctave))
}

// report is what a position stands for.
func (s slider) report(position int) float64 {
	return s.truth * math.Exp2(float64(position)/sliderStepsPerOctave)
}

func (s slider) truthText() string { return words.Number(s.truth, 3) }

func (g *Game) state() *state.Game { return g.Control.State }

func (g *Game) mover(s slider) func(int) {
	return func(position int) { g.Control.SetReport(s.resource, s.report(position)) }
}

func (g *Game) reported(s slider) string {
	if s.resource == 1 {
		return g.said(g.state().Report[0], g.state().Report[1])
	}
	return words.Number(g.state().Report[s.resource], 3)
}

// said is what memory is said to be worth. Proportional fairness jumps where the reader sounds exactly like team B, so
// what is only rounded to that is told from it.
func (g *Game) said(gpus, memory float64) string {
	text, cliff := words.Number(memory, 3), g.state().Cliff()*gpus
	switch {
	case text != words.Number(cliff, 3) || math.Abs(memory-cliff) < 1e-12*cliff:
		return text
	case memory > cliff:
		return "just above " + text
	}
	return "just below " + text
}

// spoken is what a screen reader says at a slider: the report, and what it does to the reader.
func (g *Game) spoken(s slider) string {
	var effects []string
	for _, p := range g.state().Computed() {
		effects = append(effects, p.Said+" "+words.Change(p.Now/p.Honest-1, 1))
	}
	return "worth " + g.reported(s) + "; in truth " + s.truthText() + ". What you get: " + words.Join(effects...)
}

func (g *Game) searchLabel() string {
	if g.state().Searching {
		return "Looking …"
	}
	return "Find the best lie"
}

// chartLabel is the picture in words.
func (g *Game) chartLabel() string {
	text := "Your true utility against what you say memory is worth, one curve a rule. Now: "
	var now []string
	for _, p := range g.state().Computed() {
		now = append(now, p.Said+" "+words.Fixed(p.Now, 3))
	}
	return text + words.Join(now...) + "."
}

// found says what the search found against each player.
func (g *Game) found() string {
	if !g.state().Searched {
		return ""
	}
	text, tried := "", 0
	var hardly, never []string
	for _, p := range g.state().Players {
		tried += p.Lie.Evaluations
		switch gain := p.Lie.Gain / p.Lie.Truthful; {
		case gain <= state.NoGain:
			never = append(never, p.Said)
		case gain <= state.PayingGain:
			hardly = append(hardly, p.Said)
		default:
			text += p.Name + ": say " + g.said(1, p.Lie.Values[1]/p.Lie.Values[0]) +
				" and get at least " + words.Percent(gain, 1) + " more. "
		}
	}
	if hardly != nil {
		text += "Under " + words.Join(hardly...) + " the best lie gains less than 0.1\u202f%. "
	}
	if never != nil {
		text += "No lie pays under " + words.Join(never...) + ". "
	}
	return text + strconv.Itoa(tried) + " lies tried."
}
