package study

import (
	"fmt"
	"math"
	"strconv"
)

// labels say in words what the short names in rows stand for.
var labels = map[string]string{
	seriesPF:       "Proportional fairness (PF)",
	seriesPA:       "Partial allocation (PA)",
	seriesLottery:  "PA by lottery",
	seriesMixture:  "PF-PA mixture",
	seriesUniform:  "Uniform rule",
	seriesCoin:     "PF or uniform rule by coin",
	seriesHandicap: "Handicapped uniform rule",
	seriesExS:      "ExS-Net",

	seriesExSBatch:    "ExS-Net, many at once",
	seriesPerturbed:   "ExS-Net, trained on perturbed data",
	seriesAdversarial: "ExS-Net, trained on adversarial data",
	seriesRelative:    "ExS-Net, tolerance relative to PF's exploitability",
	seriesTruthful:    "honest, eq. (6)",
	seriesEq9:         "perturbed, eq. (9)",
	seriesEq7:         "adversarial, eq. (7)",
	seriesTheorem:     "the theorem's bound, but for its constant",

	string(Literal):  "as in the paper: half of the wishes left out at random, budget N/2",
	string(Unmasked): "scarce: everyone wants everything, budget N/2",
	string(Masked):   "scarce: half of the wishes left out at random, budget N/5",

	metricNSW:                  "Nash social welfare",
	metricGeometricMean:        "geometric mean of the utilities of those who ask for something",
	metricUtility:              "utility per agent",
	metricEfficiency:           "efficiency: units allocated over units there are",
	metricExploitability:       "exploitability, at least (lies about values and demands)",
	metricExploitabilityValues: "exploitability, at least (lies about values only)",
	metricTruthful:             "utility when honest",
	metricBest:                 "largest utility on the curve",
	metricBestX:                "report that gives it",
	metricGain:                 "gain over honesty",
	metricFound:                "gain over honesty found by search, at least",

	metricSeconds:      "seconds for one allocation",
	metricRelativeTime: "time for one allocation, ExS-Net's as the unit",

	metricValueDensity:  "density of reported values",
	metricDemandDensity: "density of reported demands",
	metricNothing:       "share of demands that are 0",

	metricGapNSW:          "gap in logNSW: training set minus fresh instances",
	metricGapExpl:         "gap in exploitability: fresh instances minus training set",
	metricGapSizeNSW:      "gap in logNSW, root mean square",
	metricGapSizeExpl:     "gap in exploitability, root mean square",
	metricExponentNSW:     "exponent of L for the gap in logNSW",
	metricExponentExpl:    "exponent of L for the gap in exploitability",
	metricNorm:            "sum of the magnitudes of a network's weights",
	metricParameters:      "number of weights of a network",
	metricBoundCapacity:   "capacity term as printed",
	metricBoundProved:     "capacity term as proved",
	metricBoundConfidence: "confidence term",

	seriesAda:      "AdaAudit, threshold 0.2",
	seriesUnif10:   "UnifAudit, p = 0.1",
	seriesUnif1:    "UnifAudit, p = 0.01",
	seriesNoAudits: "no audits",
	seriesAlways:   "every winner audited",
	seriesBudget:   "the first 100 winners audited",
	seriesSchedule: "audits by a schedule set by hand",
	seriesCorner:   "√(T/log T), the impossible corner",

	settingHonest:   "honest agents",
	settingDeviator: "deviators",
	settingCareful:  "careful deviators",

	metricRegret:         "regret: utility lost against the best agent of each round",
	metricAudits:         "audits",
	metricEliminations:   "agents eliminated",
	metricRegretSoFar:    "regret up to a round of the longest run",
	metricAuditsSoFar:    "audits up to a round of the longest run",
	metricRegretPromised: "regret promised at most",
	metricAuditsPromised: "audits promised at most",
	metricAuditsPerLog:   "audits per unit of the natural logarithm of the number of rounds",
}

// label returns the words for a name, and for a metric relative to PF.
func label(name string) (string, bool) {
	if words, ok := labels[name]; ok {
		return words, true
	}
	if n := len(name) - len(relative); n > 0 && name[n:] == relative {
		if words, ok := labels[name[:n]]; ok {
			return words + ", relative to PF", true
		}
	}
	return "", false
}

// labelled returns the words for every name in the tables.
func labelled(tables ...Table) map[string]string {
	words := map[string]string{}
	for _, t := range tables {
		for _, r := range t {
			for _, name := range []string{r.Series, r.Setting, r.Metric} {
				if w, ok := label(name); ok {
					words[name] = w
				}
			}
		}
	}
	return words
}

// number writes x with three significant digits, as a reader wants to see it.
func number(x float64) string {
	switch a := math.Abs(x); {
	case math.IsNaN(x):
		return "unknown"
	case a < exploitabilityNoise:
		return "0" // what a solver leaves
	case a < 1e-3 || a >= 1e6:
		return strconv.FormatFloat(x, 'e', 2, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

// percent writes a share as a percentage with one decimal.
func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }

// measured writes a row's number with its standard error and sample size.
func measured(r Row) string {
	return fmt.Sprintf("%s ± %s (n = %s)", number(r.Mean), number(r.StdErr), thousands(r.N))
}

// measuredPercent is measured for a share.
func measuredPercent(r Row) string {
	return fmt.Sprintf("%s ± %.1f (n = %s)", percent(r.Mean), 100*r.StdErr, thousands(r.N))
}

// thousands writes n with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for k := len(s) - 3; k > 0; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return s
}
