package state

import "fallow/ui/fallow"

// Rule is a mechanism as the page shows it.
type Rule struct {
	// Slug picks the colour: "pf", "pa", "uniform", "exs".
	Slug string
	// Name is what a reader calls it; Short fits beside a mark; Said fits into a sentence.
	Name, Short, Said string
	Mechanism         fallow.Mechanism
}

// Hand-made rules, in the order in which the page lists them.
var (
	ProportionalFairness = Rule{"pf", "Proportional fairness", "PF", "proportional fairness", fallow.Mechanism{Name: "pf"}}
	PartialAllocation    = Rule{"pa", "Partial allocation", "PA", "partial allocation", fallow.Mechanism{Name: "pa"}}
	UniformRule          = Rule{"uniform", "Uniform rule", "uniform", "the uniform rule", fallow.Mechanism{Name: "uniform"}}
)

// Classics are the rules that need no training.
func Classics() []Rule { return []Rule{ProportionalFairness, PartialAllocation, UniformRule} }

// Trained is an ExS-Net that the reader has trained.
func Trained(model fallow.Model) Rule {
	return Rule{"exs", "Your ExS-Net", "yours", "your ExS-Net", fallow.Mechanism{Name: "exs", Model: model}}
}

// Fits reports whether the rule applies to agents by resources: a network fits the sizes it was trained for.
func (r Rule) Fits(agents, resources int) bool {
	if r.Mechanism.Model == nil {
		return true
	}
	for _, s := range r.Mechanism.Model.Setups() {
		if s.Agents == agents && s.Resources == resources {
			return true
		}
	}
	return false
}
