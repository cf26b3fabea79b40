package ui

import (
	"strings"
	"testing"

	"fallow/core"
	"fallow/ui/fallow"
	"fallow/ui/state"
)

func TestCertificatesInWords(t *testing.T) {
	for _, c := range []struct {
		gap, residual float64
		want          []string
	}{
		{2e-12, 3e-11, []string{"proved optimal to 10⁻⁹:", "larger by more than a part of 2\u202f×\u202f10⁻¹²,", "more than 3\u202f×\u202f10⁻¹¹."}},
		{0, -1e-17, []string{"proved optimal to 10⁻⁹:", "more than a part of 1\u202f×\u202f10⁻¹⁵,"}},
		{2e-7, 1e-12, []string{"proved optimal only to 2\u202f×\u202f10⁻⁷:"}},
		{1e-12, 4e-6, []string{"proved optimal only to 4\u202f×\u202f10⁻⁶:"}},
	} {
		got := proof(&fallow.Certificate{Gap: c.gap, Residual: c.residual})
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("gap %g, residual %g: %q lacks %q", c.gap, c.residual, got, want)
			}
		}
	}
	if proof(nil) != "" || proofOfParts(nil) != "" {
		t.Error("something is said of a certificate that is not there")
	}
}

func TestNotesOnTheBench(t *testing.T) {
	certificate := &fallow.Certificate{Gap: 1e-12, Residual: 1e-12}
	in, err := core.NewInstance([][]float64{{1}, {1}}, [][]float64{{.3}, {1}}, []float64{2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &BenchSplits{Answer: &state.Answer{Agents: []string{"Vision", "Language"}, Resources: []string{"Machine"}, Truth: in}}
	result := func(rule state.Rule, out fallow.Outcome) state.Result {
		out.Allocation, out.Certificate = []float64{.3, .7}, certificate
		return state.Result{Rule: rule, Honest: &out, Lied: &out}
	}
	pf := result(state.ProportionalFairness, fallow.Outcome{Prices: []float64{1.25}})
	if got := c.price(pf, 0); got != "price 1.25 a unit, 2.5 in all" {
		t.Errorf("price %q", got)
	}
	if got := c.price(result(state.ProportionalFairness, fallow.Outcome{Prices: []float64{0}}), 0); got != "free: there is enough" {
		t.Errorf("price %q", got)
	}
	ratios := fallow.Outcome{Ratios: []float64{.7, .5}}
	for _, n := range []struct {
		result state.Result
		want   string
	}{
		{pf, "This division is proved optimal"},
		{result(state.PartialAllocation, ratios), "Vision keeps 70\u202f% and Language 50\u202f%. The rest is held back."},
		{result(state.Lottery, ratios), "Vision with probability 70\u202f% and Language with 50\u202f%. Otherwise"},
	} {
		if got := strings.Join(c.notes(n.result), " "); !strings.Contains(got, n.want) {
			t.Errorf("%s: %q lacks %q", n.result.Name, got, n.want)
		}
		if got := c.price(n.result, 0); (got != "") != (n.result.Slug == "pf") {
			t.Errorf("%s: price %q", n.result.Name, got)
		}
	}
	for _, rule := range []state.Rule{state.UniformRule, state.Shipped, state.ProportionalFairness} {
		got := c.notes(result(rule, fallow.Outcome{}))
		if len(got) == 0 {
			t.Errorf("%s: nothing is said, so what another rule said would stay", rule.Name)
		}
		if said := strings.Join(got, " "); strings.Contains(said, "proved") != (rule.Slug == "pf") {
			t.Errorf("%s: %q", rule.Name, said)
		}
	}
}

// The ratios of many teams are not listed.
func TestNotesOnManyTeams(t *testing.T) {
	c := &BenchSplits{Answer: &state.Answer{}}
	out := &fallow.Outcome{}
	for i := range 100 {
		c.Answer.Agents = append(c.Answer.Agents, "Team "+index(i))
		out.Ratios = append(out.Ratios, .5+.004*float64((i*37)%100))
	}
	for rule, want := range map[*state.Rule]string{
		&state.PartialAllocation: "every team keeps a part, between 50\u202f% (Team 0) and 89.6\u202f% (Team 27). The rest",
		&state.Lottery:           "its whole share under proportional fairness: with a probability between 50\u202f% (Team 0) and 89.6\u202f% (Team 27). Otherwise",
	} {
		got := strings.Join(c.notes(state.Result{Rule: *rule, Honest: out, Lied: out}), " ")
		if !strings.Contains(got, want) {
			t.Errorf("%s: %q lacks %q", rule.Name, got, want)
		}
	}
}

func TestTinyNumbersKeepTheirDigits(t *testing.T) {
	for x, want := range map[float64]string{0: "0", .0417: "0.0417", 1.5e-7: "1.50\u202f×\u202f10⁻⁷", 2e9: "2.00\u202f×\u202f10⁹"} {
		if got := tiny3(x); got != want {
			t.Errorf("%g is written %q, want %q", x, got, want)
		}
	}
}
