package state

import (
	"math"

	"fallow/ui/fallow"
)

// Frontier is the map of rules, welfare against exploitability, in a setting that the reader chooses.
type Frontier struct {
	Changes `json:"-"`
	// Map counts the changes of what is drawn.
	Map     Changes `json:"-"`
	Setting int
	// Found is what is known of each of FrontierSettings; nil where nothing is.
	Found []*FrontierResult
	// Measuring is true while points of Setting are on their way, Done how many of how many are there.
	Measuring bool `json:"-"`
	Done, Of  int  `json:"-"`
	// Problem is a sentence, or empty.
	Problem string `json:"-"`
}

// FrontierSetting is a family of instances.
type FrontierSetting struct {
	Key, Name, About string
	Setup            fallow.Setup
	// Network is the file of the network that was trained on it.
	Network string
}

// FrontierSettings are those that can be chosen. The first comes with the page; the others are measured when asked for.
var FrontierSettings = []FrontierSetting{
	{"paper", "as in the paper", "two agents, two resources, each asked for with probability one half (eq. 6)", fallow.Setup{Agents: 2, Resources: 2}, "models/2x2.safetensors"},
	{"all", "everybody asks for everything", "two agents, two resources, all asked for", fallow.Setup{Agents: 2, Resources: 2, DemandProbability: 1}, "models/2x2-unmasked.safetensors"},
	{"scarce", "five agents and a fifth", "five agents, three resources, a fifth of a unit of each for every agent", fallow.Setup{Agents: 5, Resources: 3, Budget: 1}, "models/5x3-masked.safetensors"},
}

// FrontierResult is what was found in a setting.
type FrontierResult struct {
	Points []FrontierPoint
	// Samples, Searched and Evaluations are the numbers of instances for welfare, of instances for exploitability, and of
	// reports tried for each agent of those.
	Samples, Searched, Evaluations, Seed int
}

// FrontierPoint is a rule of a family: its parameter X, its welfare (NSW) as a part of PF's, and what the best lies gain
// an agent on average, units of utility. An error of 0 beside a welfare is one that is not known.
type FrontierPoint struct {
	Family           string
	X                float64
	Welfare, WelfErr float64
	Gain, GainErr    float64
}

// Family is a kind of rules that differ by a number.
type Family struct {
	// Key is the family's name in the studies, Slug its colour, Name what a reader calls it, and Of what X is.
	Key, Slug, Name, Of string
}

// Families are in the order in which a table lists them.
var Families = []Family{
	{"pf", "pf", "Proportional fairness", ""},
	{"pa", "pa", "Partial allocation", ""},
	{"mixture", "mixture", "Coin between PF and PA", "chance of PF"},
	{"pa-lottery", "lottery", "Partial allocation by lottery", "power"},
	{"uniform", "uniform", "Uniform rule", ""},
	{"coin", "mixture", "Coin between PF and the uniform rule", "chance of PF"},
	{"handicap", "handicap", "Handicapped uniform rule", "handicap"},
	{"exs", "exs", "ExS-Net", "α"},
}

// FamilyOf is the family of a key; nil if there is none.
func FamilyOf(key string) *Family {
	for k := range Families {
		if Families[k].Key == key {
			return &Families[k]
		}
	}
	return nil
}

// FrontierRule is a rule to be measured.
type FrontierRule struct {
	Family    string
	X         float64
	Mechanism fallow.Mechanism
}

// FrontierRules are those that are measured for a setting; PF is the first. The coin between PF and the uniform
// rule needs no measuring: all of it lies between the two.
func FrontierRules(s FrontierSetting) []FrontierRule {
	rules := []FrontierRule{
		{"pf", 0, ProportionalFairness.Mechanism}, {"pa", 0, PartialAllocation.Mechanism}, {"uniform", 0, UniformRule.Mechanism},
		{"exs", 0, fallow.Mechanism{Name: "exs", File: s.Network}},
	}
	for _, x := range []float64{.25, .5, .75} {
		rules = append(rules, FrontierRule{"mixture", x, fallow.Mechanism{Name: "mixture", Rho: x}})
	}
	for _, x := range []float64{.25, .5, .75, 1} {
		rules = append(rules, FrontierRule{"pa-lottery", x, fallow.Mechanism{Name: "pa-lottery", Power: x}})
	}
	for _, x := range []float64{.2, .4, .6, .8} {
		rules = append(rules, FrontierRule{"handicap", x, fallow.Mechanism{Name: "handicap", Tau: x}})
	}
	return rules
}

// How points are measured when they are asked for: enough to place them, few enough to take a minute.
const (
	frontierSamples     = 200
	frontierEvaluations = 60
	frontierSeed        = 2024
)

// FrontierOptions is how points are measured.
func FrontierOptions() fallow.EvaluateOptions {
	return fallow.EvaluateOptions{Samples: frontierSamples, Seed: frontierSeed, Deviate: "values-and-demands", Evaluations: frontierEvaluations}
}

// NewFrontier is the map before anything is known.
func NewFrontier() *Frontier { return &Frontier{Found: make([]*FrontierResult, len(FrontierSettings))} }

// Present shows what was found elsewhere for a setting.
func (f *Frontier) Present(setting int, found *FrontierResult) {
	f.Found[setting] = found
	f.changed()
}

// Choose shows a setting, and reports whether it has to be measured.
func (f *Frontier) Choose(setting int) (missing bool) {
	if setting < 0 || setting >= len(FrontierSettings) || f.Measuring {
		return false
	}
	f.Setting = setting
	f.changed()
	return f.Found[setting] == nil
}

// Begin records that the chosen setting is being measured, with so many rules.
func (f *Frontier) Begin(rules int) {
	f.Measuring, f.Done, f.Of, f.Problem = true, 0, rules, ""
	f.Found[f.Setting] = &FrontierResult{
		Samples: frontierSamples, Searched: frontierSamples, Evaluations: frontierEvaluations, Seed: frontierSeed,
	}
	f.changed()
}

// Add takes in what a rule is worth; pf is what PF is.
func (f *Frontier) Add(rule FrontierRule, worth, pf *fallow.Evaluation) {
	found := f.Found[f.Setting]
	p := FrontierPoint{Family: rule.Family, X: rule.X, Welfare: worth.NSW.Mean / pf.NSW.Mean}
	if e := worth.Exploitability; e != nil {
		p.Gain, p.GainErr = e.Mean, e.StdErr
	}
	found.Points = append(found.Points, p)
	f.Done++
	f.changed()
}

// Finish records that all is measured, and places the even coin between PF and the uniform rule by what they are worth.
func (f *Frontier) Finish() {
	f.Measuring = false
	found := f.Shown()
	if pf, uniform := found.ends(); pf != nil {
		found.Points = append(found.Points, FrontierPoint{
			Family: "coin", X: .5, Welfare: (pf.Welfare + uniform.Welfare) / 2, Gain: pf.Gain / 2, GainErr: pf.GainErr / 2,
		})
	}
	f.changed()
}

// Cancelled forgets a measurement that was ended, and shows what came with the page.
func (f *Frontier) Cancelled() {
	f.Found[f.Setting] = nil
	f.Measuring, f.Setting = false, 0
	f.changed()
}

// Shown is what is known of the chosen setting; nil if nothing is.
func (f *Frontier) Shown() *FrontierResult { return f.Found[f.Setting] }

// Coin is the way from the uniform rule to PF by a coin, as welfare and gain: what lying gains under a coin between a
// rule and one that nobody can cheat is the coin's share of what it gains under the first.
func (r *FrontierResult) Coin() [][2]float64 {
	pf, uniform := r.ends()
	if pf == nil {
		return nil
	}
	const steps = 40
	way := make([][2]float64, steps+1)
	for k := range way {
		share := math.Pow(1e-3, 1-float64(k)/steps) // even steps on the logarithmic axis
		way[k] = [2]float64{uniform.Welfare + share*(pf.Welfare-uniform.Welfare), share * pf.Gain}
	}
	return way
}

// ends are PF and the uniform rule; nil if one is missing, or if the latter was cheated.
func (r *FrontierResult) ends() (pf, uniform *FrontierPoint) {
	for k := range r.Points {
		switch r.Points[k].Family {
		case "pf":
			pf = &r.Points[k]
		case "uniform":
			uniform = &r.Points[k]
		}
	}
	if pf == nil || uniform == nil || uniform.Gain > 0 {
		return nil, nil
	}
	return pf, uniform
}

// Fail says why there are no points, or no more.
func (f *Frontier) Fail(err error) {
	if f.Measuring {
		f.Found[f.Setting] = nil
	}
	f.Measuring, f.Problem = false, Sentence(err)
	f.changed()
}

func (f *Frontier) changed() {
	f.Touch()
	f.Map.Touch()
}
