package audit

import (
	"math"
	"testing"
)

// What each strategy reports, round by round, from what the agent is offered.
func TestStrategiesReportWhatTheySay(t *testing.T) {
	risk := 0.5
	schedule := Mechanism{Name: AuditSchedule, Steps: []Step{{1, 0.9}, {30, 0.05}, {60, 0.6}}}
	lied := 0
	for _, c := range []struct {
		strategy Strategy
		want     func(o Offer) float64
	}{
		{Strategy{Kind: Truthful}, func(o Offer) float64 { return o.Utility }},
		{Strategy{Kind: Inflate, By: 0.25}, func(o Offer) float64 { return math.Min(1, o.Utility+0.25) }},
		{Strategy{Kind: Max}, func(o Offer) float64 { return 1 }},
		{Strategy{Kind: Late, Rounds: 10}, func(o Offer) float64 { return when(o.Round > 90, 1, o) }},
		{Strategy{Kind: Late}, func(o Offer) float64 { return o.Utility }},
		{Strategy{Kind: Late, Rounds: 1000}, func(o Offer) float64 { return 1 }},
		{Strategy{Kind: Deviator}, func(o Offer) float64 { return when(o.Utility > o.Chance*o.Ahead, 1, o) }},
		{Strategy{Kind: Deviator, Careful: true},
			func(o Offer) float64 { return when(o.Utility*(1-o.Win) > o.Chance*o.Ahead, 1, o) }},
		{Strategy{Kind: Custom}, func(o Offer) float64 { return 1 }},
		{Strategy{Kind: Custom, From: 10, Until: 20}, func(o Offer) float64 { return when(o.Round >= 10 && o.Round <= 20, 1, o) }},
		{Strategy{Kind: Custom, Above: 0.3, Below: 0.6, Report: 0.5},
			func(o Offer) float64 { return when(o.Utility >= 0.3 && o.Utility < 0.5, 0.5, o) }},
		{Strategy{Kind: Custom, Risk: &risk}, func(o Offer) float64 { return when(o.Round >= 30 && o.Round < 60, 1, o) }},
	} {
		s := talk(100, Strategy{})
		s.Agents[1].Strategy = c.strategy
		g := prepare(t, s, schedule)
		for k := range 5 {
			for r := g.Play(2, k); !r.Done() && r.Eliminated[1] == 0; r.Resolve() {
				r.Draw()
				o := r.Offer(1)
				if got := r.Reports[1]; got != c.want(o) {
					t.Errorf("%+v reports %g for %+v, want %g", c.strategy, got, o, c.want(o))
				}
				if c.strategy.Kind == Deviator && r.Reports[1] > o.Utility && o.Round < 100 {
					lied++
				}
			}
		}
	}
	if lied == 0 {
		t.Error("deviators lied in the last round only: the test has no teeth")
	}
}

func when(lie bool, v float64, o Offer) float64 {
	if lie {
		return v
	}
	return o.Utility
}

// A mixture follows its parts in proportion to their weights.
func TestMixtureFollowsItsWeights(t *testing.T) {
	const rounds = 20_000
	mix := Strategy{Kind: Mixture, Parts: []Part{{3, Strategy{}}, {1, Strategy{Kind: Inflate, By: 1e-6}}, {0.5, Strategy{Kind: Max}}}}
	s := talk(rounds, Strategy{})
	s.Agents[0].Strategy = mix
	r := prepare(t, s, Mechanism{Name: NoAudits}).Play(1, 0)
	count := map[string]float64{}
	for !r.Done() {
		r.Step()
		switch v := r.Reports[0]; {
		case v == 1:
			count["max"]++
		case v > r.Utilities[0]:
			count["inflate"]++
		default:
			count["truthful"]++
		}
	}
	for kind, p := range map[string]float64{"truthful": 3 / 4.5, "inflate": 1 / 4.5, "max": 0.5 / 4.5} {
		if sd := math.Sqrt(rounds * p * (1 - p)); math.Abs(count[kind]-rounds*p) > 5*sd {
			t.Errorf("%s in %g of %d rounds, want %.0f", kind, count[kind], rounds, rounds*p)
		}
	}
}

// Careful's rule is a best response among single lies: over many runs in which agent 1 lies in one round and is truthful
// ever after, what the lie changes in its utility is what the rule's two sides say.
func TestOneLieBringsWhatTheFormulaSays(t *testing.T) {
	const rounds, at, runs = 40, 25, 10_000
	g := prepare(t, talk(rounds, Strategy{}), Mechanism{Name: UnifAudit, P: 0.15})
	sum, squares, formula := 0.0, 0.0, 0.0
	for k := range runs {
		truth, lie := g.Play(9, k), g.Play(9, k)
		for !truth.Done() {
			truth.Step()
			lie.Draw()
			if lie.Round == at {
				o := lie.Offer(1)
				formula += (o.Utility*(1-o.Win) - o.Chance*o.Ahead) / runs
				lie.Report(1, 1)
			}
			lie.Resolve()
		}
		d := lie.Utility[1] - truth.Utility[1]
		sum += d
		squares += d * d
	}
	mean := sum / runs
	if sd := math.Sqrt((squares/runs - mean*mean) / runs); math.Abs(mean-formula) > 4*sd {
		t.Errorf("the lie brings %.4f ± %.4f, the formula says %.4f", mean, sd, formula)
	}
}
