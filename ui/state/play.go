package state

import (
	"slices"

	"fallow/ui/fallow"
)

// Rules of the round-by-round game, in the order in which the page offers them.
const (
	PlayUnlooked = iota
	PlayUniform
	PlayAdaptive
)

// What the others do.
const (
	OthersHonest = iota
	OthersCalculate
)

// PlayLengths are the numbers of rounds that the game offers.
var PlayLengths = []int{20, 200, 2000}

// PlayChances are the probabilities of an audit that the game offers for UnifAudit; an address may ask for any other.
var PlayChances = []float64{0.01, 0.03, 0.1, 0.3, 1}

// What the item of a round may be worth to anybody in the game, and AdaAudit's threshold, which is the least of it, so
// that AdaAudit always gives the item to somebody.
const (
	PlayAgents        = 3
	PlayLow, PlayHigh = 0.2, 1.0
	adaThreshold      = 0.2
	playSeed          = 7
)

// PlayChoice is which game is played.
type PlayChoice struct {
	Rule, Others, Rounds, Seed int
	// P is UnifAudit's probability of an audit.
	P float64
}

// Play is the game in which the reader is one of three agents and an item is given away every round.
type Play struct {
	Changes `json:"-"`
	// Lines counts the changes of what the picture shows.
	Lines  Changes `json:"-"`
	Choice PlayChoice
	// Rounds are those that have been played, in order; Honest is what the reader would have in total after each of
	// them, and perhaps of later ones, had it never lied.
	Rounds []PlayedRound
	Honest []float64
	// Moves are the reader's reports that differ from the truth, or were said to; Steps the rounds after which the
	// reader pressed something, for taking it back.
	Moves []fallow.AuditMove
	Steps []int
	// Offer is what the reader faces now; nil when it has been caught or the game is over.
	Offer *fallow.AuditOffer
	// Report is what the reader is about to say.
	Report float64
	// Example is true while the game on screen is the one that a cheat has played before the reader came.
	Example bool `json:",omitempty"`
	// Waiting is true while a round is being played.
	Waiting bool `json:"-"`
	// Problem is a sentence, or empty.
	Problem string `json:"-"`
}

// PlayedRound is a round as the reader saw it.
type PlayedRound struct {
	// Worth and Said are the reader's; Said is 0 once it has been caught.
	Worth, Said float64
	// Winner is You, another agent, or −1; WinnerWorth what the item was worth to it.
	Winner      int
	WinnerWorth float64
	// Chance is the probability with which the winner was audited.
	Chance          float64
	Audited, Caught bool
}

// Lied reports whether the reader said something else than the truth.
func (r PlayedRound) Lied() bool { return r.Said != r.Worth }

// NewPlay is a game before its first round.
func NewPlay() *Play {
	p := &Play{}
	p.Choice = PlayChoice{Rule: PlayUniform, Rounds: PlayLengths[0], Seed: playSeed, P: 0.1}
	return p
}

// Begun begins the game of c, whatever is going on.
func (p *Play) Begun(c PlayChoice) {
	p.Waiting = false
	p.Choose(func(now *PlayChoice) { *now = c })
}

// Choose begins another game.
func (p *Play) Choose(change func(*PlayChoice)) {
	change(&p.Choice)
	p.restart()
}

func (p *Play) restart() {
	p.Honest = nil
	p.Again()
}

// Again goes back to before the first round of the same game; what honesty would have brought stays known.
func (p *Play) Again() {
	p.Rounds, p.Moves, p.Steps, p.Offer, p.Problem, p.Example = nil, nil, nil, nil, "", false
	p.changed()
}

// Setup is the game as the engine takes it.
func (p *Play) Setup() fallow.AuditSetup {
	s := fallow.AuditSetup{Rounds: p.Choice.Rounds, Agents: make([]fallow.AuditAgent, PlayAgents)}
	for i := range s.Agents {
		s.Agents[i].Utility = fallow.AuditUtility{Kind: "uniform", Low: PlayLow, High: PlayHigh}
		if i != You && p.Choice.Others == OthersCalculate {
			s.Agents[i].Strategy = &fallow.AuditStrategy{Kind: "deviator", Careful: true}
		}
	}
	return s
}

// Mechanism is the game's rule as the engine takes it.
func (c PlayChoice) Mechanism() fallow.AuditMechanism {
	switch c.Rule {
	case PlayUniform:
		return fallow.AuditMechanism{Name: "unif-audit", P: c.P}
	case PlayAdaptive:
		return fallow.AuditMechanism{Name: "ada-audit", C: adaThreshold}
	}
	return fallow.AuditMechanism{Name: "no-audits"}
}

// Begin records that rounds are being played; it returns false if some already are.
func (p *Play) Begin() bool {
	if p.Waiting {
		return false
	}
	p.Waiting = true
	return true
}

// Press records that the reader has pressed something that plays rounds, and its moves in them.
func (p *Play) Press(moves []fallow.AuditMove) {
	p.Steps = append(p.Steps, len(p.Rounds))
	p.Moves = append(p.Moves, moves...)
}

// Advance takes in rounds after those that have been played, with what honesty brings in them where that was not known,
// and what comes next.
func (p *Play) Advance(played, honest []fallow.AuditEvent, next *fallow.AuditOffer) {
	for _, e := range honest {
		sum := 0.0
		if n := len(p.Honest); n > 0 {
			sum = p.Honest[n-1]
		}
		if e.Winner == You {
			sum += e.Utilities[You]
		}
		p.Honest = append(p.Honest, sum)
	}
	for _, e := range played {
		r := PlayedRound{Worth: e.Utilities[You], Said: e.Reports[You], Winner: e.Winner, Chance: e.Chance, Audited: e.Audited, Caught: e.Caught}
		if e.Winner >= 0 {
			r.WinnerWorth = e.Utilities[e.Winner]
		}
		p.Rounds = append(p.Rounds, r)
	}
	p.Waiting, p.Problem, p.Offer = false, "", next
	if next != nil {
		p.Report = next.Utility
	}
	p.changed()
}

// TakeBack undoes what was pressed last. It reports whether there was anything.
func (p *Play) TakeBack() bool {
	if len(p.Steps) == 0 {
		return false
	}
	after := p.Steps[len(p.Steps)-1]
	p.Steps = p.Steps[:len(p.Steps)-1]
	p.Rounds = slices.Clip(p.Rounds[:after])
	for n := len(p.Moves); n > 0 && p.Moves[n-1].Round > after; n-- {
		p.Moves = p.Moves[:n-1]
	}
	p.Moves, p.Example = slices.Clip(p.Moves), false
	p.changed()
	return true
}

// SetReport is what the reader is about to say.
func (p *Play) SetReport(report float64) {
	p.Report = min(max(report, 0), 1)
	p.Touch()
}

// Fail says why there is no answer. What was there stays.
func (p *Play) Fail(err error) {
	p.Problem, p.Waiting = Sentence(err), false
	p.Touch()
}

// Score is what the reader has in total after each round that was played.
func (p *Play) Score() []float64 {
	scores, sum := make([]float64, len(p.Rounds)), 0.0
	caught := p.CaughtIn()
	for k, r := range p.Rounds {
		if r.Winner == You && (caught == 0 || k < caught) {
			sum += r.Worth
		}
		scores[k] = sum
	}
	return scores
}

// CaughtIn is the round in which the reader was caught; 0 if it was not.
func (p *Play) CaughtIn() int {
	for k, r := range p.Rounds {
		if r.Caught && r.Winner == You {
			return k + 1
		}
	}
	return 0
}

// Over reports whether the reader has nothing left to do.
func (p *Play) Over() bool { return p.Offer == nil && len(p.Rounds) > 0 }

// Looks is the number of audits so far.
func (p *Play) Looks() int { return p.count(func(r PlayedRound) bool { return r.Audited }) }

// Lies is the number of the reader's lies so far.
func (p *Play) Lies() int {
	caught := p.CaughtIn()
	n := 0
	for k, r := range p.Rounds {
		if r.Lied() && (caught == 0 || k < caught) {
			n++
		}
	}
	return n
}

func (p *Play) count(is func(PlayedRound) bool) int {
	n := 0
	for _, r := range p.Rounds {
		if is(r) {
			n++
		}
	}
	return n
}

func (p *Play) changed() {
	p.Touch()
	p.Lines.Touch()
}
