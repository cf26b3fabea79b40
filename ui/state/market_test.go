package state

import (
	"errors"
	"testing"

	"fallow/core"
	"fallow/ui/fallow"
)

// answered is the truthful market with the answer that proportional fairness has for it.
func answered(m *Market) *MarketAnswer {
	out := &fallow.Outcome{
		Allocation: []float64{.25, 1, 0, .75, 0, 0, 0, 0, 1}, Prices: []float64{4. / 3, 2. / 3, 1},
	}
	a := m.Question()
	a.Honest, a.Lied = out, out
	return a
}

func TestEverybodyBuysWhereMoneyBringsMost(t *testing.T) {
	m := NewMarket()
	m.Show(answered(m))
	spent := make([]float64, m.Truth.N)
	for i := range m.Truth.N {
		for r := range m.Truth.M {
			units := m.Shown.Lied.Allocation[i*m.Truth.M+r]
			spent[i] += units * m.Shown.Lied.Prices[r]
			if units > 0 && !m.Shown.Best(i, r) {
				t.Errorf("%s buys %s, which is not its best buy", Teams[i], Pools[r])
			}
		}
		if d := spent[i] - m.Truth.Weights[i]; d > 1e-12 || d < -1e-12 {
			t.Errorf("%s spends %g of its purse of %g", Teams[i], spent[i], m.Truth.Weights[i])
		}
	}
	if m.Shown.Best(2, 0) {
		t.Error("team C's best buy is storage alone")
	}
	if got := m.Shown.TrueUtility(m.Shown.Lied); got != 3 {
		t.Errorf("team A's utility is %g, want 3", got)
	}
}

func TestSayingTheSameInOtherUnitsIsNoLie(t *testing.T) {
	m := NewMarket()
	for r, v := range m.Truth.Row(m.Truth.Values, 0) {
		if err := m.Say(r, 3*v); err != nil {
			t.Fatal(err)
		}
	}
	if m.Question().Lying() {
		t.Error("values three times as large count as a lie")
	}
	if err := m.Say(1, 2); err != nil || !m.Question().Lying() {
		t.Errorf("another ratio is no lie (%v)", err)
	}
	m.Choose(0)
	if m.Question().Lying() {
		t.Error("choosing a team does not begin with the truth")
	}
}

func TestMarketRefusesWhatIsNoNumberOfWorth(t *testing.T) {
	m := NewMarket()
	var input *core.InputError
	if err := m.Say(1, -1); !errors.As(err, &input) || m.Said[1] != 2 {
		t.Errorf("error %v, said %v", err, m.Said)
	}
	if err := m.SetPurse(0); !errors.As(err, &input) || m.Truth.Weights[0] != 1 {
		t.Errorf("error %v, purses %v", err, m.Truth.Weights)
	}
	before := m.Count()
	m.Choose(3)
	if m.Chosen != 0 || m.Count() != before {
		t.Error("there is no fourth team")
	}
}
