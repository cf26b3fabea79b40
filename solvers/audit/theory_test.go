package audit

import (
	"math"
	"slices"
	"testing"
)

// An independent simulation of truthful AdaAudit, K = 3, c = .2, found about 780, 2190, 3520 and 5140 audits.
//
// A run's audits vary a lot with its estimates: at T = 10^6 by 1240. Given those, the expected number of audits is a
// sum that can be written down. Averaged over 10^5 beginnings of runs it is 778, 2154, 3558 and 4963; the test averages
// over fewer, allows the reference the error of 64 runs, and holds whole runs against the sums that belong to them.
func TestTruthfulAdaAuditGrowsLikeTheLogarithm(t *testing.T) {
	var rounds []int
	var audits []float64
	for _, c := range []struct {
		rounds, replications int
		reference            float64
	}{{1_000, 100, 780}, {10_000, 40, 2190}, {100_000, 10, 3520}, {1_000_000, 0, 5140}} {
		g := prepare(t, talk(c.rounds, Strategy{}), Mechanism{Name: AdaAudit, C: 0.2})
		const beginnings = 1500
		mean, square, measured, variance := 0.0, 0.0, 0.0, 0.0
		for k := range beginnings {
			r := g.Play(1, k)
			expected := expectedAudits(r)
			mean += expected / beginnings
			square += expected * expected / beginnings
			if k >= c.replications {
				continue
			}
			if err := r.advance(c.rounds, nil); err != nil || r.Regret != 0 {
				t.Errorf("T = %d: regret %g although the best always reaches c, %v", c.rounds, r.Regret, err)
			}
			measured += float64(r.Audits) - expected
			variance += expected // of independent coins it is at most that
		}
		if sd := math.Sqrt(square - mean*mean); math.Abs(mean-c.reference) > 2*sd/math.Sqrt(64) {
			t.Errorf("T = %d: %.0f audits expected, sd %.0f, want about %.0f", c.rounds, mean, sd, c.reference)
		}
		if math.Abs(measured) > 4*math.Sqrt(variance) {
			t.Errorf("T = %d: %d runs have %.0f audits more than expected, deviation %.0f", c.rounds, c.replications, measured, math.Sqrt(variance))
		}
		rounds, audits = append(rounds, c.rounds), append(audits, mean)
	}
	if _, b, r2 := FitLog(rounds, audits); b < 580 || b > 640 || r2 < 0.995 {
		t.Errorf("audits grow by %.0f log T, R² = %.4f", b, r2)
	}
}

// expectedAudits plays a truthful run of AdaAudit until all estimates are there and returns how many audits the whole
// run is then expected to have.
func expectedAudits(r *Run) float64 {
	for slices.Contains(r.Estimates, 0) {
		r.Step()
	}
	harmonic := func(n float64) float64 { return math.Log(n) + 0.5772156649015329 + 1/(2*n) } // 1 + 1/2 + ... + 1/n
	left := float64(r.game.rounds - r.Round)
	total := float64(r.Audits)
	for i, q := range r.game.q {
		scale := r.game.scale / r.Estimates[i] // it is audited with probability min(1, scale / (T−t)), T−t < left
		certain := math.Min(math.Floor(scale)+1, left)
		total += q * certain
		if certain < left {
			total += q * scale * (harmonic(left-1) - harmonic(certain-1))
		}
	}
	return total
}

// The same simulation with one-shot deviators: AdaAudit's regret is below 1 at every T, UnifAudit's about 5.5 with
// p = .1 and 46 to 61 with p = .01, whatever T. All keep their promises.
func TestDeviatorsCostLittle(t *testing.T) {
	for _, c := range []struct {
		mechanism Mechanism
		low, high float64
	}{
		{Mechanism{Name: AdaAudit, C: 0.2}, 0.1, 1},
		{Mechanism{Name: UnifAudit, P: 0.1}, 4.7, 6.3},
		{Mechanism{Name: UnifAudit, P: 0.01}, 44, 63},
	} {
		for _, horizon := range []struct{ rounds, replications int }{{1_000, 150}, {3_000, 80}, {10_000, 40}} {
			s := simulate(t, talk(horizon.rounds, Strategy{Kind: Deviator}), c.mechanism, horizon.replications)
			if r := s.Regret.Mean; r < c.low || r > c.high {
				t.Errorf("%+v, T = %d: regret %.2f ± %.2f, want %g to %g", c.mechanism, horizon.rounds, r, s.Regret.StdErr, c.low, c.high)
			}
			if r := *s.Promise.Regret; s.Regret.Mean > r {
				t.Errorf("%+v, T = %d: regret %.2f, promised %.2f", c.mechanism, horizon.rounds, s.Regret.Mean, r)
			}
			if a := s.Promise.Audits; a != nil && s.Audits.Mean > *a+4*s.Audits.StdErr {
				t.Errorf("%+v, T = %d: %.1f audits, promised %.1f", c.mechanism, horizon.rounds, s.Audits.Mean, *a)
			}
		}
	}
}

// Who counts the chance to win honestly does less harm.
func TestCarefulDeviatorsCostLess(t *testing.T) {
	for _, p := range []float64{0.1, 0.03} {
		m := Mechanism{Name: UnifAudit, P: p}
		bold := simulate(t, talk(1000, Strategy{Kind: Deviator}), m, 100).Regret
		careful := simulate(t, talk(1000, Strategy{Kind: Deviator, Careful: true}), m, 100).Regret
		if careful.Mean+2*careful.StdErr > bold.Mean-2*bold.StdErr || careful.Mean == 0 {
			t.Errorf("p = %g: regret %.2f ± %.2f, when careful %.2f ± %.2f", p, bold.Mean, bold.StdErr, careful.Mean, careful.StdErr)
		}
	}
}

// A deviator lies at the end only; without the threat of an audit it always does, and regret grows like T.
func TestAuditsThatRunOutProtectNobody(t *testing.T) {
	deviators := func(rounds int) Setup { return talk(rounds, Strategy{Kind: Deviator}) }
	perRound := simulate(t, deviators(4000), Mechanism{Name: NoAudits}, 30).Regret.Mean / 4000
	if perRound < 0.1 {
		t.Errorf("without audits regret is %.3f a round", perRound)
	}
	spent := simulate(t, deviators(4000), Mechanism{Name: AuditBudget, Audits: 1000}, 30)
	if spent.Audits.Mean != 1000 || math.Abs(spent.Regret.Mean-3000*perRound) > 0.02*3000*perRound {
		t.Errorf("1000 audits spent first: %.0f audits, regret %.0f, want %.0f", spent.Audits.Mean, spent.Regret.Mean, 3000*perRound)
	}
	always := simulate(t, deviators(4000), Mechanism{Name: AuditAlways}, 30)
	if always.Audits.Mean > 4000 || always.Audits.Mean < 3990 || always.Regret.Mean > 2 {
		t.Errorf("always: %.0f audits, regret %.2f", always.Audits.Mean, always.Regret.Mean)
	}
	schedule := Mechanism{Name: AuditSchedule, Steps: []Step{{1, 0.02}, {3001, 0.2}}}
	scheduled := simulate(t, talk(4000, Strategy{}), schedule, 60)
	if want := *scheduled.Promise.Audits; want != 260 || math.Abs(scheduled.Audits.Mean-want) > 4*scheduled.Audits.StdErr {
		t.Errorf("schedule: %.1f audits, want %.1f, which is 260", scheduled.Audits.Mean, want)
	}
}

// Who always reports 1 is caught at its first audit, and from then on its share is missed.
func TestAlwaysReportingOneIsCaught(t *testing.T) {
	s := talk(2000, Strategy{})
	s.Agents[0].Strategy = Strategy{Kind: Max}
	got := simulate(t, s, Mechanism{Name: UnifAudit, P: 0.05}, 200)
	liar := got.Agents[0]
	if liar.Eliminated.Mean != 1 {
		t.Errorf("caught in %.0f %% of runs", 100*liar.Eliminated.Mean)
	}
	// It wins every round while it lives, so it lives for a geometric time of mean 1/p = 20.
	if math.Abs(liar.Survived.Mean-20) > 4*liar.Survived.StdErr {
		t.Errorf("lives %.1f ± %.1f rounds, want 20", liar.Survived.Mean, liar.Survived.StdErr)
	}
	if a := got.Agents[1].Eliminated.Mean + got.Agents[2].Eliminated.Mean; a != 0 {
		t.Errorf("truthful agents eliminated: %g", a)
	}
}

func TestImpossibleCorner(t *testing.T) {
	if got, want := ImpossibleRegret(1e6), math.Sqrt(1e6/math.Log(1e6)); got != want {
		t.Errorf("got %g, want %g", got, want)
	}
	last := 0.0
	for rounds := 1.0; rounds <= 1e8; rounds *= 1.1 {
		if got := ImpossibleRegret(rounds); !(got > last) && rounds < math.E || math.IsNaN(got) || got < 1 {
			t.Errorf("T = %g: %g", rounds, got)
		} else {
			last = got
		}
	}
}

func simulate(t *testing.T, s Setup, m Mechanism, replications int) *Summary {
	t.Helper()
	g := prepare(t, s, m)
	var records []float64
	for k := range replications {
		records = append(records, replicate(t, g, 1, k)...)
	}
	return g.Summarise(records)
}
