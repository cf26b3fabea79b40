package core

import "math"

// Utility is eq. (1): what bundle (length M, units) is worth to agent i of in, Σ_m v_im · min(a_m, x_im).
func (in *Instance) Utility(i int, bundle []float64) float64 {
	return CappedUtility(in.Row(in.Values, i), in.Row(in.Demands, i), bundle)
}

// CappedUtility is eq. (1) for one agent: Σ_m values[m] · min(bundle[m], demands[m]). All of length M.
func CappedUtility(values, demands, bundle []float64) float64 {
	u := 0.0
	for m, v := range values {
		u += v * min(bundle[m], demands[m])
	}
	return u
}

// Servable reports whether agent i asks for something of which there is any. Under every mechanism the utility of an
// agent for which it is false is zero; welfare in logarithms leaves such agents out, since their term is the same
// constant for all mechanisms.
func (in *Instance) Servable(i int) bool {
	for m, x := range in.Row(in.Demands, i) {
		if x > 0 && in.Budgets[m] > 0 {
			return true
		}
	}
	return false
}

// AgentUtility is the expected utility that out gives agent, at true values and demands (length M each), which need
// not be those that were reported.
func (out *Outcome) AgentUtility(agent int, values, demands []float64) float64 {
	u, m := 0.0, len(values)
	for k := range out.Branches {
		b := &out.Branches[k]
		u += b.Probability * b.chance(agent) * CappedUtility(values, demands, b.Allocation[agent*m:(agent+1)*m])
	}
	return u
}

func (b *Branch) chance(i int) float64 {
	if len(b.Chance) == 0 {
		return 1
	}
	return b.Chance[i]
}

// Metrics is what an outcome is worth, all figures expectations over the mechanism's coins.
type Metrics struct {
	// Allocation holds the expected a[i][m], units. N×M.
	Allocation []float64
	// Withheld holds b[m] minus column m of Allocation, units: what nobody gets, asked for or not. Length M.
	Withheld []float64
	// Utilities holds u_i at the instance's values and demands. Length N.
	Utilities []float64
	// NSW is Π u_i^{w_i} over all agents (eq. 2): zero as soon as one agent has nothing.
	NSW float64
	// LogNSW is Σ w_i log u_i over the servable agents. An agent's own chance of getting nothing counts as a share of
	// its utility: a literal expectation would be -Inf for every lottery. -Inf if a servable agent gets nothing.
	LogNSW float64
	// GeometricMean is exp(LogNSW / Σ w_i), both over the servable agents; 0 where there is none.
	GeometricMean float64
	// Efficiency is the units allocated over the units there are, summed over resources; 0 where there are none.
	Efficiency float64
}

// Measure overwrites metrics, reusing its memory, with what out is worth at the reports in in.
func Measure(in *Instance, out *Outcome, metrics *Metrics) {
	metrics.measureUnits(in, out)
	metrics.Utilities = Zeroed(metrics.Utilities, in.N)
	metrics.NSW, metrics.LogNSW = 0, 0
	for k := range out.Branches {
		b := &out.Branches[k]
		nsw, logNSW := 1.0, 0.0
		for i := range in.N {
			u, chance, w := in.Utility(i, in.Row(b.Allocation, i)), b.chance(i), in.Weights[i]
			metrics.Utilities[i] += b.Probability * chance * u
			nsw *= chance * math.Pow(u, w)
			if in.Servable(i) {
				logNSW += w * math.Log(chance*u)
			}
		}
		if b.Probability > 0 { // 0·log(0) would be NaN
			metrics.NSW += b.Probability * nsw
			metrics.LogNSW += b.Probability * logNSW
		}
	}
	metrics.GeometricMean = 0
	if w := in.servableWeight(); w > 0 {
		metrics.GeometricMean = math.Exp(metrics.LogNSW / w)
	}
}

func (metrics *Metrics) measureUnits(in *Instance, out *Outcome) {
	metrics.Allocation = Zeroed(metrics.Allocation, in.N*in.M)
	for k := range out.Branches {
		b := &out.Branches[k]
		for i := range in.N {
			p := b.Probability * b.chance(i)
			row := in.Row(metrics.Allocation, i)
			for m, a := range in.Row(b.Allocation, i) {
				row[m] += p * a
			}
		}
	}
	metrics.Withheld = append(metrics.Withheld[:0], in.Budgets...)
	allocated, budget := 0.0, 0.0
	for k, a := range metrics.Allocation {
		metrics.Withheld[k%in.M] -= a
		allocated += a
	}
	for _, b := range in.Budgets {
		budget += b
	}
	metrics.Efficiency = 0
	if budget > 0 {
		metrics.Efficiency = allocated / budget
	}
}

func (in *Instance) servableWeight() float64 {
	w := 0.0
	for i := range in.N {
		if in.Servable(i) {
			w += in.Weights[i]
		}
	}
	return w
}
