package state

import "fallow/ui/fallow"

// Gains are what each team could gain by lying under some rules: what searches have found so far.
type Gains struct {
	// Edition is that of the problem, Rules what is searched.
	Edition     int
	Rules       []Rule
	Done, Total int
	Running     bool
	// Remaining is about how many seconds it will still take.
	Remaining float64

	found map[gainKey]*fallow.BestResponse
}

type gainKey struct {
	rule  string
	agent int
}

// StartGains begins a search under rules; what was found for the same problem stays.
func (b *Bench) StartGains(q Question, rules []Rule) {
	g := &Gains{Edition: q.Edition, Rules: rules, Total: len(rules) * q.Truth.N, Running: true, found: map[gainKey]*fallow.BestResponse{}}
	if b.Gains != nil && b.Gains.Edition == q.Edition {
		g.found = b.Gains.found
	}
	b.Gains = g
	b.touch(BenchTeams, BenchNumbers)
}

// AddGain records what was found under a rule, remaining seconds before the end, if the page still shows that problem.
func (b *Bench) AddGain(g *Gains, rule Rule, lie *fallow.BestResponse, remaining float64) {
	g.found[gainKey{rule.Name, lie.Agent}] = lie
	g.Done++
	g.Remaining = remaining
	if b.Gains == g {
		b.touch(BenchTeams, BenchNumbers)
	}
}

// EndGains records that a search is over, or given up.
func (b *Bench) EndGains(g *Gains) {
	g.Running = false
	if b.Gains == g {
		b.touch(BenchTeams, BenchNumbers)
	}
}

// Gain is the best lie found for an agent of the answer on display; nil where none was looked for.
func (b *Bench) Gain(rule Rule, agent int) *fallow.BestResponse {
	if b.Gains == nil || b.Answer == nil || b.Gains.Edition != b.Answer.Edition {
		return nil
	}
	return b.Gains.found[gainKey{rule.Name, agent}]
}

// LargestGain is the found lie that gains most for what the truth is worth; nil where none was looked for.
func (b *Bench) LargestGain(rule Rule) *fallow.BestResponse {
	var largest *fallow.BestResponse
	if b.Answer == nil {
		return nil
	}
	for i := range b.Answer.Truth.N {
		if lie := b.Gain(rule, i); lie != nil && (largest == nil || RelativeGain(lie) > RelativeGain(largest)) {
			largest = lie
		}
	}
	return largest
}

// RelativeGain is what a lie gains, as a share of what the truth is worth; infinite where that is nothing.
func RelativeGain(lie *fallow.BestResponse) float64 {
	if lie.Gain == 0 {
		return 0
	}
	return lie.Gain / lie.Truthful
}

// ChooseLie lets a team tell a lie that was found.
func (b *Bench) ChooseLie(lie *fallow.BestResponse) {
	b.ChooseLiar(lie.Agent)
	b.TryLie(lie)
}
