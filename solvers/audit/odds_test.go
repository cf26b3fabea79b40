package audit

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The odds of the talk's three agents, integrated by hand: with a third of Beta(2,1), whose F is u²,
//
//	q_1 = ∫ u·u² du/.8, q_2 = ∫ (u−.2)/.8·u² du, q_3 = ∫ (u−.2)/.8·u·2u du, all from .2 to 1,
//
// and gains with one more u under the integral.
func TestOddsByHand(t *testing.T) {
	powers := func(n float64) float64 { return (1 - math.Pow(0.2, n+1)) / (n + 1) } // ∫ u^n
	second := func(n float64) float64 { return (powers(n+1) - 0.2*powers(n)) / 0.8 }
	q, gain := solve(prepare(t, talk(10, Strategy{}), Mechanism{Name: AdaAudit, C: 0.2}), []int{0, 1, 2})
	expectClose(t, "q", q, []float64{powers(3) / 0.8, second(2), 2 * second(2)}, 1e-6)
	expectClose(t, "gain", gain, []float64{powers(4) / 0.8, second(3), 2 * second(3)}, 1e-6)

	q, _ = solve(prepare(t, talk(10, Strategy{}), Mechanism{Name: NoAudits}), []int{0, 1})
	expectClose(t, "q of two", q, []float64{powers(1)/0.8 + 0, second(0), 0}, 1e-6)
}

func TestOddsOfEquals(t *testing.T) {
	for _, k := range []int{2, 7, 100} {
		for _, u := range someUtilities {
			s := Setup{Rounds: 1}
			for range k {
				s.Agents = append(s.Agents, Agent{Utility: u})
			}
			const c = 0.55
			g := prepare(t, s, Mechanism{Name: AdaAudit, C: c})
			q, _ := solve(g, all(k))
			below, _ := g.dists[0].cdf(c)
			want := (1 - math.Pow(below, float64(k))) / float64(k)
			for i := range q {
				if math.Abs(q[i]-want) > 1e-9 {
					t.Fatalf("%d agents of %+v: q[%d] = %.12f, want %.12f", k, u, i, q[i], want)
				}
			}
		}
	}
}

// Somebody wins unless all are below c, whoever lives; and what is computed is what happens.
func TestOddsAreFrequencies(t *testing.T) {
	const rounds, c = 200_000, 0.3
	s := Setup{Rounds: rounds, Agents: []Agent{
		{Utility: Utility{Kind: Uniform, Low: 0.1, High: 0.9}},
		{Utility: Utility{Kind: Values, Values: []float64{0.2, 0.5, 0.5, 0.8}}},
		{Utility: Utility{Kind: Beta, A: 2, B: 3}},
		{Utility: Utility{Kind: Values, Values: []float64{0.5, 0.8, 0.9}}},
		{Utility: Utility{Kind: Beta, A: 0.5, B: 0.5}},
	}}
	g := prepare(t, s, Mechanism{Name: AdaAudit, C: c})
	q, gain := solve(g, all(5))
	r := g.Play(7, 0)
	for !r.Done() {
		r.Step()
	}
	for i := range q {
		frequency, mean := float64(r.Wins[i])/rounds, r.Utility[i]/rounds
		if sd := math.Sqrt(q[i] * (1 - q[i]) / rounds); math.Abs(frequency-q[i]) > 5*sd {
			t.Errorf("agent %d wins %.5f of the rounds, computed %.5f ± %.5f", i, frequency, q[i], sd)
		}
		if sd := math.Sqrt(gain[i] / rounds); math.Abs(mean-gain[i]) > 5*sd { // u² <= u
			t.Errorf("agent %d gains %.5f a round, computed %.5f ± %.5f", i, mean, gain[i], sd)
		}
	}
	for _, living := range [][]int{all(5), {0, 2, 4}, {1, 3}, {4}, {}} {
		q, _ := solve(g, living)
		sum, nobody := 0.0, 1.0
		for i := range q {
			sum += q[i]
		}
		for _, i := range living {
			below, _ := g.dists[i].cdf(c)
			nobody *= below
		}
		if math.Abs(sum-(1-nobody)) > 1e-12 {
			t.Errorf("living %v: the q sum to %.15f, want %.15f", living, sum, 1-nobody)
		}
	}
}

// The chance to win, averaged over an agent's utilities, is q.
func TestWinAveragesToOdds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	s := Setup{Rounds: 1}
	for _, u := range someUtilities {
		s.Agents = append(s.Agents, Agent{Utility: u})
	}
	g := prepare(t, s, Mechanism{Name: AdaAudit, C: 0.1})
	living := all(len(s.Agents))
	q, _ := solve(g, living)
	const draws = 20_000
	for i := range q {
		sum, squares := 0.0, 0.0
		for range draws {
			w := g.odds.win(living, i, g.dists[i].at(rng.Float64()))
			sum += w
			squares += w * w
		}
		mean := sum / draws
		if sd := math.Sqrt((squares/draws - mean*mean) / draws); math.Abs(mean-q[i]) > 5*sd+1e-6 {
			t.Errorf("%+v: average chance to win %.6f ± %.6f, q = %.6f", someUtilities[i], mean, sd, q[i])
		}
	}
}

func solve(g *Game, living []int) (q, gain []float64) {
	q, gain = make([]float64, g.agents), make([]float64, g.agents)
	g.odds.solve(living, q, gain, make([]float64, 2*g.agents))
	return q, gain
}

func all(k int) []int {
	living := make([]int, k)
	for i := range living {
		living[i] = i
	}
	return living
}

func expectClose(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for k := range want {
		if math.Abs(got[k]-want[k]) > tolerance {
			t.Errorf("%s[%d] = %.9f, want %.9f", what, k, got[k], want[k])
		}
	}
}
