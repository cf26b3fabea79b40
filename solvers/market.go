package solvers

import (
	"slices"

	"fallow/core"
)

// market is the part of an instance that has to be solved: the resources that are scarce and the agents that ask for
// any of them. Its units are such that every budget is 1, the weights sum to 1, and an agent that gets all it asks for
// has utility 1.
type market struct {
	// cells are the pairs of an agent and a scarce resource that it asks for; those of agent k are first[k] to
	// first[k+1]. Length of first: n+1.
	cells []cell
	// caps are the most that the agents can use of the budgets, d in (0, 1]. They belong to cells.
	caps  []float64
	first []int32
	// agents has length n.
	agents []agent
	// resource[j] is the index in the instance of scarce resource j. Length m.
	resource []int32
}

type cell struct {
	s      float64 // utility per unit of the budget, positive
	column int32   // scarce resource
}

type agent struct {
	c     float64 // utility from what is not scarce, in [0, 1)
	w     float64 // weight
	index int32   // in the instance
}

func (mk *market) n() int { return len(mk.agents) }
func (mk *market) m() int { return len(mk.resource) }

// row returns the range of agent k's cells.
func (mk *market) row(k int) (lo, hi int) { return int(mk.first[k]), int(mk.first[k+1]) }

// presolve makes s.mk the market of in and writes to allocation (N×M) all that is decided without solving it: what is
// not scarce, and demands so small that they are met without asking.
func (s *solver) presolve(in *core.Instance, allocation []float64) error {
	if err := s.findScarce(in); err != nil {
		return err
	}
	mk := &s.mk
	mk.cells, mk.caps, mk.agents, mk.first = mk.cells[:0], mk.caps[:0], mk.agents[:0], append(mk.first[:0], 0)
	clear(allocation)
	for i := range in.N {
		if err := s.pulseAt(i, in.M); err != nil {
			return err
		}
		s.addAgent(in, i, in.Row(allocation, i))
	}
	mk.normaliseWeights()
	return nil
}

// findScarce finds the resources of which the caps add up to more than the budget.
func (s *solver) findScarce(in *core.Instance) error {
	s.asked = core.Zeroed(s.asked, in.M)
	cells := 0
	for i := range in.N {
		if err := s.pulseAt(i, in.M); err != nil {
			return err
		}
		demands := in.Row(in.Demands, i)
		for m, b := range in.Budgets {
			if x := usable(demands[m], b); x > 0 {
				s.asked[m] += x / b
				cells++
			}
		}
	}
	s.mk.cells, s.mk.caps = slices.Grow(s.mk.cells[:0], cells), slices.Grow(s.mk.caps[:0], cells)
	s.column = s.column[:0]
	s.mk.resource = s.mk.resource[:0]
	for m, asked := range s.asked {
		column := int32(-1)
		if asked > 1+roundingSlack {
			column = int32(len(s.mk.resource))
			s.mk.resource = append(s.mk.resource, int32(m))
		}
		s.column = append(s.column, column)
	}
	return nil
}

// addAgent writes to bundle what agent i gets without solving, and appends the agent and its cells, if it has any.
func (s *solver) addAgent(in *core.Instance, i int, bundle []float64) {
	mk := &s.mk
	start, rest := len(mk.cells), 0.0
	s.worth = core.Sized(s.worth, in.M)
	worths(in, i, s.worth)
	demands := in.Row(in.Demands, i)
	for m, b := range in.Budgets {
		x := usable(demands[m], b)
		if x <= 0 {
			continue
		}
		if j := s.column[m]; j >= 0 && x/b >= negligibleCap {
			d := x / b
			mk.cells, mk.caps = append(mk.cells, cell{s.worth[m] / d, j}), append(mk.caps, d)
			continue
		}
		bundle[m] = x / max(1, min(s.asked[m], 1+roundingSlack))
		rest += s.worth[m]
	}
	if len(mk.cells) > start {
		mk.agents = append(mk.agents, agent{rest, in.Weights[i], int32(i)})
		mk.first = append(mk.first, int32(len(mk.cells)))
	}
}

func (mk *market) normaliseWeights() {
	largest, total := 0.0, 0.0
	for k := range mk.agents {
		largest = max(largest, mk.agents[k].w)
	}
	for k := range mk.agents {
		w := &mk.agents[k].w
		*w = max(*w/largest, negligibleWeight)
		total += *w
	}
	for k := range mk.agents {
		mk.agents[k].w /= total
	}
}
