package study

import "fallow/core"

// coin is the mechanism that tosses one coin for all: first with probability p, else second.
type coin struct {
	first, second core.Mechanism
	p             float64
	a, b          core.Outcome
}

func (c *coin) Name() string { return c.first.Name() + " or " + c.second.Name() }

// Allocate asks both mechanisms; its error is theirs.
func (c *coin) Allocate(in *core.Instance, out *core.Outcome) error {
	if err := c.first.Allocate(in, &c.a); err != nil {
		return err
	}
	if err := c.second.Allocate(in, &c.b); err != nil {
		return err
	}
	out.Reset(len(c.a.Branches)+len(c.b.Branches), in.N, in.M)
	branches := out.Branches
	for _, side := range []struct {
		p   float64
		out *core.Outcome
	}{{c.p, &c.a}, {1 - c.p, &c.b}} {
		for k := range side.out.Branches {
			from, to := &side.out.Branches[k], &branches[k]
			to.Probability = side.p * from.Probability
			to.Chance = append(to.Chance[:0], from.Chance...)
			copy(to.Allocation, from.Allocation)
		}
		branches = branches[len(side.out.Branches):]
	}
	return nil
}
