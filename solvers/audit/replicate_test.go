package audit

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// Every record is the same on every platform: this hash was taken on amd64 and must come out on WebAssembly too. A
// change of the simulation that is meant changes it; a change that is not meant is caught here.
func TestSameSeedSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	hash := fnv.New64a()
	for k := range 60 {
		s, m := world(rng, 300)
		g := prepare(t, s, m)
		for _, figures := range [][]float64{replicate(t, g, uint64(k*k), k), g.q, g.gain} {
			for _, x := range figures {
				hash.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
			}
		}
	}
	if got, want := hash.Sum64(), uint64(0x2450a5d6bb31657b); got != want {
		t.Errorf("hash %#x, want %#x", got, want)
	}
}

// Records do not depend on who computes them, so neither does what is summarised from them.
func TestRecordsDoNotDependOnTheOrder(t *testing.T) {
	s := talk(500, Strategy{Kind: Mixture, Parts: []Part{{1, Strategy{}}, {1, Strategy{Kind: Deviator}}}})
	m := Mechanism{Name: AdaAudit, C: 0.2}
	g := prepare(t, s, m)
	forward, backward := make([][]float64, 12), make([][]float64, 12)
	for k := range forward {
		forward[k] = replicate(t, g, 4, k)
	}
	for k := len(backward) - 1; k >= 0; k-- {
		backward[k] = replicate(t, prepare(t, s, m), 4, k)
	}
	if !reflect.DeepEqual(forward, backward) {
		t.Error("records differ")
	}
	for k := range forward {
		if other := replicate(t, g, 5, k); reflect.DeepEqual(other, forward[k]) || k > 0 && reflect.DeepEqual(forward[k-1], forward[k]) {
			t.Errorf("replication %d is the same as another", k)
		}
	}
}

func TestHookSeesEveryRoundAndCancels(t *testing.T) {
	g := prepare(t, talk(45_000, Strategy{}), Mechanism{Name: UnifAudit, P: 0.1})
	total, largest := 0, 0
	record := make([]float64, g.RecordSize())
	count := func(n int) error { total += n; largest = max(largest, n); return nil }
	if err := g.Replicate(1, 0, count, record); err != nil {
		t.Fatal(err)
	}
	if total != 45_000 || largest > 10_000 || !slices.Equal(record, replicate(t, g, 1, 0)) {
		t.Errorf("the hook saw %d rounds, at most %d at once", total, largest)
	}
	stop, calls := errors.New("stop"), 0
	err := g.Replicate(1, 0, func(int) error {
		if calls++; calls == 3 {
			return stop
		}
		return nil
	}, record)
	if err != stop || calls != 3 {
		t.Errorf("got %v after %d calls", err, calls)
	}
	calls = 0
	trace, err := g.Trace(TraceOptions{From: 44_000, To: 44_100}, func(int) error { calls++; return stop })
	if err != stop || trace != nil || calls != 1 {
		t.Errorf("trace: got %v, %v after %d calls", trace, err, calls)
	}
}

func TestCheckpoints(t *testing.T) {
	for _, c := range []struct {
		rounds int
		want   []int
	}{
		{1, []int{1}}, {2, []int{1, 2}}, {7, []int{1, 2, 3, 4, 5, 6, 7}},
		{100, []int{1, 2, 3, 6, 10, 18, 32, 44, 56, 68, 82, 90, 94, 97, 98, 99, 100}},
	} {
		if got := Checkpoints(c.rounds); !slices.Equal(got, c.want) {
			t.Errorf("T = %d: %v, want %v", c.rounds, got, c.want)
		}
	}
	for _, rounds := range []int{3, 999, 1_000_000, 12_345_678, MaxRounds} {
		got := Checkpoints(rounds)
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) || got[0] != 1 || got[len(got)-1] != rounds || len(got) > 70 {
			t.Errorf("T = %d: %v", rounds, got)
		}
	}
}

// What a record says is what the run's events add up to.
func TestRecordsAgreeWithTraces(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	for k := range 20 {
		s, m := world(rng, 200)
		g := prepare(t, s, m)
		record := replicate(t, g, 8, k)
		summary := g.Summarise(record)
		trace, err := g.Trace(TraceOptions{Seed: 8, Replication: k, To: 200}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := g.Totals(record); !reflect.DeepEqual(got, trace.Totals) {
			t.Errorf("totals %+v of the record, %+v of the trace", got, trace.Totals)
		}
		audits, regret := 0.0, 0.0
		for _, e := range trace.Events {
			if e.Audited {
				audits++
			}
			regret += e.Regret
			for _, c := range summary.Checkpoints {
				if c.Round == e.Round && (c.Audits.Mean != audits || math.Abs(c.Regret.Mean-regret) > 1e-9) {
					t.Fatalf("round %d: %+v, events say %g audits, regret %g", e.Round, c, audits, regret)
				}
			}
		}
		if summary.Audits.Mean != audits || math.Abs(summary.Regret.Mean-regret) > 1e-9 || !math.IsNaN(summary.Regret.StdErr) {
			t.Errorf("summary %+v, %+v", summary.Audits, summary.Regret)
		}
		for i, a := range trace.Totals.Agents {
			got := []Estimate{summary.Agents[i].Utility, summary.Agents[i].Wins, summary.Agents[i].Lies,
				summary.Agents[i].Stolen, summary.Agents[i].Eliminated, summary.Agents[i].Survived}
			for f, want := range []float64{a.Utility, float64(a.Wins), float64(a.Lies), float64(a.Stolen),
				min(1, float64(a.Eliminated)), float64(orElse(a.Eliminated, 200))} {
				if got[f].Mean != want {
					t.Errorf("agent %d, figure %d: %g, want %g", i, f, got[f].Mean, want)
				}
			}
		}
	}
}

func TestSummaryMeansAndErrors(t *testing.T) {
	g := prepare(t, talk(1, Strategy{}), Mechanism{Name: AuditAlways})
	var records []float64
	for _, x := range []float64{1, 2, 6} {
		r := make([]float64, g.RecordSize())
		r[0], r[1] = x, 10*x // audits, regret at the only checkpoint
		records = append(records, r...)
	}
	s := g.Summarise(records)
	// Mean 3, deviations −2, −1, 3: variance 14/2, error √(7/3).
	if want := math.Sqrt(7.0 / 3); s.Audits.Mean != 3 || math.Abs(s.Audits.StdErr-want) > 1e-15 || math.Abs(s.Regret.StdErr-10*want) > 1e-14 {
		t.Errorf("audits %+v, regret %+v, want 3 ± %g and 30 ± %g", s.Audits, s.Regret, want, 10*want)
	}
	if _, err := json.Marshal(s); err != nil {
		t.Error(err)
	}
}
