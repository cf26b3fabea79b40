package state

import (
	"fallow/core"
	"fallow/ui/fallow"
)

// What the bench takes by hand. Larger problems need another way in than one field a number.
const (
	MaxBenchAgents    = 12
	MaxBenchResources = 6
)

// Bench is the reader's own problem: a table to fill in, what each rule makes of it, and a team that may lie.
type Bench struct {
	Changes `json:"-"`
	Table   Table
	// Problems says what is wrong with a cell, by its path; empty while the table can be read.
	Problems map[string]string `json:"-"`
	// Problem is a sentence about all of it, or empty.
	Problem string `json:"-"`
	// Truth is the table when it could last be read; Edition counts how often it was.
	Truth   *core.Instance
	Edition int
	// Lie is what the chosen team says instead.
	Lie Lie
	// Rules are those that the page has; an answer holds those that fit.
	Rules []Rule `json:"-"`
	// Answer is what the rules made of the last problem that they were asked. It stays until there is a newer one.
	Answer *Answer
	// Searching is true while the best lies are being looked for.
	Searching bool `json:"-"`
}

// Lie is one team's report.
type Lie struct {
	Agent int
	// Values and Demands have length M.
	Values, Demands []float64
}

// Answer is what the rules make of one problem.
type Answer struct {
	Agents, Resources []string
	// Truth is the problem, of the bench's Edition; Liar the team whose report may differ from it.
	Truth   *core.Instance
	Edition int
	Liar    int
	// Lying is whether the report does differ.
	Lying   bool
	Results []Result
}

// Result is what one rule gives when everybody tells the truth, and when the liar lies.
type Result struct {
	Rule
	Honest, Lied *fallow.Outcome
	// Found is the best lie against the rule, once it was looked for.
	Found *fallow.BestResponse `json:"-"`
}

// HonestUtility and LiedUtility are the liar's, at its true values and demands.
func (a *Answer) HonestUtility(r *Result) float64 { return a.trueUtility(r.Honest) }
func (a *Answer) LiedUtility(r *Result) float64   { return a.trueUtility(r.Lied) }

func (a *Answer) trueUtility(out *fallow.Outcome) float64 {
	return a.Truth.Utility(a.Liar, a.Truth.Row(out.Allocation, a.Liar))
}

// NewBench is the story that the page begins with: two teams that share a cluster for a week.
func NewBench() *Bench {
	b := &Bench{
		Table: Table{
			Agents:    []string{"Vision", "Language"},
			Resources: []string{"GPUs", "Memory (GB)"},
			Values:    [][]string{{"6", "0.05"}, {"5", "0.02"}},
			Demands:   [][]string{{"14", "800"}, {"12", "900"}},
			Budgets:   []string{"16", "1000"},
			Weights:   []string{"1", "1"},
		},
		Rules: append(Classics(), Shipped),
	}
	b.read()
	return b
}

// read takes the table over if it can be read, and resets the lie to the truth.
func (b *Bench) read() {
	b.Touch()
	var in *core.Instance
	if in, b.Problems = b.Table.Parse(); in == nil {
		return
	}
	b.Truth = in
	b.Edition++
	b.Lie.Agent = min(b.Lie.Agent, in.N-1)
	b.tellTruth()
}

func (b *Bench) tellTruth() {
	b.Lie.Values = append([]float64(nil), b.Truth.Row(b.Truth.Values, b.Lie.Agent)...)
	b.Lie.Demands = append([]float64(nil), b.Truth.Row(b.Truth.Demands, b.Lie.Agent)...)
}

// Readable reports whether the table can be read as it stands.
func (b *Bench) Readable() bool { return len(b.Problems) == 0 }

// Edit types text into a cell. What cannot be read is said in Problems; the last good answer stays.
func (b *Bench) Edit(c Cell, text string) {
	if place := b.Table.text(c); place != nil {
		*place = text
		b.read()
	}
}

// RenameAgent and RenameResource change what things are called.
func (b *Bench) RenameAgent(i int, name string) {
	b.Table.Agents[i] = name
	b.Touch()
}

func (b *Bench) RenameResource(m int, name string) {
	b.Table.Resources[m] = name
	b.Touch()
}

// CanAddAgent and its like say whether there is room, or something left.
func (b *Bench) CanAddAgent() bool       { return len(b.Table.Agents) < MaxBenchAgents }
func (b *Bench) CanAddResource() bool    { return len(b.Table.Resources) < MaxBenchResources }
func (b *Bench) CanRemoveAgent() bool    { return len(b.Table.Agents) > 1 }
func (b *Bench) CanRemoveResource() bool { return len(b.Table.Resources) > 1 }

// AddAgent and its like change the size of the table.
func (b *Bench) AddAgent() {
	if b.CanAddAgent() {
		b.Table.addAgent()
		b.read()
	}
}

func (b *Bench) RemoveAgent(i int) {
	if b.CanRemoveAgent() {
		b.Table.removeAgent(i)
		b.read()
	}
}

func (b *Bench) AddResource() {
	if b.CanAddResource() {
		b.Table.addResource()
		b.read()
	}
}

func (b *Bench) RemoveResource(m int) {
	if b.CanRemoveResource() {
		b.Table.removeResource(m)
		b.read()
	}
}

// Reset brings the first story back.
func (b *Bench) Reset() {
	b.Table = NewBench().Table
	b.Lie.Agent = 0
	b.read()
}

// AddRule lets a rule that is new take part, in place of the one of that name.
func (b *Bench) AddRule(rule Rule) {
	b.Touch()
	for k := range b.Rules {
		if b.Rules[k].Name == rule.Name {
			b.Rules[k] = rule
			return
		}
	}
	b.Rules = append(b.Rules, rule)
}

// Fail says why there is no answer. What was there stays.
func (b *Bench) Fail(err error) {
	b.Problem, b.Searching = Sentence(err), false
	b.Touch()
}
