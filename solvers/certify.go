package solvers

import (
	"math"

	"fallow/core"
)

// Certify measures how far allocation (N×M, units) is from the optimum of the PF program of in, given the price of a
// unit of each resource (length M, not negative). It knows nothing of how they were found: any prices prove a bound.
//
// With t_i = w_i/u_i and the multipliers that follow, h = max(0, v·t-p) of the demand and l = max(0, p-v·t) of the sign,
// every KKT condition but complementarity holds exactly, and the duality gap is the sum of what complementarity lacks:
// of h·(x-a) and l·a over agents and resources, and p·(b-Σa) over resources. The residual is the largest of these
// products, relative to the agent's weight, or the largest excess of an allocation, relative to its bound.
func Certify(in *core.Instance, allocation, prices []float64) core.Certificate {
	var cf certifier
	cf.reset(in, allocation, prices)
	for i := range in.N {
		cf.agent(i)
	}
	return cf.finish()
}

// certifier adds up a certificate agent by agent.
type certifier struct {
	in                 *core.Instance
	allocation, prices []float64
	worth              []float64 // length M, workspace
	sold               []float64 // per resource, as a part of the budget
	gap, weight        float64
	residual           float64
}

func (cf *certifier) reset(in *core.Instance, allocation, prices []float64) {
	*cf = certifier{in: in, allocation: allocation, prices: prices, worth: core.Sized(cf.worth, in.M), sold: core.Zeroed(cf.sold, in.M)}
}

func (cf *certifier) agent(i int) {
	in := cf.in
	worths(in, i, cf.worth)
	demands, bundle, w := in.Row(in.Demands, i), in.Row(cf.allocation, i), in.Weights[i]
	u := 0.0
	for m, b := range in.Budgets {
		x := usable(demands[m], b)
		if x > 0 {
			u += cf.worth[m] * (bundle[m] / x)
			cf.sold[m] += bundle[m] / b
			if bundle[m] < -cf.residual*x {
				cf.residual = -bundle[m] / x
			}
			if bundle[m]-x > cf.residual*x {
				cf.residual = (bundle[m] - x) / x
			}
		} else if bundle[m] != 0 {
			cf.residual = math.Inf(1)
		}
	}
	if !in.Servable(i) {
		return
	}
	cf.weight += w
	best := agentGap{math.Inf(1), math.Inf(1)}
	for _, shade := range shades {
		if best.largest <= shade {
			break
		}
		if g := cf.agentGap(demands, bundle, w, (1-shade)/u); g.largest < best.largest {
			best = g
		}
	}
	cf.gap += w * best.sum
	cf.residual = max(cf.residual, best.largest)
}

// agentGap is what an agent's complementarity lacks, relative to its weight.
type agentGap struct{ sum, largest float64 }

func (cf *certifier) agentGap(demands, bundle []float64, w, t float64) agentGap {
	var gap agentGap
	for m, b := range cf.in.Budgets {
		if x := usable(demands[m], b); x > 0 {
			lack, fill := cf.worth[m]*t-cf.prices[m]*(x/w), bundle[m]/x
			if lack > 0 {
				lack *= 1 - fill
			} else {
				lack *= -fill
			}
			gap.sum += lack
			if lack > gap.largest {
				gap.largest = lack
			}
		}
	}
	return gap
}

func (cf *certifier) finish() core.Certificate {
	for m, b := range cf.in.Budgets {
		if cf.prices[m] < 0 {
			cf.residual = math.Inf(1)
		}
		cf.residual = max(cf.residual, cf.sold[m]-1)
		cf.gap += cf.prices[m] * b * max(0, 1-cf.sold[m])
	}
	if cf.weight > 0 {
		cf.gap /= cf.weight
	}
	valid := cf.gap <= Tolerance && cf.residual <= Tolerance && !math.IsNaN(cf.gap+cf.residual)
	return core.Certificate{Valid: valid, Gap: cf.gap, Residual: cf.residual}
}
