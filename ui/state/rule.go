package state

import "fallow/ui/fallow"

// Rule is a mechanism as the page shows it.
type Rule struct {
	// Slug picks the colour: "pf", "pa", "lottery", "uniform", "exs".
	Slug string
	// Name is what a reader calls it; Short fits beside a mark; Said fits into a sentence.
	Name, Short, Said string
	Mechanism         fallow.Mechanism
	// Agents and Resources are the size that the rule is for; 0 is any.
	Agents, Resources int `json:",omitempty"`
}

// Hand-made rules, in the order in which the page lists them.
var (
	ProportionalFairness = Rule{
		Slug: "pf", Name: "Proportional fairness", Short: "PF", Said: "proportional fairness", Mechanism: fallow.Mechanism{Name: "pf"},
	}
	PartialAllocation = Rule{
		Slug: "pa", Name: "Partial allocation", Short: "PA", Said: "partial allocation", Mechanism: fallow.Mechanism{Name: "pa"},
	}
	// Lottery is partial allocation by a coin for each team: nobody gains by lying about demands either.
	Lottery = Rule{
		Slug: "lottery", Name: "Partial allocation by lottery", Short: "lottery", Said: "partial allocation by lottery",
		Mechanism: fallow.Mechanism{Name: "pa-lottery"},
	}
	UniformRule = Rule{
		Slug: "uniform", Name: "Uniform rule", Short: "uniform", Said: "the uniform rule", Mechanism: fallow.Mechanism{Name: "uniform"},
	}
)

// Mixture is proportional fairness or partial allocation, each with probability one half.
var Mixture = Rule{
	Slug: "mixture", Name: "Mixture of PF and PA", Short: "mixture", Said: "a mixture of proportional fairness and partial allocation",
	Mechanism: fallow.Mechanism{Name: "mixture", Rho: .5},
}

// Coins are rules that toss a coin between the classics.
func Coins() []Rule { return []Rule{Mixture, Lottery} }

// Yardsticks are what others are compared with.
func Yardsticks() []Rule { return []Rule{ProportionalFairness, UniformRule} }

// Classics are the rules that need no training.
func Classics() []Rule { return []Rule{ProportionalFairness, PartialAllocation, UniformRule} }

// Shipped is the network for two agents and two resources that comes with the site.
var Shipped = Rule{
	Slug: "exs", Name: "ExS-Net", Short: "ExS-Net", Said: "ExS-Net", Agents: 2, Resources: 2,
	Mechanism: fallow.Mechanism{Name: "exs", File: "models/2x2.safetensors"},
}

// Trained is a network that the reader has trained.
func Trained(model fallow.Model) Rule {
	rule := Rule{
		Slug: "exs", Name: "Your ExS-Net", Short: "yours", Said: "your ExS-Net",
		Mechanism: fallow.Mechanism{Name: "exs", Model: model},
	}
	rule.Agents, rule.Resources = model.Size()
	return rule
}

// Fits reports whether the rule applies to agents by resources.
func (r Rule) Fits(agents, resources int) bool {
	return (r.Agents == 0 || r.Agents == agents) && (r.Resources == 0 || r.Resources == resources)
}
