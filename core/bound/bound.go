// Package bound evaluates the generalisation bound of Theorem 1 of Zeng et al., "Learning Payment-Free Resource Allocation
// Mechanisms". It imports core.
package bound

import (
	"fmt"
	"math"

	"fallow/core"
)

// Theorem1 is what the theorem asks for.
type Theorem1 struct {
	// Layers is R, the hidden layers; Width is K, the units of each; Parameters is d, the number of weights; Norm is Ω,
	// a bound on the sum of their magnitudes.
	Layers     int     `json:"layers"`
	Width      int     `json:"width"`
	Parameters int     `json:"parameters"`
	Norm       float64 `json:"norm"`
	// Agents is N, Resources M, Samples L.
	Agents    int `json:"agents"`
	Resources int `json:"resources"`
	Samples   int `json:"samples"`
	// Risk is δ: the bound may fail with this probability.
	Risk float64 `json:"risk"`
}

// Terms are the terms of Theorem 1, without the constant that its O(·) hides.
type Terms struct {
	// Capacity is √(R·d·log(L·N·Ω·max{K, MN})) / L, as the theorem prints it.
	Capacity float64 `json:"capacity"`
	// CapacityProved is √(R·d·log(L·N·Ω·max{K, MN}) / L), which is what propositions 1 and 2 give: there L is under
	// the root.
	CapacityProved float64 `json:"capacityProved"`
	// Confidence is N·√(log(1/δ)/L).
	Confidence float64 `json:"confidence"`
}

// Terms evaluates the bound. The error is a *core.InputError that names the field.
func (b Theorem1) Terms() (Terms, error) {
	for _, f := range []struct {
		path  string
		value int
	}{
		{"layers", b.Layers}, {"width", b.Width}, {"parameters", b.Parameters},
		{"agents", b.Agents}, {"resources", b.Resources}, {"samples", b.Samples},
	} {
		if f.value < 1 {
			return Terms{}, &core.InputError{Path: f.path, Reason: fmt.Sprintf("is %d, but must be at least 1", f.value)}
		}
	}
	if !(b.Norm >= 1) || math.IsInf(b.Norm, 0) {
		return Terms{}, &core.InputError{Path: "norm", Reason: fmt.Sprintf("is %v, but must be finite and at least 1", b.Norm)}
	}
	if !(b.Risk > 0 && b.Risk < 1) {
		return Terms{}, &core.InputError{Path: "risk", Reason: fmt.Sprintf("is %v, but must be between 0 and 1", b.Risk)}
	}
	l, n := float64(b.Samples), float64(b.Agents)
	size := max(float64(b.Width), float64(b.Resources)*n)
	capacity := math.Sqrt(float64(b.Layers) * float64(b.Parameters) * math.Log(l*n*b.Norm*size))
	return Terms{
		Capacity:       capacity / l,
		CapacityProved: capacity / math.Sqrt(l),
		Confidence:     n * math.Sqrt(math.Log(1/b.Risk)/l),
	}, nil
}
