package solvers

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"fallow/core"
)

// fixture is an instance with the PF and PA that an independent solver found, to a gap of 1e-12.
type fixture struct {
	core.Instance
	Name string
	PF   struct{ Utilities []float64 }
	PA   struct{ Utilities, Ratios []float64 }
}

func (f *fixture) UnmarshalJSON(data []byte) error {
	if err := f.Instance.UnmarshalJSON(data); err != nil {
		return err
	}
	rest := struct {
		Name   *string
		PF, PA any
	}{&f.Name, &f.PF, &f.PA}
	return json.Unmarshal(data, &rest)
}

func fixtures(t testing.TB) []*fixture {
	t.Helper()
	data, err := os.ReadFile("testdata/pf_pa.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []*fixture
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// fixtureTolerance is relative; the fixtures themselves are good to about 4e-9.
const fixtureTolerance = 1e-7

func TestMatchesFixtures(t *testing.T) {
	pf, pa, out := NewPF(Options{}), NewPA(Options{}), new(core.Outcome)
	for _, f := range fixtures(t) {
		if err := pf.Allocate(&f.Instance, out); err != nil {
			t.Errorf("%s: PF: %v", f.Name, err)
			continue
		}
		compare(t, f.Name+": PF utility", utilities(&f.Instance, out), f.PF.Utilities)
		if err := pa.Allocate(&f.Instance, out); err != nil {
			t.Errorf("%s: PA: %v", f.Name, err)
			continue
		}
		compare(t, f.Name+": PA utility", utilities(&f.Instance, out), f.PA.Utilities)
		compare(t, f.Name+": PA ratio", out.Ratios, f.PA.Ratios)
	}
}

func utilities(in *core.Instance, out *core.Outcome) []float64 {
	u := make([]float64, in.N)
	for i := range u {
		u[i] = out.AgentUtility(i, in.Row(in.Values, i), in.Row(in.Demands, i))
	}
	return u
}

func compare(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Abs(got[i]-want[i]) > fixtureTolerance*math.Abs(want[i]) {
			t.Errorf("%s %d is %.12g, want %.12g", what, i, got[i], want[i])
		}
	}
}
