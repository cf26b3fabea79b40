package state

import (
	"maps"
	"strconv"

	"fallow/core"
	"fallow/core/table"
	"fallow/ui/fallow"
)

// How large a problem the bench takes: what a browser shows and solves without keeping anybody waiting.
const (
	MaxBenchAgents    = 500
	MaxBenchResources = 50
	// MaxBenchCells is the largest product of the two.
	MaxBenchCells = 10_000
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
	// Problem is a sentence about all of it, or empty; News one about what was done.
	Problem string `json:"-"`
	News    string `json:"-"`
	// unanswered is whether Problem is why there is no answer, so that the next answer takes it away.
	unanswered bool
	// Shelf are the problems of the file that was opened last, if it has several; ShelfAt is the one on the bench.
	Shelf   []table.Problem `json:"-"`
	ShelfAt int             `json:"-"`
	// View is what of it is being looked at.
	View BenchView `json:"-"`
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
	// Gains are what teams could gain by lying, as far as it was looked for; nil before that.
	Gains *Gains `json:"-"`

	history History[benchWork]
	parts   [benchParts]uint64
}

// BenchPart is a part of the bench that is drawn by itself, when it has changed.
type BenchPart int

const (
	BenchHead BenchPart = iota
	BenchGrid
	BenchStatus
	BenchBars
	BenchItems
	BenchNumbers
	BenchTeams
	BenchLies
	benchParts
)

// Moves counts the changes of one part.
func (b *Bench) Moves(part BenchPart) uint64 { return b.parts[part] }

// touch records a change of some parts; of all if none is named.
func (b *Bench) touch(parts ...BenchPart) {
	b.Touch()
	for _, p := range parts {
		b.parts[p]++
	}
	if len(parts) == 0 {
		for p := range b.parts {
			b.parts[p]++
		}
	}
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

	figures []Figures // of each result, once they were asked for
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
		View:  newBenchView(),
	}
	b.read()
	b.Preset = 0
	return b
}

// read takes the table over if it can be read, and resets the lie to the truth.
func (b *Bench) read() {
	b.Preset, b.News = -1, ""
	var in *core.Instance
	if in, b.Problems = b.Table.Parse(); in == nil {
		return
	}
	b.Truth = in
	b.Edition++
	b.Lie.Agent = min(b.Lie.Agent, in.N-1)
	b.View.Resource = min(b.View.Resource, in.M-1)
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
	if b.Table.text(c) == nil {
		return
	}
	b.history.Record(c.Path(), b.work)
	*b.Table.text(c) = text
	before := b.Problems
	b.read()
	b.touch(BenchHead, BenchStatus, BenchLies)
	if !maps.Equal(before, b.Problems) {
		b.touch(BenchGrid)
	}
}

// RenameAgent and RenameResource change what things are called.
func (b *Bench) RenameAgent(i int, name string) {
	b.rename("agent", b.Table.Agents, i, name)
}

func (b *Bench) RenameResource(m int, name string) {
	b.rename("resource", b.Table.Resources, m, name)
}

func (b *Bench) rename(what string, names []string, k int, name string) {
	if k < 0 || k >= len(names) {
		return
	}
	b.history.Record(what+strconv.Itoa(k), b.work)
	names[k] = name
	b.News = ""
	b.touch(BenchHead, BenchGrid, BenchLies)
}

// CanAddAgent and its like say whether there is room, or something left.
func (b *Bench) CanAddAgent() bool {
	return b.Table.fits(1, 0) == nil
}
func (b *Bench) CanAddResource() bool {
	return b.Table.fits(0, 1) == nil
}
func (b *Bench) CanRemoveAgent() bool    { return len(b.Table.Agents) > 1 }
func (b *Bench) CanRemoveResource() bool { return len(b.Table.Resources) > 1 }

// AddAgent and its like change the size of the table.
func (b *Bench) AddAgent() {
	if b.CanAddAgent() {
		b.step(b.Table.addAgent)
	}
}

func (b *Bench) RemoveAgent(i int) {
	if b.CanRemoveAgent() {
		b.step(func() { b.Table.removeAgent(i) })
	}
}

func (b *Bench) AddResource() {
	if b.CanAddResource() {
		b.step(b.Table.addResource)
	}
}

func (b *Bench) RemoveResource(m int) {
	if b.CanRemoveResource() {
		b.step(func() { b.Table.removeResource(m) })
	}
}

// step changes the table in a way that can be undone by itself.
func (b *Bench) step(change func()) {
	b.history.Record("", b.work)
	change()
	b.read()
	b.touch()
}

// Reset brings the first story back.
func (b *Bench) Reset() { b.ChoosePreset(0) }

// ChoosePreset puts one of Presets on the bench; its first team is the one that may lie.
func (b *Bench) ChoosePreset(k int) {
	presets := Presets()
	if k < 0 || k >= len(presets) {
		return
	}
	b.step(func() {
		b.Table, b.Whole = presets[k].Table, presets[k].Whole
		b.Lie.Agent, b.Shelf = 0, nil
		b.View = newBenchView()
	})
	b.Preset = k
}

// SetWhole says whether every resource is also given out as a whole.
func (b *Bench) SetWhole(whole bool) {
	b.history.Record("", b.work)
	b.Whole = whole
	b.touch(BenchHead, BenchItems)
}

// AddRule lets a rule that is new take part, in place of the one of that name.
func (b *Bench) AddRule(rule Rule) {
	b.touch()
	for k := range b.Rules {
		if b.Rules[k].Name == rule.Name {
			b.Rules[k] = rule
			return
		}
	}
	b.Rules = append(b.Rules, rule)
}

// Tell says what was done.
func (b *Bench) Tell(news string) {
	b.News = news
	b.touch(BenchStatus)
}

// Fail says what could not be done. What was there stays.
func (b *Bench) Fail(err error) {
	b.Problem, b.News, b.Searching, b.unanswered = Sentence(err), "", false, false
	b.touch(BenchStatus, BenchLies)
}

// FailToAnswer says why there is no answer, until there is one.
func (b *Bench) FailToAnswer(err error) {
	b.Fail(err)
	b.unanswered = true
}

// Forgive takes away what was wrong with what the reader did before.
func (b *Bench) Forgive() {
	if b.Problem != "" {
		b.Problem, b.unanswered = "", false
		b.touch(BenchStatus)
	}
}
