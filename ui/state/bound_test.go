package state

import (
	"math"
	"strings"
	"testing"
)

func TestBoundFollowsItsFields(t *testing.T) {
	b := NewBound()
	if b.Problem != "" || b.Terms.Confidence <= 0 || len(b.Texts) != len(BoundFields) {
		t.Fatalf("it begins as %+v", b)
	}
	before := b.Terms
	b.Set(0, "4096")
	if math.Abs(b.Terms.Confidence-before.Confidence/2) > 1e-12 {
		t.Errorf("four times the samples take the confidence term from %v to %v", before.Confidence, b.Terms.Confidence)
	}
	for k, f := range BoundFields {
		for _, text := range []string{"", "many", "-3", "1e300", "NaN"} {
			bad := NewBound()
			if bad.Set(k, text); !strings.Contains(strings.ToLower(bad.Problem), f.Path) {
				t.Errorf("%s = %q gives the problem %q", f.Path, text, bad.Problem)
			}
		}
	}
}
