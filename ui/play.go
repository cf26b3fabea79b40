package ui

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/vugu/vugu"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Play is the game against the auditor.
type Play struct {
	Control *PlayControl
}

// playedShown is how many rounds the picture's strip and the table have room for.
const playedShown = 20

// leaps are the numbers of rounds that are played honestly at one press, by the length of the game.
var leaps = map[int]int{20: 5, 200: 20, 2000: 200}

func (c *Play) state() *state.Play { return c.Control.State }

func (c *Play) over() bool { return c.state().Offer == nil }

// phase tells the style sheet whether there is something to report.
func (c *Play) phase() string {
	if c.state().Over() {
		return "controls out"
	}
	return "controls"
}

func (c *Play) againClass() string {
	if c.state().Over() {
		return "main"
	}
	return ""
}

func (c *Play) try() string {
	if c.state().Example {
		return "This player said 1 whenever the item was worth a half or more. Start over with the same luck and do better, or see how AdaAudit would have dealt with it."
	}
	switch c.state().Choice.Rule {
	case state.PlayUnlooked:
		return "Lie as you like. Then see how AdaAudit takes the fun out of it."
	case state.PlayAdaptive:
		return "Is there a round in which the lie is the better bet?"
	}
	return "Lie while it is cheap, stop in time. Then see how AdaAudit takes the fun out of it."
}

// takeaway is the figure's title.
func (c *Play) takeaway() string {
	if c.state().Choice.Rule == state.PlayUnlooked {
		return "A cheat gets ahead, and nobody looks"
	}
	return "A cheat gets ahead, until somebody looks"
}

func (c *Play) choices() []choice {
	now, chances := c.state().Choice, c.chances()
	asked := []choice{
		{"play-rule", "Who looks", []string{"nobody", "UnifAudit", "AdaAudit"}, now.Rule,
			func(k int) { c.Control.Choose(func(ch *state.PlayChoice) { ch.Rule = k }) }},
		{"play-others", "The two others", []string{"are honest", "lie when it pays"}, now.Others,
			func(k int) { c.Control.Choose(func(ch *state.PlayChoice) { ch.Others = k }) }},
		{"play-rounds", "Rounds", texts(state.PlayLengths, words.Thousands), slices.Index(state.PlayLengths, now.Rounds),
			func(k int) { c.Control.Choose(func(ch *state.PlayChoice) { ch.Rounds = state.PlayLengths[k] }) }},
		{"play-chance", "How often UnifAudit looks", texts(chances, func(p float64) string { return words.Percent(p, 3) }), slices.Index(chances, now.P),
			func(k int) { c.Control.Choose(func(ch *state.PlayChoice) { ch.P = chances[k] }) }},
	}
	if now.Rule != state.PlayUniform { // how often it looks concerns no other game
		return asked[:len(asked)-1]
	}
	return asked
}

// chances are the probabilities that are offered, with that of the game if it is another.
func (c *Play) chances() []float64 {
	if now := c.state().Choice.P; !slices.Contains(state.PlayChances, now) {
		return append(slices.Clone(state.PlayChances), now)
	}
	return state.PlayChances
}

// onKey lets Enter on the slider say what is on it.
func (c *Play) onKey(event vugu.DOMEvent) {
	if event.PropString("key") == "Enter" && event.PropString("target", "id") == "play-report" {
		c.Control.Say()
	}
}

func (c *Play) title() string {
	s := c.state()
	switch {
	case s.Offer != nil:
		return fmt.Sprintf("Round %s of %s", words.Thousands(s.Offer.Round), words.Thousands(s.Choice.Rounds))
	case s.CaughtIn() > 0:
		return fmt.Sprintf("Out since round %s of %s", words.Thousands(s.CaughtIn()), words.Thousands(s.Choice.Rounds))
	case len(s.Rounds) > 0:
		return fmt.Sprintf("All %s rounds played", words.Thousands(s.Choice.Rounds))
	}
	return "Dealing …"
}

// stake is one thing that the reader knows before it reports.
type stake struct{ name, value string }

func (c *Play) stakes() []stake {
	o := c.state().Offer
	if o == nil {
		return []stake{
			{"You got", c.total(c.state().Score())},
			{"Honesty would have got", c.total(c.state().Honest)},
			{"Your lies", strconv.Itoa(c.state().Lies())},
			{"Winners looked at", strconv.Itoa(c.state().Looks())},
		}
	}
	win, ahead := "The truth wins it with chance", "To come, if you stay in, about"
	if c.liars() {
		win, ahead = "If the others were honest, the truth would win it with chance", "To come, if all were honest, about"
	}
	return []stake{
		{"Worth to you now", c.worth()},
		{win, words.Percent(o.Win, 0)},
		{"A winner is looked at with chance", words.Percent(o.Chance, chanceDigits(o.Chance))},
		{ahead, words.Number(o.Ahead, 1)},
	}
}

// liars is true if the others may lie. What an offer says of winning and of the rounds to come holds among the honest.
func (c *Play) liars() bool { return c.state().Choice.Others != state.OthersHonest }

func chanceDigits(chance float64) int {
	if chance < .095 {
		return 1
	}
	return 0
}

func (c *Play) total(scores []float64) string {
	n := min(len(scores), len(c.state().Rounds))
	if n == 0 {
		return "0"
	}
	return words.Fixed(scores[n-1], 2)
}

// gain is what saying 1 brings on average this round, beyond the truth, if the others are honest; risk what it may cost:
// the chance of an audit times the value of staying in.
func (c *Play) gain() float64 {
	if o := c.state().Offer; o != nil {
		return o.Utility * (1 - o.Win)
	}
	return 0
}

func (c *Play) risk() float64 {
	if o := c.state().Offer; o != nil {
		return o.Chance * o.Ahead
	}
	return 0
}

// most is at the end of the two bars.
func (c *Play) most() float64 { return max(1, c.gain(), c.risk()) }

func (c *Play) weighed() string {
	if c.over() {
		return ""
	}
	better := "honesty"
	if c.gain() > c.risk() {
		better = "the lie"
	}
	gain, risk := words.Fixed(c.gain(), 2), words.Fixed(c.risk(), 2)
	if c.liars() {
		return "If the others were honest, saying 1 would gain " + gain + " on average and risk " + risk + ": " + better + " would be the better bet. They lie when it pays."
	}
	return "Saying 1 gains " + gain + " on average and risks " + risk + ": " + better + " is the better bet."
}

func (c *Play) worth() string {
	if o := c.state().Offer; o != nil {
		return words.Fixed(o.Utility, 2)
	}
	return "–"
}

func (c *Play) said() string { return words.Fixed(c.state().Report, 2) }

func (c *Play) spoken() string { return c.said() + "; in truth " + c.worth() }

func (c *Play) position() int { return hundredths(c.state().Report) }

func (c *Play) truth() int {
	if o := c.state().Offer; o != nil {
		return hundredths(o.Utility)
	}
	return c.position()
}

func hundredths(x float64) int { return int(math.Round(100 * x)) }

func (c *Play) onMove(position int) {
	o := c.state().Offer
	if o != nil && position == c.truth() {
		c.state().SetReport(o.Utility)
		return
	}
	c.state().SetReport(float64(position) / 100)
}

func (c *Play) sayLabel() string { return "Say " + c.said() }

// leap is how many rounds one press plays honestly: the rest of a short game's last rounds, too.
func (c *Play) leap() int {
	left := c.state().Choice.Rounds - len(c.state().Rounds)
	return max(1, min(leaps[c.state().Choice.Rounds], left))
}

func (c *Play) skipLabel() string {
	if c.leap() == 1 {
		return "1 honest round"
	}
	return strconv.Itoa(c.leap()) + " honest rounds"
}
