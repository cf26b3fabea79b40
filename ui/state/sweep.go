package state

import (
	"math"

	"fallow/core"
	"fallow/ui/fallow"
)

// Sweep is what rules give the reader, agent 0, as one number of the report goes along a grid while all others tell the
// truth. Everything is computed beforehand, so that a slider only chooses what to show.
type Sweep struct {
	Changes `json:"-"`
	// Curves counts the changes of what is drawn: the choice of a rule, or new answers.
	Curves Changes `json:"-"`
	Truth  *core.Instance
	// Demand is whether a demand is swept, rather than a value; Resource says of what. Grid holds the reports, ascending,
	// among them the truth, at Honest.
	Demand   bool
	Resource int
	Grid     []float64
	Honest   int
	Rules    []SweptRule
	// At is where on the grid the reader is, Chosen the rule whose bars are shown.
	At, Chosen int
	// Problem is a sentence, or empty.
	Problem string `json:"-"`
}

// SweptRule is a rule with what it gives at each report of the grid.
type SweptRule struct {
	Rule
	// Utility is the reader's, at its true values and demands.
	Utility []float64
	// Allocation holds N×M units for each report, Ratios the r_i (length N or 0).
	Allocation, Ratios [][]float64
}

// The sweeps of the story.
var (
	twistRules = []Rule{PartialAllocation, Lottery}
	burnRules  = []Rule{FromNothing, Shipped, ProportionalFairness}
)

// FromNothing is a network as the paper has it, which starts from random weights instead of from a rule.
var FromNothing = Rule{
	Slug: "exs", Name: "A network that learns from nothing", Short: "network", Said: "the network", Agents: 2, Resources: 2,
	Mechanism: fallow.Mechanism{Name: "exs", File: "models/2x2-raw.safetensors"},
}

// NewTwist is the case in which partial allocation is cheated by a demand: one unit of one resource, of which the reader
// can use .3 and a rival all.
func NewTwist() *Sweep {
	s := newSweep([][]float64{{1}, {1}}, [][]float64{{.3}, {1}}, []float64{1}, twistRules)
	s.Demand = true
	for k := 5; k <= 50; k++ {
		s.Grid = append(s.Grid, float64(k)/50)
	}
	s.Honest = 10
	s.At = s.Honest
	return s
}

// BurnSteps is how many steps of the grid double a value.
const BurnSteps = 8

// NewBurn is the case in which a network holds back: both teams value GPUs and memory alike, but the rival can use only a
// fifth of the GPUs, so the reader is tempted to talk of memory only.
func NewBurn() *Sweep {
	s := newSweep([][]float64{{.8, .8}, {.8, .8}}, [][]float64{{1, 1}, {.2, 1}}, []float64{1, 1}, burnRules)
	s.Resource = 1
	for k := -2 * BurnSteps; k <= 2*BurnSteps; k++ {
		s.Grid = append(s.Grid, .8*math.Exp2(float64(k)/BurnSteps))
	}
	s.Honest = 2 * BurnSteps
	s.At = s.Honest
	return s
}

func newSweep(values, demands [][]float64, budgets []float64, rules []Rule) *Sweep {
	truth, err := core.NewInstance(values, demands, budgets, nil)
	if err != nil {
		panic(err) // the instances are constants
	}
	s := &Sweep{Truth: truth}
	for _, r := range rules {
		s.Rules = append(s.Rules, SweptRule{Rule: r})
	}
	return s
}

// Reports are the instances that the grid stands for.
func (s *Sweep) Reports() []*core.Instance {
	ins := make([]*core.Instance, len(s.Grid))
	for k, report := range s.Grid {
		in := s.Truth.Clone()
		if s.Demand {
			in.Demands[You*in.M+s.Resource] = report
		} else {
			in.Values[You*in.M+s.Resource] = report
		}
		ins[k] = in
	}
	return ins
}

// Show takes in what the rules give for Reports, in order.
func (s *Sweep) Show(outs [][]*fallow.Outcome) {
	a := Answer{Truth: s.Truth, Liar: You}
	for r := range s.Rules {
		rule := &s.Rules[r]
		rule.Utility, rule.Allocation, rule.Ratios = nil, nil, nil
		for _, out := range outs[r] {
			rule.Utility = append(rule.Utility, rounded(a.utility(rule.Rule, out)))
			rule.Allocation = append(rule.Allocation, roundedAll(out.Allocation))
			rule.Ratios = append(rule.Ratios, roundedAll(out.Ratios))
		}
	}
	s.Problem = ""
	s.Touch()
	s.Curves.Touch()
}

// rounded keeps as many digits as a picture can show, for the page's first view to stay small.
func rounded(x float64) float64 { return math.Round(1e6*x) / 1e6 }

func roundedAll(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for k, x := range xs {
		out[k] = rounded(x)
	}
	return out
}

// Complete reports whether everything was computed.
func (s *Sweep) Complete() bool { return s.Rules[0].Utility != nil }

// Go moves the reader along the grid; Choose shows another rule.
func (s *Sweep) Go(k int) {
	s.At = min(max(k, 0), len(s.Grid)-1)
	s.Touch()
}

func (s *Sweep) Choose(rule int) {
	s.Chosen = min(max(rule, 0), len(s.Rules)-1)
	s.Touch()
	s.Curves.Touch()
}

// Report is what the reader says.
func (s *Sweep) Report() float64 { return s.Grid[s.At] }

// Lying reports whether that is not the truth.
func (s *Sweep) Lying() bool { return s.At != s.Honest }

// Now and True are the reader's utility under a rule, for the report and for the truth.
func (s *Sweep) Now(rule int) float64  { return s.Rules[rule].Utility[s.At] }
func (s *Sweep) True(rule int) float64 { return s.Rules[rule].Utility[s.Honest] }

// Held is what nobody gets of resource m under a rule, units.
func (s *Sweep) Held(rule, m int) float64 {
	held := s.Truth.Budgets[m]
	for i := range s.Truth.N {
		held -= s.Rules[rule].Allocation[s.At][i*s.Truth.M+m]
	}
	return max(held, 0)
}

// Fail says why there is no answer.
func (s *Sweep) Fail(err error) {
	s.Problem = Sentence(err)
	s.Touch()
}
