package study

import (
	"fmt"
	"math"

	"fallow/solvers/audit"
)

var auditsStudy = &Study{
	Name:   "audits",
	Source: "Dai, Blanchard and Jaillet",
	Title:  "Look the less, the more a cheat stands to lose: hardly anything is lost, for audits that grow like a logarithm",
	Try:    "Follow one mechanism from a thousand rounds to a million: what grows, regret or audits?",
	Quick:  Config{Seed: 1, Instances: 100_000, Evaluations: 1, Repeats: 6},
	Full:   Config{Seed: 1, Instances: 1_000_000, Evaluations: 1, Repeats: 6},
	plan:   planAudits,
}

// The series are mechanisms, each with the settings that it is shown at.
const (
	seriesAda       = "ada-audit"
	seriesUnif10    = "unif-audit-10"
	seriesUnif1     = "unif-audit-1"
	seriesNoAudits  = "no-audits"
	seriesAlways    = "audit-always"
	seriesBudget    = "audit-budget"
	seriesSchedule  = "audit-schedule"
	seriesCorner    = "impossible"
	auditsThreshold = .2
	auditsBudget    = 100
)

// The settings are strategies, the same for all agents.
const (
	settingHonest   = "honest"
	settingDeviator = "deviators"
	settingCareful  = "careful"
)

// The metrics. Those of the first three are totals over a run of x rounds; those so far are up to and including round x of
// the longest run.
const (
	metricRegret         = "regret"
	metricAudits         = "audits"
	metricEliminations   = "eliminations"
	metricRegretSoFar    = "regretSoFar"
	metricAuditsSoFar    = "auditsSoFar"
	metricRegretPromised = "regretPromised"
	metricAuditsPromised = "auditsPromised"
	metricAuditsPerLog   = "auditsPerLog"
)

// auditsEntry is one mechanism of the study; it may depend on the number of rounds.
type auditsEntry struct {
	series    string
	mechanism func(rounds int) audit.Mechanism
	// soFar says that its course within a run is shown too.
	soFar bool
}

func auditsEntries() []auditsEntry {
	fixed := func(m audit.Mechanism) func(int) audit.Mechanism {
		return func(int) audit.Mechanism { return m }
	}
	return []auditsEntry{
		{seriesAda, fixed(audit.Mechanism{Name: audit.AdaAudit, C: auditsThreshold}), true},
		{seriesUnif10, fixed(audit.Mechanism{Name: audit.UnifAudit, P: .1}), true},
		{seriesUnif1, fixed(audit.Mechanism{Name: audit.UnifAudit, P: .01}), false},
		{seriesNoAudits, fixed(audit.Mechanism{Name: audit.NoAudits}), false},
		{seriesAlways, fixed(audit.Mechanism{Name: audit.AuditAlways}), false},
		{seriesBudget, fixed(audit.Mechanism{Name: audit.AuditBudget, Audits: auditsBudget}), true},
		{seriesSchedule, handSet, false},
	}
}

// handSet is the schedule that somebody would set who knows how long the game is and roughly what each agent gains a
// round: every winner in the last 100 rounds, one in ten in the last 1000, one in a hundred in the last 10,000. By then
// what an agent risks is always worth more than the item.
func handSet(rounds int) audit.Mechanism {
	m := audit.Mechanism{Name: audit.AuditSchedule}
	steps := []audit.Step{}
	for left, p := 100, 1.; ; left, p = left*10, p/10 {
		steps = append(steps, audit.Step{From: max(1, rounds-left+1), P: p})
		if left >= rounds {
			break
		}
	}
	for k := len(steps) - 1; k >= 0; k-- {
		m.Steps = append(m.Steps, steps[k])
	}
	return m
}

// auditsSetup is three agents who differ in what they have to win.
func auditsSetup(rounds int, strategy audit.Strategy) audit.Setup {
	return audit.Setup{Rounds: rounds, Agents: []audit.Agent{
		{Utility: audit.Utility{Kind: audit.Uniform, Low: .2, High: 1}, Strategy: strategy},
		{Utility: audit.Utility{Kind: audit.Uniform, Low: 0, High: 1}, Strategy: strategy},
		{Utility: audit.Utility{Kind: audit.Beta, A: 2, B: 1}, Strategy: strategy},
	}}
}

// auditsHorizons are the numbers of rounds: powers of ten from a thousand on, up to the longest.
func auditsHorizons(longest int) []int {
	var horizons []int
	for t := 1000; t <= longest; t *= 10 {
		horizons = append(horizons, t)
	}
	if horizons == nil {
		return []int{longest}
	}
	return horizons
}

func planAudits(s *Study, config Config) *Plan {
	horizons := auditsHorizons(min(config.Instances, audit.MaxRounds))
	p := &Plan{Study: s, Config: config, judge: judgeAudits, notes: []string{
		"Three agents, one item a round. What it is worth to them is drawn from U[0.2,1], U[0,1] and Beta(2,1), afresh every round.",
		"x is the number of rounds; instances in the configuration is the largest, repeats the number of independent runs.",
		"A deviator reports 1 when the item is worth more to it than the chance to be caught times what it expects from the rounds to come. A careful one counts, too, that the truth may win the item.",
		"AdaAudit's constants are those of a later version of the paper, as told at second hand; its threshold is 0.2. The first agent is never below that, so honest agents cause no regret.",
		"The hand-set schedule is told how long the game is and what everybody stands to gain; AdaAudit finds out by itself.",
	}}
	p.derive = func(r *Result) { deriveAudits(r, horizons) }
	for _, strategy := range []struct {
		setting string
		kind    audit.Strategy
	}{
		{settingHonest, audit.Strategy{}},
		{settingDeviator, audit.Strategy{Kind: audit.Deviator}},
		{settingCareful, audit.Strategy{Kind: audit.Deviator, Careful: true}},
	} {
		for _, e := range auditsEntries() {
			for k, t := range horizons {
				p.parts = append(p.parts, &repeatedRuns{
					config: config, series: e.series, setting: strategy.setting,
					setup: auditsSetup(t, strategy.kind), mechanism: e.mechanism(t),
					soFar: e.soFar && strategy.setting == settingDeviator && k == len(horizons)-1,
				})
			}
		}
	}
	return p
}

// deriveAudits adds what is promised, the impossible corner, and the logarithm that fits AdaAudit's audits.
func deriveAudits(r *Result, horizons []int) {
	for _, t := range horizons {
		for _, e := range auditsEntries() {
			m := e.mechanism(t)
			promise := m.Promise(len(auditsSetup(t, audit.Strategy{}).Agents), t)
			for _, f := range []struct {
				metric string
				bound  *float64
			}{{metricRegretPromised, promise.Regret}, {metricAuditsPromised, promise.Audits}} {
				if f.bound != nil {
					row := newRow(e.series, f.metric)
					row.X, row.Mean = float64(t), *f.bound
					r.Rows = append(r.Rows, row)
				}
			}
		}
		row := newRow(seriesCorner, metricRegret)
		row.X, row.Mean = float64(t), audit.ImpossibleRegret(float64(t))
		r.Rows = append(r.Rows, row)
	}
	if len(horizons) < 2 {
		return
	}
	audits := make([]float64, len(horizons))
	for k, t := range horizons {
		found, _ := r.Rows.find(seriesAda, "", settingHonest, metricAudits, float64(t))
		audits[k] = found.Mean
	}
	row := newRow(seriesAda, metricAuditsPerLog)
	row.Setting = settingHonest
	_, row.Mean, _ = audit.FitLog(horizons, audits)
	r.Rows = append(r.Rows, row)
}

func judgeAudits(r *Result) []Verdict {
	longest := 0.
	for _, row := range r.Rows {
		if row.Metric == metricRegret {
			longest = max(longest, row.X)
		}
	}
	at := func(series, setting, metric string) Row {
		row, _ := r.Rows.find(series, "", setting, metric, longest)
		return row
	}
	verdicts := []Verdict{
		judgePromise(r, seriesUnif10, "UnifAudit with p = 0.1"), judgePromise(r, seriesUnif1, "UnifAudit with p = 0.01"),
		judgePromise(r, seriesAda, "AdaAudit"),
	}
	if slope, ok := r.Rows.find(seriesAda, "", settingHonest, metricAuditsPerLog, none); ok {
		last := at(seriesAda, settingHonest, metricAudits)
		before, _ := r.Rows.find(seriesAda, "", settingHonest, metricAudits, longest/10)
		verdicts = append(verdicts, Verdict{
			Claim: "AdaAudit's audits grow like log T.",
			Found: fmt.Sprintf("They grow by about %s for every factor of ten in T, to %s at %s rounds.",
				thousands(int(slope.Mean*math.Ln10)), counted(last), thousands(int(longest))),
			Agrees: last.Mean < before.Mean+2*slope.Mean*math.Ln10,
			Why:    "Its constants are large: it audits most winners of the last thousand rounds. Beyond that, ten times as many rounds cost the same number each time.",
		})
	}
	spent, corner := at(seriesBudget, settingDeviator, metricRegret), at(seriesCorner, "", metricRegret)
	impossible := Verdict{
		Claim: "With a number of audits that does not grow with T, regret is at least of order √(T/log T).",
		Found: fmt.Sprintf("The first %d winners audited, then nobody: regret %s; √(T/log T) is %s.",
			auditsBudget, counted(spent), number(corner.Mean)),
		Agrees: spent.Mean > corner.Mean,
	}
	if !impossible.Agrees {
		impossible.Why = "The run is too short for the difference to show."
	}
	return append(verdicts, impossible, judgeHonest(r))
}

// judgeHonest looks for honest agents that were eliminated.
func judgeHonest(r *Result) Verdict {
	caught := 0.
	for _, row := range r.Rows {
		if row.Metric == metricEliminations && row.Setting == settingHonest {
			caught += row.Mean
		}
	}
	v := Verdict{
		Claim:  "Who tells the truth is never punished.",
		Found:  fmt.Sprintf("In all runs of honest agents together, %s eliminations.", number(caught)),
		Agrees: caught == 0,
	}
	if !v.Agrees {
		v.Why = "This is an error of the simulation."
	}
	return v
}

// judgePromise compares regret and audits, whatever the strategy and T, with what is promised.
func judgePromise(r *Result, series, name string) Verdict {
	v := Verdict{Agrees: true, Why: "Deviators look one step ahead and are not the equilibrium that the promise is about."}
	var worst Row
	for _, row := range r.Rows {
		if row.Series != series || row.Metric != metricRegret && row.Metric != metricAudits {
			continue
		}
		promised, ok := r.Rows.find(series, "", "", row.Metric+"Promised", row.X)
		if ok && row.Mean > promised.Mean+4*orZero(row.StdErr) {
			v.Agrees = false
		}
		if row.Metric == metricRegret && (worst.Series == "" || row.Mean > worst.Mean) {
			worst = row
		}
	}
	regret, _ := r.Rows.find(series, "", "", metricRegretPromised, none)
	v.Claim = fmt.Sprintf("%s: regret at most %s, however long it goes on.", name, number(regret.Mean))
	v.Found = fmt.Sprintf("At most %s, at %s rounds with %s.", measured(worst), thousands(int(worst.X)), labels[worst.Setting])
	if audits, ok := r.Rows.find(series, "", "", metricAuditsPromised, worst.X); ok {
		found, _ := r.Rows.find(series, "", worst.Setting, metricAudits, worst.X)
		v.Found += fmt.Sprintf(" Audits there: %s, promised %s.", counted(found), thousands(int(audits.Mean)))
	}
	return v
}

// counted is measured for large numbers, of which a reader wants no decimals.
func counted(r Row) string {
	if r.Mean < 100 {
		return measured(r)
	}
	return fmt.Sprintf("%s ± %s (n = %s)", thousands(int(math.Round(r.Mean))), number(r.StdErr), thousands(r.N))
}

func orZero(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}
