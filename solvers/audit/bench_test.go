package audit

import "testing"

// BenchmarkRounds reports rounds per second of one worker with K = 3. The target is 10^6 rounds × 64 replications
// within a minute on two workers as WebAssembly, which is 533,000 rounds a second and worker:
//
//	go test -run '^$' -bench Rounds ./solvers/audit
//	GOOS=js GOARCH=wasm go test -exec="$(go env GOROOT)/lib/wasm/go_js_wasm_exec" -run '^$' -bench Rounds ./solvers/audit
func BenchmarkRounds(b *testing.B) {
	mixed := talk(1_000_000, Strategy{Kind: Mixture, Parts: []Part{
		{9, Strategy{}}, {1, Strategy{Kind: Inflate, By: 0.1}},
	}})
	for _, bench := range []struct {
		name      string
		setup     Setup
		mechanism Mechanism
	}{
		{"truthful-ada", talk(1_000_000, Strategy{}), Mechanism{Name: AdaAudit, C: 0.2}},
		{"deviators-ada", talk(1_000_000, Strategy{Kind: Deviator}), Mechanism{Name: AdaAudit, C: 0.2}},
		{"deviators-unif", talk(1_000_000, Strategy{Kind: Deviator}), Mechanism{Name: UnifAudit, P: 0.1}},
		{"careful-none", talk(1_000_000, Strategy{Kind: Deviator, Careful: true}), Mechanism{Name: NoAudits}},
		{"mixture-none", mixed, Mechanism{Name: NoAudits}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			g, err := Prepare(bench.setup, bench.mechanism)
			if err != nil {
				b.Fatal(err)
			}
			r := g.Play(1, 0)
			b.ReportAllocs()
			for b.Loop() {
				if r.Done() {
					r = g.Play(1, 0)
				}
				r.Step()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rounds/s")
		})
	}
}

// talk is the setup of the figures that the package is checked against: three agents, all of one strategy.
func talk(rounds int, s Strategy) Setup {
	return Setup{Rounds: rounds, Agents: []Agent{
		{Utility{Kind: Uniform, Low: 0.2, High: 1}, s},
		{Utility{Kind: Uniform, Low: 0, High: 1}, s},
		{Utility{Kind: Beta, A: 2, B: 1}, s},
	}}
}
