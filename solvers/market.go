package solvers

import (
	"math"

	"fallow/core"
)

// market is the part of an instance that has to be solved: the scarce resources and the agents that ask for any of
// them, in units in which budgets are 1, the weights sum to 1, and an agent that gets all it asks for has utility 1.
//
// Cells, the pairs of an agent and a scarce resource that it asks for, are stored by agent: those of agent k are
// first[k] to first[k+1].
type market struct {
	n, m  int
	first []int32 // length n+1
	// Per cell.
	column []int32   // scarce resource
	share  []float64 // s: utility per unit of the budget
	cap    []float64 // d: most that the agent can use, of the budget; in (0, 1]
	// Per agent.
	rest   []float64 // c: utility from what is not scarce, in [0, 1)
	weight []float64 // w
	agent  []int32   // index in the instance
	// Per scarce resource.
	resource []int32 // index in the instance
}

// reduction is what presolving works out about the resources of an instance. Its slices have length M.
type reduction struct {
	demand []float64 // Σ_i min(x_im, b_m)/b_m
	index  []int32   // the resource's index in the market, or -1 where it is not scarce
}

// build makes mk the market of in and writes to allocation (N×M) what is decided without solving: everything that is
// not scarce. without is the index of an agent to leave out, or -1.
func (mk *market) build(in *core.Instance, without int, red *reduction, allocation []float64) {
	mk.findScarce(in, without, red)
	mk.first = append(mk.first[:0], 0)
	mk.column, mk.share, mk.cap = mk.column[:0], mk.share[:0], mk.cap[:0]
	mk.rest, mk.weight, mk.agent = mk.rest[:0], mk.weight[:0], mk.agent[:0]
	for i := range in.N {
		row := in.Row(allocation, i)
		clear(row)
		if i != without {
			mk.addAgent(in, i, red, row)
		}
	}
	mk.n = len(mk.agent)
	total := 0.0
	for _, w := range mk.weight {
		total += w
	}
	for k := range mk.weight {
		mk.weight[k] /= total
	}
}

func (mk *market) findScarce(in *core.Instance, without int, red *reduction) {
	red.demand = core.Zeroed(red.demand, in.M)
	for i := range in.N {
		if i == without {
			continue
		}
		row := in.Row(in.Demands, i)
		for m, b := range in.Budgets {
			if x := row[m]; x > 0 && b > 0 {
				red.demand[m] += min(x, b) / b
			}
		}
	}
	mk.m = 0
	mk.resource = mk.resource[:0]
	red.index = red.index[:0]
	for m, d := range red.demand {
		if d <= 1+roundingSlack {
			red.index = append(red.index, -1)
			continue
		}
		red.index = append(red.index, int32(mk.m))
		mk.resource = append(mk.resource, int32(m))
		mk.m++
	}
}

// addAgent writes to row what agent i gets of resources that are not scarce, and appends its cells, if any.
func (mk *market) addAgent(in *core.Instance, i int, red *reduction, row []float64) {
	values, demands := in.Row(in.Values, i), in.Row(in.Demands, i)
	start := len(mk.column)
	rest, total := 0.0, 0.0
	for m, b := range in.Budgets {
		x := min(demands[m], b)
		if x <= 0 {
			continue
		}
		worth := values[m] * x
		total += worth
		if red.index[m] < 0 {
			row[m] = x / max(1, red.demand[m])
			rest += worth
			continue
		}
		d := x / b
		if d < negligibleCap {
			row[m] = x
			rest += worth
			continue
		}
		mk.column = append(mk.column, red.index[m])
		mk.share = append(mk.share, worth/d)
		mk.cap = append(mk.cap, d)
	}
	if len(mk.column) == start {
		return
	}
	if !(total >= minTotal && total <= maxTotal) {
		rest, total = mk.rescale(in, i, red, start)
	}
	for c := start; c < len(mk.column); c++ {
		mk.share[c] = max(mk.share[c]/total, minShare)
	}
	mk.rest = append(mk.rest, rest/total)
	mk.weight = append(mk.weight, in.Weights[i])
	mk.agent = append(mk.agent, int32(i))
	mk.first = append(mk.first, int32(len(mk.column)))
}

const (
	// minTotal and maxTotal bound the utilities that can be summed without losing digits to underflow or overflow.
	minTotal, maxTotal = 1e-250, 1e250
	// minShare keeps a worthless cell's value per unit positive; nothing is visible of it at double precision.
	minShare = 1e-60
)

// rescale recomputes the shares of agent i's cells (from start on) where sums of value times demand overflow or
// underflow: relative to the largest product, in exponents of 2.
func (mk *market) rescale(in *core.Instance, i int, red *reduction, start int) (rest, total float64) {
	values, demands := in.Row(in.Values, i), in.Row(in.Demands, i)
	largest := math.MinInt
	for m, b := range in.Budgets {
		if x := min(demands[m], b); x > 0 {
			_, ev := math.Frexp(values[m])
			_, ex := math.Frexp(x)
			largest = max(largest, ev+ex)
		}
	}
	c := start
	for m, b := range in.Budgets {
		x := min(demands[m], b)
		if x <= 0 {
			continue
		}
		fv, ev := math.Frexp(values[m])
		fx, ex := math.Frexp(x)
		worth := math.Ldexp(fv*fx, ev+ex-largest)
		total += worth
		if red.index[m] < 0 || x/b < negligibleCap {
			rest += worth
			continue
		}
		mk.share[c] = worth / mk.cap[c]
		c++
	}
	return rest, total
}
