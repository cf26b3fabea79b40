package sample

import (
	"fmt"
	"math"

	"fallow/core"
)

// Distribution names how values and demands are drawn.
type Distribution string

const (
	// Truthful is eq. (6): values Unif(.1, 1); demands Unif(.1, 1), each masked to 0 unless the agent asks.
	Truthful Distribution = "truthful"
	// Perturbed is eq. (9): eq. (6) with Cauchy(0, .01) noise on values and demands, clipped to [.1, 1] before the mask.
	Perturbed Distribution = "perturbed"
	// Adversarial is eq. (7): eq. (6), then every agent replaces its report by its best response to the others' truth.
	// The equation as printed has no mask; that is a demand probability of 1.
	Adversarial Distribution = "adversarial"
)

// The interval of values, and of demands that are not masked, of eq. (6), (7) and (9).
const (
	Low  = .1
	High = 1
)

// Setup says which instances to draw: the Setup of fallow.d.ts. All weights are 1.
type Setup struct {
	// Agents and Resources are N and M, both at least 1.
	Agents    int `json:"agents"`
	Resources int `json:"resources"`
	// Budget is the units of each resource, at least 0. Nil means Agents / 2, as in the paper.
	Budget *float64 `json:"budget,omitempty"`
	// DemandProbability is the probability that an agent asks for a resource. Nil means .5; 1 is "unmasked".
	DemandProbability *float64 `json:"demandProbability,omitempty"`
	// Distribution is Truthful when empty.
	Distribution Distribution `json:"distribution,omitempty"`
}

// Units returns the units of each resource.
func (s Setup) Units() float64 {
	if s.Budget == nil {
		return float64(s.Agents) / 2
	}
	return *s.Budget
}

// Asking returns the probability that an agent asks for a resource.
func (s Setup) Asking() float64 {
	if s.DemandProbability == nil {
		return .5
	}
	return *s.DemandProbability
}

// Kind returns the distribution, Truthful where none was named.
func (s Setup) Kind() Distribution {
	if s.Distribution == "" {
		return Truthful
	}
	return s.Distribution
}

// Validate reports the first field that keeps s from being a setup. The error is a *core.InputError whose Path is the
// field's name in fallow.d.ts, e.g. "demandProbability".
func (s Setup) Validate() error {
	for _, f := range []struct {
		name  string
		count int
	}{{"agents", s.Agents}, {"resources", s.Resources}} {
		if f.count < 1 {
			return &core.InputError{Path: f.name, Reason: fmt.Sprintf("is %d, but must be at least 1", f.count)}
		}
	}
	if s.Agents > core.MaxEntries/s.Resources {
		return &core.InputError{Path: "agents", Reason: fmt.Sprintf("times resources is more than the %d that are supported", core.MaxEntries)}
	}
	if b := s.Units(); !(b >= 0) || math.IsInf(b, 0) {
		return &core.InputError{Path: "budget", Reason: fmt.Sprintf("is %v, but must be finite and not negative", b)}
	}
	if p := s.Asking(); !(p >= 0 && p <= 1) {
		return &core.InputError{Path: "demandProbability", Reason: fmt.Sprintf("is %v, but must be between 0 and 1", p)}
	}
	switch s.Kind() {
	case Truthful, Perturbed, Adversarial:
		return nil
	}
	return noDistribution(s.Distribution)
}

func noDistribution(d Distribution) error {
	return &core.InputError{Path: "distribution", Reason: fmt.Sprintf("is %q, but must be %q, %q or %q", d, Truthful, Perturbed, Adversarial)}
}

// UnmarshalJSON reads the Setup of fallow.d.ts and validates it. A field that is unknown, of a wrong type or out of range
// is a *core.InputError.
func (s *Setup) UnmarshalJSON(data []byte) error {
	wire := struct {
		Agents            *float64      `json:"agents"`
		Resources         *float64      `json:"resources"`
		Budget            *float64      `json:"budget"`
		DemandProbability *float64      `json:"demandProbability"`
		Distribution      *Distribution `json:"distribution"`
	}{}
	if err := core.ReadJSON(data, &wire); err != nil {
		return err
	}
	parsed := Setup{Budget: wire.Budget, DemandProbability: wire.DemandProbability}
	if wire.Distribution != nil {
		if parsed.Distribution = *wire.Distribution; parsed.Distribution == "" {
			return noDistribution("")
		}
	}
	var err error
	if parsed.Agents, err = count("agents", wire.Agents); err != nil {
		return err
	}
	if parsed.Resources, err = count("resources", wire.Resources); err != nil {
		return err
	}
	if err := parsed.Validate(); err != nil {
		return err
	}
	*s = parsed
	return nil
}

// count reads a whole number that may have come as a float, as every number of JavaScript does.
func count(path string, x *float64) (int, error) {
	switch {
	case x == nil:
		return 0, &core.InputError{Path: path, Reason: "is missing"}
	case *x != math.Trunc(*x):
		return 0, &core.InputError{Path: path, Reason: fmt.Sprintf("is %v, but must be a whole number", *x)}
	case *x < 1:
		return 0, &core.InputError{Path: path, Reason: fmt.Sprintf("is %v, but must be at least 1", *x)}
	case *x > core.MaxEntries:
		return 0, &core.InputError{Path: path, Reason: fmt.Sprintf("is %v, more than the %d that are supported", *x, core.MaxEntries)}
	}
	return int(*x), nil
}
