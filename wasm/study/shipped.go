package study

import (
	"fmt"

	"fallow/core/sample"
	"fallow/net"
)

// exploitabilityOfPF is what a search finds under PF on average over agents, by system and setting: the measure for
// tolerances, since the paper sets its own with respect to PF's. Figures 4, 5 and 6 measure it anew.
var exploitabilityOfPF = map[System]map[Setting]float64{
	system2x2:  {Literal: 6.0e-3, Unmasked: 3.5e-2, Masked: 7.5e-3},
	system2x3:  {Literal: 1.4e-2, Unmasked: 7.0e-2, Masked: 1.8e-2},
	system3x5:  {Literal: 2.3e-2, Unmasked: 1.3e-1, Masked: 6.4e-2},
	system5x3:  {Literal: 6.0e-3, Unmasked: 6.9e-2, Masked: 2.8e-2},
	system10x3: {Literal: 1.0e-3, Unmasked: 5.5e-2, Masked: 2.9e-2},
	system40x3: {Unmasked: 3.8e-2, Masked: 4.2e-2},
	system60x2: {Unmasked: 1.2e-2, Masked: 1.4e-2},
}

const (
	// tolerated is the share of PF's exploitability that networks are trained to stay below. The search that grades
	// them finds more than the one that trains them, so it is less than what they are meant to reach.
	tolerated = .04
	// idleTolerance is the tolerance where PF cannot be exploited.
	idleTolerance = 1e-4
	// shippedSeed is that of all shipped networks.
	shippedSeed = 1
)

func tolerance(system System, setting Setting) float64 {
	if e := exploitabilityOfPF[system][setting]; e > 0 {
		return tolerated * e
	}
	return idleTolerance
}

// modelName is what the network for a system in a setting is called: "2x2", "2x2-masked".
func modelName(system System, setting Setting) string {
	if setting == Literal {
		return system.String()
	}
	return system.String() + "-" + string(setting)
}

// shippedRecipe is how the network for a system in a setting that comes with Fallow was trained.
func shippedRecipe(system System, setting Setting) Recipe {
	if c, ok := courses[system]; ok && setting == Masked {
		return c.recipe(system)
	}
	return shortRecipe(system, setting)
}

// course is the lessons of a network that is trained until it reaches what the field can point at, one after the other;
// "What it takes where things are scarce" in RATIONALE.md tells how they were found.
type course struct {
	// after is the system whose shipped network the first lesson begins with, if with any: such networks fit any size.
	after   System
	lessons []net.Options
}

var courses = map[System]course{
	system5x3: {lessons: []net.Options{
		longLesson(1, 3000, 128, 5e-3, 2e-3, 16),
		longLesson(2, 2000, 128, 4e-3, 1.82e-3, 20),
		longLesson(3, 600, 128, 3e-3, 1.7e-3, 20),
	}},
	system10x3: {lessons: []net.Options{longLesson(1, 2000, 64, 5e-3, 1.7e-3, 24)}},
}

func init() { // apart, for these ask for the others
	courses[system3x5] = course{system5x3, []net.Options{
		longLesson(1, 1500, 128, 4e-3, 4e-3, 20),
		longLesson(2, 1200, 128, 3e-3, 3.4e-3, 40),
	}}
	courses[system40x3] = course{system10x3, []net.Options{hardLesson(1, 400, 32, 4e-3, 1.9e-3, 64)}}
}

func (c course) recipe(system System) (r Recipe) {
	var before *Recipe
	if c.after != (System{}) {
		earlier := shippedRecipe(c.after, Masked)
		before = &earlier
	}
	for k, options := range c.lessons {
		r = Recipe{
			Name: modelName(system, Masked), Shipped: true,
			Setups: []sample.Setup{Masked.Setup(system)}, Options: options, Before: before,
		}
		if k < len(c.lessons)-1 {
			r.Name, r.Shipped = fmt.Sprintf("%s-lesson%d", r.Name, k+1), false
			lesson := r
			before = &lesson
		}
	}
	return r
}

func longLesson(seed uint64, steps, batch int, rate, tolerance float64, rounds int) net.Options {
	return net.Options{
		Objective:  net.Objective{Kind: net.Constrained, Tolerance: tolerance},
		Network:    net.Network{Kind: net.Exchangeable, Width: 48},
		Iterations: steps, Batch: batch, LearningRate: rate, Seed: seed,
		Search: net.Search{Candidates: 8, Variations: 5, Steps: 1, Rounds: rounds, Slots: 16, Agents: 2},
	}
}

// hardLesson looks for lies four times as hard, which in large systems is dear.
func hardLesson(seed uint64, steps, batch int, rate, tolerance float64, rounds int) net.Options {
	o := longLesson(seed, steps, batch, rate, tolerance, rounds)
	o.Search.Candidates, o.Search.Variations, o.Search.Steps, o.Search.Slots = 16, 10, 2, 8
	return o
}

// shortRecipe is how a network is trained that is to learn most of what there is to learn, soon.
func shortRecipe(system System, setting Setting) Recipe {
	options := net.Options{
		Objective: net.Objective{Kind: net.Constrained, Tolerance: tolerance(system, setting)},
		Seed:      shippedSeed,
	}
	if system != system2x2 || setting != Literal {
		lesson := lessonFor(system, setting)
		options.Iterations, options.Batch = lesson.iterations, lesson.batch
	}
	return Recipe{
		Name: modelName(system, setting), Shipped: true,
		Setups: []sample.Setup{setting.Setup(system)}, Options: options,
	}
}

// lesson is how much a network is trained, 0 for what training does by default: steps, and instances a step.
type lesson struct{ iterations, batch int }

// lessonFor returns the lesson of a network other than the one that the page starts with. Networks start at a rule that
// has most of the welfare and is hardly ever exploited, and learn most of the rest in some hundred steps. In larger
// systems an instance holds more agents to learn from: fewer instances a step will do.
func lessonFor(system System, setting Setting) lesson {
	switch idle := exploitabilityOfPF[system][setting] == 0; {
	case system.N >= largeSystem && idle:
		return lesson{24, 16} // nothing is scarce: there is nothing to learn
	case system.N >= largeSystem:
		return lesson{128, 32}
	case system.N > mediumSystem:
		return lesson{320, 64}
	case system.N*system.M > 4:
		return lesson{500, 64}
	}
	return lesson{800, 64}
}

// isShipped reports whether there is a network for a system in a setting.
func isShipped(system System, setting Setting) bool {
	return setting == Literal || system != system2x3 && system != system60x2
}

// fromNothing is a network as the paper has it: raw inputs and random weights to begin with, instead of a rule to
// correct. Such networks hold back what nobody can use as a threat, which ours hardly ever do, so the story shows one.
var fromNothing = Recipe{
	Name: "2x2-raw", Shipped: true, Setups: []sample.Setup{Unmasked.Setup(system2x2)},
	Options: net.Options{
		Objective: net.Objective{Kind: net.Constrained, Tolerance: 3e-3}, Inputs: net.Raw, Iterations: 2000, Seed: shippedSeed,
	},
}

// ShippedRecipes returns the recipes of all networks that come with Fallow: every system of the paper as eq. (6) has it, and
// those of up to 40 agents in both scarce settings; and one that learns from nothing, for the page to show.
func ShippedRecipes() []Recipe {
	recipes := []Recipe{fromNothing}
	for _, system := range []System{system2x2, system2x3, system3x5, system5x3, system10x3, system40x3, system60x2} {
		for _, setting := range allSettings {
			if isShipped(system, setting) {
				recipes = append(recipes, shippedRecipe(system, setting))
			}
		}
	}
	return recipes
}

// network returns the recipe of the shipped network, or, where the configuration trains, a short one with as many steps.
func (c Config) network(system System, setting Setting) Recipe {
	r := shippedRecipe(system, setting)
	if c.Training > 0 {
		r = shortRecipe(system, setting)
		r.Shipped, r.Options.Iterations, r.Options.Seed = false, c.Training, c.Seed
		r.Name += "-retrained"
		r.Options.Batch = lessonFor(system, setting).batch
	}
	return r
}

// withNetwork returns the baselines and, where there is one, the network for a system in a setting, which it adds to
// what the plan needs.
func (p *Plan) withNetwork(system System, setting Setting) []entry {
	entries := baselines()
	if p.Config.Baselines || !isShipped(system, setting) {
		return entries
	}
	r := p.Config.network(system, setting)
	p.need(r)
	return append(entries, entryExS(seriesExS, r.Name))
}
