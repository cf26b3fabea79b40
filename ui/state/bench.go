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
	// Preset is the one of Presets that Table was taken from; -1 once it was edited.
	Preset int
	// Whole is whether every resource is also given out as a whole, to one team.
	Whole bool
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
	Lying bool
	// Whole is whether the results say who gets every resource as a whole.
	Whole   bool
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
func (a *Answer) HonestUtility(r *Result) float64 { return a.utility(r.Rule, r.Honest) }
func (a *Answer) LiedUtility(r *Result) float64   { return a.utility(r.Rule, r.Lied) }

// NewBench begins with the first of Presets.
func NewBench() *Bench {
	b := &Bench{
		Table: Presets()[0].Table,
		Rules: []Rule{ProportionalFairness, PartialAllocation, Lottery, UniformRule, Shipped},
	}
	b.read()
	b.Preset = 0
	return b
}

// read takes the table over if it can be read, and resets the lie to the truth.
func (b *Bench) read() {
	b.Touch()
	b.Preset = -1
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
func (b *Bench) Reset() { b.ChoosePreset(0) }

// ChoosePreset puts one of Presets on the bench; its first team is the one that may lie.
func (b *Bench) ChoosePreset(k int) {
	presets := Presets()
	if k < 0 || k >= len(presets) {
		return
	}
	b.Table, b.Whole = presets[k].Table, presets[k].Whole
	b.Lie.Agent = 0
	b.read()
	b.Preset = k
}

// SetWhole says whether every resource is also given out as a whole.
func (b *Bench) SetWhole(whole bool) {
	b.Whole = whole
	b.Touch()
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
