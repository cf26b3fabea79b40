package bound

import (
	"math"
	"testing"
)

// Theorem 1 by hand, and out of its range.
func TestBound(t *testing.T) {
	b := Theorem1{Layers: 3, Width: 64, Parameters: 1000, Norm: 100, Agents: 2, Resources: 2, Samples: 400, Risk: math.Exp(-4)}
	terms, err := b.Terms()
	if err != nil {
		t.Fatal(err)
	}
	capacity := math.Sqrt(3000 * math.Log(400*2*100*64))
	for _, c := range []struct{ got, want float64 }{
		{terms.Capacity, capacity / 400}, {terms.CapacityProved, capacity / 20}, {terms.Confidence, .2},
	} {
		if math.Abs(c.got-c.want) > 1e-12*c.want {
			t.Errorf("a term is %v, want %v", c.got, c.want)
		}
	}
	b.Risk = 1
	if _, err := b.Terms(); err == nil {
		t.Error("a risk of 1 is accepted")
	}
}
