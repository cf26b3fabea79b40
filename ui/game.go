package ui

import (
	"math"
	"strconv"

	"github.com/vugu/vugu"

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
	noun     string // what the resource is called in a sentence
	truth    float64
	octaves  int // each way from the truth
}

var gameSliders = []slider{
	{0, "report-gpus", "GPUs", 1, 1},
	{1, "report-memory", "memory", 0.5, 3},
}

func (s slider) reach() string { return strconv.Itoa(s.octaves * sliderStepsPerOctave) }

// position is where the slider stands for a report, in steps from the truth.
func (s slider) position(report float64) string {
	return strconv.Itoa(int(math.Round(math.Log2(report/s.truth) * sliderStepsPerOctave)))
}

// report is what a position stands for.
func (s slider) report(position float64) float64 {
	return s.truth * math.Exp2(position/sliderStepsPerOctave)
}

func (g *Game) state() *state.Game { return g.Control.State }

func (g *Game) onSlide(event vugu.DOMEvent, s slider) {
	position, err := strconv.ParseFloat(event.PropString("target", "value"), 64)
	if err != nil {
		return // a range input has a number, whatever else it has
	}
	g.Control.SetReport(s.resource, s.report(position))
}

func (g *Game) reported(s slider) string { return words.Number(g.state().Report[s.resource], 3) }

func (g *Game) spoken(s slider) string {
	return "worth " + g.reported(s) + "; in truth " + words.Number(s.truth, 3)
}

func (g *Game) searchLabel() string {
	if g.state().Searching {
		return "Looking …"
	}
	return "Find the best lie"
}

// summary is what a screen reader hears after a move.
func (g *Game) summary() string {
	text := ""
	for _, p := range g.state().Players {
		text += p.Name + ": " + words.Fixed(p.Now, 3) + ", " + verdictOf(p).Text + ". "
	}
	return text
}

// verdict is the difference that lying makes, in words.
type verdict struct{ Kind, Text string }

func verdictOf(p state.Player) verdict {
	change := p.Now/p.Honest - 1
	switch {
	case math.Abs(change) < state.PayingGain:
		return verdict{"even", "0: nothing gained, nothing lost"}
	case change > 0:
		return verdict{"pays", words.MoreOrLess(change) + " (" + words.Change(change, 1) + "): lying pays"}
	}
	return verdict{"costs", words.MoreOrLess(change) + " (" + words.Change(change, 1) + "): lying costs you"}
}

// found says what the search found against each player.
func (g *Game) found() string {
	if !g.state().Searched {
		return ""
	}
	text, fair := "", []string(nil)
	tried := 0
	for _, p := range g.state().Players {
		tried += p.Lie.Evaluations
		gain := p.Lie.Gain / p.Lie.Truthful
		if gain <= state.PayingGain {
			fair = append(fair, p.Name)
			continue
		}
		text += "Against " + lowerFirst(p.Name) + ": say that memory is worth " +
			words.Number(p.Lie.Values[1]/p.Lie.Values[0], 3) + " of a GPU, and gain at least " + words.Percent(gain, 1) + ". "
	}
	if fair != nil {
		for k := range fair {
			fair[k] = lowerFirst(fair[k])
		}
		text += "Against " + words.Join(fair...) + ": no lie that pays. "
	}
	return text + "(" + strconv.Itoa(tried) + " lies tried.)"
}

func lowerFirst(s string) string {
	if s == "" || (len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z') || s == "ExS-Net" {
		return s
	}
	return string(s[0]|0x20) + s[1:]
}
