package state

import (
	"math"
	"testing"

	"fallow/ui/fallow"
)

// cheated is the bench with the preset in which asking for .5 instead of .3 cheats partial allocation.
func cheated(t *testing.T) *Bench {
	t.Helper()
	b := NewBench()
	b.ChoosePreset(PresetAt("cheat-pa"))
	if err := b.SetLie(0, 1, .5); err != nil {
		t.Fatal(err)
	}
	return b
}

// Proportional fairness gives .3 and .7, then .5 and .5; the ratios are .7 for the truth, .5 for the lie. Shrunk, the
// lie's bundle comes back under the true demand of .3; as a lottery it does not.
func TestAskingForMoreCheatsPartialAllocationButNotItsLottery(t *testing.T) {
	b := cheated(t)
	q := b.Question()
	truth := &fallow.Outcome{Allocation: []float64{.21, .49}, Withheld: []float64{.3}, Ratios: []float64{.7, .7}}
	lie := &fallow.Outcome{Allocation: []float64{.25, .25}, Withheld: []float64{.5}, Ratios: []float64{.5, .5}}
	b.ShowAnswer(q, outcomes(len(q.Rules), truth), outcomes(len(q.Rules), lie))
	for k, r := range b.Answer.Results {
		want := .25
		if r.Slug == "lottery" {
			want = .5 * .3
		}
		honest, lied := b.Answer.HonestUtility(&r), b.Answer.LiedUtility(&r)
		if math.Abs(honest-.21) > 1e-15 || math.Abs(lied-want) > 1e-15 {
			t.Errorf("%s: honesty is worth %g, want .21; the lie %g, want %g", r.Name, honest, lied, want)
		}
		if got := b.Answer.Figures(k); math.Abs(got.Utilities[0]-want) > 1e-15 || math.Abs(got.Withheld[0]-.5) > 1e-15 {
			t.Errorf("%s: the table says %g, and %v withheld", r.Name, got.Utilities[0], got.Withheld)
		}
	}
}

// Every rule that tosses coins is judged by what each side of the coin is truly worth.
func TestMisreportsUnderCoins(t *testing.T) {
	b := cheated(t)
	a := &Answer{Truth: b.Truth, Liar: 0}
	ratios := []float64{.5, .5} // the lie's: .5 of .5 and of .5
	for _, test := range []struct {
		mech fallow.Mechanism
		each float64 // of .5, on average
		want float64
	}{
		{fallow.Mechanism{Name: "pa-lottery"}, .5, .5 * .3},
		{fallow.Mechanism{Name: "pa-lottery", Power: .5}, math.Sqrt(.5), math.Sqrt(.5) * .3},
		{fallow.Mechanism{Name: "mixture", Rho: .25}, .25 + .75*.5, .25*.3 + .75*.25},
		{fallow.Mechanism{Name: "pa"}, .5, .25},
	} {
		average := .5 * test.each
		out := &fallow.Outcome{Allocation: []float64{average, average}, Ratios: ratios}
		if got := a.utility(Rule{Mechanism: test.mech}, out); math.Abs(got-test.want) > 1e-15 {
			t.Errorf("%+v: the lie is truly worth %g, want %g", test.mech, got, test.want)
		}
	}
}

func TestPresets(t *testing.T) {
	for k, preset := range Presets() {
		b := NewBench()
		b.ChooseLiar(1)
		b.ChoosePreset(k)
		if !b.Readable() || b.Preset != k || b.Whole != preset.Whole || b.Lie.Agent != 0 || b.Lying() {
			t.Errorf("%s: problems %v, preset %d, whole %v, liar %d", preset.Name, b.Problems, b.Preset, b.Whole, b.Lie.Agent)
		}
		b.Edit(value(0, 0), "7")
		if b.Preset != -1 {
			t.Errorf("%s: still called so after an edit", preset.Name)
		}
	}
	b := NewBench()
	b.ChoosePreset(len(Presets()))
	if b.Preset != 0 {
		t.Error("a preset that is not there was chosen")
	}
}

// A resource that is given out as a whole is all of its units, worth no more than what can be used of them.
func TestWholeItems(t *testing.T) {
	b := NewBench()
	b.SetWhole(true)
	q := b.Question()
	if !q.Whole {
		t.Fatal("the rules are not asked for whole items")
	}
	out := outcome(4, 500, 12, 500)
	out.Rounded = []float64{0, 1, 1, 0}
	b.ShowAnswer(q, outcomes(len(q.Rules), out), outcomes(len(q.Rules), out))
	r := &b.Answer.Results[0]
	if !b.Answer.Whole || b.Answer.Holder(r, 0) != 1 || b.Answer.Holder(r, 1) != 0 {
		t.Errorf("held by %d and %d", b.Answer.Holder(r, 0), b.Answer.Holder(r, 1))
	}
	if got := b.Answer.WorthWhole(r).Utilities; got[0] != 800*.05 || got[1] != 12*5 {
		t.Errorf("worth %v, want 40 and 60", got)
	}
	out.Rounded = []float64{0, 0, 1, 0}
	if got := b.Answer.Holder(r, 1); got != -1 {
		t.Errorf("what nobody holds is held by %d", got)
	}
	out.Rounded = nil
	if b.Answer.WorthWhole(r) != nil {
		t.Error("whole items that were not asked for are worth something")
	}
}
