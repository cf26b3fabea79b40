package core

import (
	"fmt"
	"math"
)

// MaxEntries is the largest N·M that an Instance may have: beyond it a browser tab runs out of memory.
const MaxEntries = 10_000_000

// Instance is one allocation problem: what N agents report about M resources, and what there is to share.
type Instance struct {
	N, M int
	// Values holds v[i][m] > 0, what one unit of resource m is worth to agent i. N×M, row-major.
	Values []float64
	// Demands holds x[i][m] >= 0, the units beyond which more is worth nothing. N×M, row-major.
	Demands []float64
	// Budgets holds b[m] >= 0, the units that there are. Length M.
	Budgets []float64
	// Weights holds w[i] > 0, priorities that are set before anyone reports. Length N.
	Weights []float64
}

// NewInstance builds an instance from rows and validates it. Nil weights mean 1 each. The rows are copied.
// The error is an *InputError that names the offending field.
func NewInstance(values, demands [][]float64, budgets, weights []float64) (*Instance, error) {
	n, m := len(values), len(budgets)
	if n == 0 {
		return nil, &InputError{"values", "is empty: there must be at least one agent"}
	}
	if m == 0 {
		return nil, &InputError{"budgets", "is empty: there must be at least one resource"}
	}
	if len(demands) != n {
		return nil, &InputError{"demands", fmt.Sprintf("has %d rows, but values has %d", len(demands), n)}
	}
	if err := checkSize(n, m); err != nil {
		return nil, err
	}
	in := &Instance{N: n, M: m, Budgets: append([]float64(nil), budgets...)}
	var err error
	if in.Values, err = flatten("values", values, m); err != nil {
		return nil, err
	}
	if in.Demands, err = flatten("demands", demands, m); err != nil {
		return nil, err
	}
	if in.Weights = append([]float64(nil), weights...); weights == nil {
		in.Weights = ones(n)
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	return in, nil
}

// Validate reports the first thing that keeps in from being a problem in the sense of section 2: a wrong length, a
// number that is not finite, a value or weight that is not positive, a demand or budget that is negative.
// The error is an *InputError whose Path is the field as a caller writes it, e.g. "demands[2][1]".
func (in *Instance) Validate() error {
	if in.N < 1 {
		return &InputError{"values", "is empty: there must be at least one agent"}
	}
	if in.M < 1 {
		return &InputError{"budgets", "is empty: there must be at least one resource"}
	}
	if err := checkSize(in.N, in.M); err != nil {
		return err
	}
	for _, f := range []struct {
		name     string
		data     []float64
		length   int
		columns  int // 0 for a vector
		positive bool
	}{
		{"values", in.Values, in.N * in.M, in.M, true},
		{"demands", in.Demands, in.N * in.M, in.M, false},
		{"budgets", in.Budgets, in.M, 0, false},
		{"weights", in.Weights, in.N, 0, true},
	} {
		if len(f.data) != f.length {
			return &InputError{f.name, fmt.Sprintf("has %d entries, want %d", len(f.data), f.length)}
		}
		for k, x := range f.data {
			if reason := fault(x, f.positive); reason != "" {
				return &InputError{fieldPath(f.name, k, f.columns), reason}
			}
		}
	}
	return nil
}

// Clone returns a deep copy of in.
func (in *Instance) Clone() *Instance {
	return &Instance{
		N: in.N, M: in.M,
		Values:  append([]float64(nil), in.Values...),
		Demands: append([]float64(nil), in.Demands...),
		Budgets: append([]float64(nil), in.Budgets...),
		Weights: append([]float64(nil), in.Weights...),
	}
}

// CopyFrom makes in equal to src, reusing in's memory where it is large enough.
func (in *Instance) CopyFrom(src *Instance) {
	in.N, in.M = src.N, src.M
	in.Values = append(in.Values[:0], src.Values...)
	in.Demands = append(in.Demands[:0], src.Demands...)
	in.Budgets = append(in.Budgets[:0], src.Budgets...)
	in.Weights = append(in.Weights[:0], src.Weights...)
}

// Row returns row i, of length M, of an N×M matrix that belongs to in. It shares the matrix's memory.
func (in *Instance) Row(matrix []float64, i int) []float64 {
	return matrix[i*in.M : (i+1)*in.M : (i+1)*in.M]
}

func ones(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}

func checkSize(n, m int) error {
	if n > MaxEntries/m {
		return &InputError{"values", fmt.Sprintf("has %d x %d entries, more than the %d that are supported", n, m, MaxEntries)}
	}
	return nil
}

func flatten(name string, rows [][]float64, m int) ([]float64, error) {
	flat := make([]float64, 0, len(rows)*m)
	for i, row := range rows {
		if len(row) != m {
			return nil, &InputError{fieldPath(name, i, 0), fmt.Sprintf("has %d entries, but budgets has %d", len(row), m)}
		}
		flat = append(flat, row...)
	}
	return flat, nil
}

func fault(x float64, positive bool) string {
	switch {
	case math.IsNaN(x):
		return "is not a number"
	case math.IsInf(x, 0):
		return "is infinite"
	case x < 0:
		return "is negative"
	case positive && x == 0:
		return "is zero, but must be positive"
	}
	return ""
}

func fieldPath(name string, k, columns int) string {
	if columns == 0 {
		return fmt.Sprintf("%s[%d]", name, k)
	}
	return fmt.Sprintf("%s[%d][%d]", name, k/columns, k%columns)
}
