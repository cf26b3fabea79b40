package study

import (
	"fmt"

	"fallow/core"
)

// Config is how large a study is. Studies ignore the fields that mean nothing to them.
type Config struct {
	// Seed of everything that is random, at most 2^53-1 so that JavaScript holds it.
	Seed uint64 `json:"seed"`
	// Instances is the number of instances on which welfare and efficiency are measured, for each system and setting.
	Instances int `json:"instances"`
	// Searched is the number of those, at most all, in which best responses are searched for.
	Searched int `json:"searched"`
	// Evaluations is the number of allocations allowed per best response.
	Evaluations int `json:"evaluations"`
	// Repeats is how often a measurement is repeated where that is not a matter of instances.
	Repeats int `json:"repeats"`
	// Training is the number of steps of each network that the study trains itself. At 0 it uses the models that are
	// there already.
	Training int `json:"training"`
	// Baselines leaves ExS-Net out: nothing is trained and no model is needed.
	Baselines bool `json:"baselines,omitempty"`
}

// ParseConfig reads a configuration from JSON over the fields of base. The error for a field of a wrong type, an unknown
// field or a number out of range is a *core.InputError with the field's name.
func ParseConfig(data []byte, base Config) (Config, error) {
	if err := core.ReadJSON(data, &base); err != nil {
		return base, err
	}
	return base, base.Validate()
}

// Limits of a configuration: beyond them a tab would be busy for days.
const (
	maxSeed        = 1<<53 - 1
	maxInstances   = 10_000_000
	maxEvaluations = 1_000_000
	maxRepeats     = 10_000
	maxTraining    = 10_000_000
)

// Validate reports the first field that is out of range. The error is a *core.InputError whose Path is the field's
// name in JSON.
func (c Config) Validate() error {
	if c.Seed > maxSeed {
		return &core.InputError{Path: "seed", Reason: fmt.Sprintf("is %d, more than a number of JavaScript holds exactly", c.Seed)}
	}
	for _, f := range []struct {
		path            string
		value, min, max int
	}{
		{"instances", c.Instances, 1, maxInstances},
		{"searched", c.Searched, 0, c.Instances},
		{"evaluations", c.Evaluations, 1, maxEvaluations},
		{"repeats", c.Repeats, 1, maxRepeats},
		{"training", c.Training, 0, maxTraining},
	} {
		if f.value < f.min || f.value > f.max {
			return &core.InputError{Path: f.path, Reason: fmt.Sprintf("is %d, but must be between %d and %d", f.value, f.min, f.max)}
		}
	}
	return nil
}
