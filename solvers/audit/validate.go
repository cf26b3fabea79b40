package audit

import (
	"fmt"
	"strconv"

	"fallow/core"
)

// Paths of errors are as the caller of simulate(setup, mechanism, options, hooks) would write them.
const (
	setupPath     = "setup"
	mechanismPath = "mechanism"
	optionsPath   = "options"
)

// Validate reports the first thing in s that is out of its limits, as a *core.InputError whose path begins with
// "setup".
func (s Setup) Validate() error {
	if s.Rounds < MinRounds || s.Rounds > MaxRounds {
		return outside(setupPath+".rounds", float64(s.Rounds), MinRounds, MaxRounds)
	}
	if k := len(s.Agents); k < MinAgents || k > MaxAgents {
		return &core.InputError{Path: setupPath + ".agents",
			Reason: fmt.Sprintf("has %d entries, but must have %d to %d", k, MinAgents, MaxAgents)}
	}
	for i, a := range s.Agents {
		path := fmt.Sprintf("%s.agents[%d]", setupPath, i)
		if err := a.Utility.validate(path + ".utility"); err != nil {
			return err
		}
		if err := a.Strategy.validate(path + ".strategy"); err != nil {
			return err
		}
	}
	return nil
}

func (u Utility) validate(path string) error {
	switch u.Kind {
	case Uniform:
		if !(u.High >= 0 && u.High <= 1) {
			return outside(path+".high", u.High, 0, 1)
		}
		if !(u.Low >= 0 && u.Low < u.High) {
			return &core.InputError{Path: path + ".low",
				Reason: fmt.Sprintf("is %g, but must be at least 0 and below high, which is %g", u.Low, u.High)}
		}
	case Beta:
		if !(u.A >= MinShape && u.A <= MaxShape) {
			return outside(path+".a", u.A, MinShape, MaxShape)
		}
		if !(u.B >= MinShape && u.B <= MaxShape) {
			return outside(path+".b", u.B, MinShape, MaxShape)
		}
	case Values:
		if n := len(u.Values); n < 1 || n > MaxValues {
			return &core.InputError{Path: path + ".values",
				Reason: fmt.Sprintf("has %d entries, but must have 1 to %d", n, MaxValues)}
		}
		for k, x := range u.Values {
			if !(x >= 0 && x <= 1) {
				return outside(fmt.Sprintf("%s.values[%d]", path, k), x, 0, 1)
			}
		}
	default:
		return unknown(path+".kind", u.Kind, Uniform, Beta, Values)
	}
	return nil
}

func (s Strategy) validate(path string) error {
	switch s.Kind {
	case "", Truthful, Max, Deviator:
	case Inflate:
		if !(s.By > 0 && s.By <= 1) {
			return &core.InputError{Path: path + ".by", Reason: fmt.Sprintf("is %g, but must be above 0 and at most 1", s.By)}
		}
	case Late:
		if s.Rounds < 0 {
			return &core.InputError{Path: path + ".rounds", Reason: "is negative"}
		}
	case Custom:
		return s.validateCustom(path)
	case Mixture:
		return s.validateMixture(path)
	default:
		return unknown(path+".kind", s.Kind, Truthful, Inflate, Max, Late, Deviator, Custom, Mixture)
	}
	return nil
}

func (s Strategy) validateCustom(path string) error {
	if s.From < 0 {
		return &core.InputError{Path: path + ".from", Reason: "is negative"}
	}
	if s.Until < 0 {
		return &core.InputError{Path: path + ".until", Reason: "is negative"}
	}
	for _, f := range []struct {
		name string
		x    float64
	}{{"above", s.Above}, {"below", s.Below}, {"report", s.Report}, {"risk", s.risk()}} {
		if !(f.x >= 0 && f.x <= 1) {
			return outside(path+"."+f.name, f.x, 0, 1)
		}
	}
	return nil
}

func (s Strategy) risk() float64 {
	if s.Risk == nil {
		return 1
	}
	return *s.Risk
}

func (s Strategy) validateMixture(path string) error {
	if n := len(s.Parts); n < 1 || n > MaxParts {
		return &core.InputError{Path: path + ".parts",
			Reason: fmt.Sprintf("has %d entries, but must have 1 to %d", n, MaxParts)}
	}
	for k, p := range s.Parts {
		part := fmt.Sprintf("%s.parts[%d]", path, k)
		if !(p.Weight > 0 && p.Weight <= maxWeight) {
			return &core.InputError{Path: part + ".weight",
				Reason: fmt.Sprintf("is %g, but must be above 0 and at most %g", p.Weight, maxWeight)}
		}
		if p.Strategy.Kind == Mixture {
			return &core.InputError{Path: part + ".strategy.kind", Reason: "is a mixture within a mixture"}
		}
		if err := p.Strategy.validate(part + ".strategy"); err != nil {
			return err
		}
	}
	return nil
}

// maxWeight keeps the sum of a mixture's weights finite.
const maxWeight = 1e9

// Validate reports the first thing in m that is out of its limits, as a *core.InputError whose path begins with
// "mechanism".
func (m Mechanism) Validate() error {
	switch m.Name {
	case NoAudits, AuditAlways:
	case UnifAudit:
		if !(m.P > 0 && m.P <= 1) {
			return &core.InputError{Path: mechanismPath + ".p", Reason: fmt.Sprintf("is %g, but must be above 0 and at most 1", m.P)}
		}
	case AdaAudit:
		if !(m.C > 0 && m.C < 1) {
			return &core.InputError{Path: mechanismPath + ".c", Reason: fmt.Sprintf("is %g, but must be above 0 and below 1", m.C)}
		}
	case AuditBudget:
		if m.Audits < 0 {
			return &core.InputError{Path: mechanismPath + ".audits", Reason: "is negative"}
		}
	case AuditSchedule:
		return m.validateSteps()
	default:
		return unknown(mechanismPath+".name", m.Name, UnifAudit, AdaAudit, NoAudits, AuditAlways, AuditBudget, AuditSchedule)
	}
	return nil
}

func (m Mechanism) validateSteps() error {
	if n := len(m.Steps); n < 1 || n > MaxSteps {
		return &core.InputError{Path: mechanismPath + ".steps",
			Reason: fmt.Sprintf("has %d entries, but must have 1 to %d", n, MaxSteps)}
	}
	after := 0
	for k, s := range m.Steps {
		path := fmt.Sprintf("%s.steps[%d]", mechanismPath, k)
		if s.From <= after {
			return &core.InputError{Path: path + ".from",
				Reason: fmt.Sprintf("is %d, but must be above %d: rounds count from 1, and steps ascend", s.From, after)}
		}
		if !(s.P >= 0 && s.P <= 1) {
			return outside(path+".p", s.P, 0, 1)
		}
		after = s.From
	}
	return nil
}

func outside(path string, x, low, high float64) error {
	return &core.InputError{Path: path, Reason: fmt.Sprintf("is %s, but must be from %s to %s", decimal(x), decimal(low), decimal(high))}
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func unknown(path, got string, known ...string) error {
	return &core.InputError{Path: path, Reason: fmt.Sprintf("is %q, which is none of %q", got, known)}
}
