package state

import (
	"fmt"
	"math"
	"strings"

	"fallow/ui/fallow"
)

// Setting says how scarce things are, and how reports are drawn.
type Setting string

const (
	// Literal is eq. (6) with b = N/2.
	Literal Setting = "literal"
	// Masked is eq. (6) with b = .2 N.
	Masked Setting = "masked"
	// Unmasked has every team ask for everything, with b = N/2.
	Unmasked Setting = "unmasked"
	// Perturbed is eq. (9), with b = N/2.
	Perturbed Setting = "perturbed"
	// OwnBudget has a budget and a probability of asking that the reader chooses.
	OwnBudget Setting = "own"
	// Reports are the reader's own past reports.
	Reports Setting = "reports"
)

// Settings are those that can be chosen without a file.
var Settings = []Setting{Literal, Masked, Unmasked, Perturbed, OwnBudget}

// System is a number of agents (teams) and of resources (things).
type System struct{ Agents, Resources int }

func (s System) String() string { return fmt.Sprintf("%d×%d", s.Agents, s.Resources) }

// Choice is what to train, on what and how.
type Choice struct {
	// Systems are the sizes to train for. A network of several is exchangeable.
	Systems []System
	Setting Setting
	// Budget (units of each thing) and Asking (the probability that a team asks for a thing) are those of OwnBudget.
	Budget, Asking float64
	// Penalty says which of Tolerance (Alg. 1) and Alpha (eq. 8) holds.
	Penalty          bool
	Tolerance, Alpha float64
	// Network is "mlp", "cnn", "transformer" or "exchangeable"; Width the units of a hidden layer, Depth their number.
	Network      string
	Width, Depth int
	Steps, Batch int
	Rate         float64
	Seed         int
	// Patience stops after so many steps without improvement; 0 never does. Samples is the size of a fixed training
	// set; 0 draws fresh instances at every step.
	Patience, Samples int
	// Own is what is known of the reader's own instances; nil if there are none.
	Own *OwnReports `json:",omitempty"`
	// Exact are the setups of a network that was trained elsewhere, on what no Setting says.
	Exact []fallow.Setup `json:",omitempty"`
}

// OwnReports are instances of the reader's own.
type OwnReports struct {
	// Name is that of their file, and Hash tells it from others.
	Name string
	Hash uint64
	// Count is their number, Systems their sizes, Asking how many teams ask for something in one of them on average.
	Count   int
	Systems []System
	Asking  float64
}

// LabPreset is a choice to begin with.
type LabPreset struct {
	Name, Try string
	Choice    Choice
}

var firstChoice = Choice{
	Systems: []System{{2, 2}}, Setting: Literal, Budget: 1, Asking: .5, Tolerance: 2e-4, Alpha: 200,
	Network: "mlp", Width: 64, Depth: 3, Steps: 3000, Batch: 256, Rate: 3e-3, Seed: 1,
}

// LabPresets are what the lab offers to begin with.
var LabPresets = []LabPreset{
	{"Two teams, two things", "The paper’s smallest system. No other is trained as fast, and then it plays on the first screen.", firstChoice},
	{"Five teams, scarce", "Three things, of which there is a fifth of what the teams could use if all asked. The network treats all teams alike: where things are scarce that matters. It needs some minutes.",
		firstChoice.with(func(c *Choice) {
			c.Systems, c.Setting, c.Network, c.Width = []System{{5, 3}}, Masked, "exchangeable", 48
			c.Tolerance, c.Steps, c.Batch, c.Rate = 2e-3, 3000, 128, 5e-3
		})},
	{"One network for all sizes", "Trained on four small systems in turn, it can be used on any number of teams and things: the bench takes it whatever you put there.",
		firstChoice.with(func(c *Choice) {
			c.Systems, c.Setting = []System{{2, 2}, {2, 3}, {3, 2}, {3, 3}}, Unmasked
			c.Network, c.Width, c.Tolerance, c.Steps, c.Batch = "exchangeable", 32, 1e-3, 2000, 128
			c.Rate = 6e-3
		})},
}

func (c Choice) with(change func(*Choice)) Choice {
	change(&c)
	return c
}

// Preset is the index of the preset that c is, or -1.
func (c Choice) Preset() int {
	for k, p := range LabPresets {
		if c.equal(p.Choice) {
			return k
		}
	}
	return -1
}

// equal compares what is trained.
func (c Choice) equal(d Choice) bool {
	c.Own, d.Own = nil, nil
	return fmt.Sprint(c) == fmt.Sprint(d)
}

// Setups are the families of instances to train on; none for the reader's own.
func (c Choice) Setups() []fallow.Setup {
	if c.Setting == Reports || c.Exact != nil {
		return c.Exact
	}
	var setups []fallow.Setup
	for _, s := range c.Systems {
		setups = append(setups, c.setup(s))
	}
	return setups
}

func (c Choice) setup(s System) fallow.Setup {
	setup := fallow.Setup{Agents: s.Agents, Resources: s.Resources}
	switch c.Setting {
	case Masked:
		setup.Budget = .2 * float64(s.Agents)
	case Unmasked:
		setup.DemandProbability = 1
	case Perturbed:
		setup.Distribution = "perturbed"
	case OwnBudget:
		setup.Budget, setup.DemandProbability = c.Budget, c.Asking
	}
	return setup
}

// sameData reports whether c and d are trained on instances of the same kind, so that what rules are worth on one holds
// on the other.
func (c Choice) sameData(d Choice) bool {
	if c.Setting == Reports && d.Setting == Reports {
		return c.Own.Hash == d.Own.Hash
	}
	return c.Setting == d.Setting && fmt.Sprint(c.Setups()) == fmt.Sprint(d.Setups())
}

// AskingTeams is the expected number of teams that ask for something, on average over what is trained on.
func (c Choice) AskingTeams() float64 {
	if c.Setting == Reports {
		return c.Own.Asking
	}
	sum, setups := 0.0, c.Setups()
	for _, s := range setups {
		p := s.DemandProbability
		if p == 0 {
			p = .5
		}
		sum += float64(s.Agents) * (1 - math.Pow(1-p, float64(s.Resources)))
	}
	return sum / float64(len(setups))
}

// Options are those of train.
func (c Choice) Options() fallow.TrainOptions {
	objective := fallow.Objective{Kind: "constrained", Tolerance: c.Tolerance}
	if c.Penalty {
		objective = fallow.Objective{Kind: "penalty", Alpha: c.Alpha}
	}
	return fallow.TrainOptions{
		Objective: objective, Network: fallow.Network{Kind: c.Network, Width: c.Width, Depth: c.Depth},
		Samples: c.Samples, Iterations: c.Steps, Batch: c.Batch, LearningRate: c.Rate, Seed: c.Seed, Patience: c.Patience,
	}
}

// Describe says in a few words what is trained: "2×2, as in the paper".
func (c Choice) Describe() string {
	if words, ok := settingWords[c.Setting]; ok {
		return c.sizes() + ", " + words
	}
	return c.sizes()
}

// Sound reports whether c can be drawn and trained: what comes from storage may be anything.
func (c Choice) Sound() bool {
	for _, s := range c.Systems {
		if s.Agents < 1 || s.Resources < 1 || s.Agents > maxAgents || s.Resources > maxResources {
			return false
		}
	}
	return len(c.Systems) > 0 && (c.Setting != Reports || c.Own != nil) && c.Steps > 0 && c.Width > 0 && c.Depth > 0
}

func (c Choice) sizes() string {
	var names []string
	for _, s := range c.Systems {
		names = append(names, s.String())
	}
	return strings.Join(names, ", ")
}

var settingWords = map[Setting]string{
	Literal: "as in the paper", Masked: "scarce", Unmasked: "everybody asks", Perturbed: "noisy reports",
	OwnBudget: "a budget of your own", Reports: "your past reports",
}

// FixedSize is the only size that a network of this choice fits; zeros if it fits all.
func (c Choice) FixedSize() System {
	if c.Network == "exchangeable" {
		return System{}
	}
	return c.Systems[0]
}

// SameNetwork reports whether networks of c and d have the same weights to be filled in, so that training can go on
// from one to the other.
func (c Choice) SameNetwork(d Choice) bool {
	return c.Network == d.Network && c.Width == d.Width && c.Depth == d.Depth && c.FixedSize() == d.FixedSize()
}
