package net

import (
	"math"

	"fallow/core"
	"fallow/net/autodiff"
)

// lane is a trainer's workspace for instances of one size: a graph in which everybody tells the truth and one in which
// one agent of each item may not.
type lane struct {
	size
	truth     *table[float32]
	utilities *autodiff.Node[float32]
	lies      *searcher
	instance  core.Instance
	// best is what an agent's bundle would be worth if it got all it asks for, for each agent of each item.
	best []float32
	// uniform holds the uniform rule's shares, levels what it fills up to.
	uniform, levels []float32
	problems        []problem
}

// logEpsilon is added to the utility in the logarithm, relative to the most that the agent could get.
const logEpsilon = 1e-4

// graphEntries bounds the entries of a lane's graphs: what fits the caches runs faster, and memory stays small for
// large tables.
const graphEntries = 1 << 20

// newLane plans the memory for shards of t on instances of one size.
func newLane(t *Trainer, s size) *lane {
	perShard := t.options.Batch / Shards
	probe := newTable(t.backend, &t.params, t.arch, s.agents, s.resources, 1)
	probe.graph.Build(probe.shares)
	limit := max(1, graphEntries/probe.graph.Memory())
	l := &lane{size: s}
	l.truth = newTable(t.backend, &t.params, t.arch, s.agents, s.resources, min(perShard, limit))
	l.utilities = l.truth.utilities()
	l.truth.graph.Build(l.utilities)
	l.lies = newSearcher(t, s, min(l.truth.graph.Capacity()*t.searched(s), limit))
	l.best = make([]float32, l.truth.graph.Capacity()*s.agents)
	l.uniform = make([]float32, l.truth.graph.Capacity()*(s.agents+1)*s.resources)
	l.levels = make([]float32, l.truth.graph.Capacity()*s.resources)
	return l
}

// searched is the number of agents of each instance that are searched for.
func (t *Trainer) searched(s size) int {
	if k := t.options.Search.Agents; k > 0 {
		return min(k, s.agents)
	}
	return s.agents
}

// run adds to gradient and stats what a shard contributes on a visit. lies holds the worth and then the want that each
// agent of each instance did best to report so far; it is updated.
func (l *lane) run(t *Trainer, v visit, shard int, gradient, stats, lies []float32) error {
	l.truth.graph.ShareGradient(gradient)
	l.lies.table.graph.ShareGradient(gradient)
	perShard, cells := t.options.Batch/Shards, l.agents*l.resources
	t.search.Seek(uint64(t.step*Shards + shard))
	t.chosen.Seek(uint64(v.batch*Shards + shard))
	g := t.groupOf(v, shard)
	for done := 0; done < perShard; {
		count := min(l.truth.graph.Capacity(), perShard-done)
		l.truth.graph.SetBatch(count)
		for k := range count {
			at := t.first(v, shard) + done + k
			if err := t.groups[g].source.Draw(at, &l.instance); err != nil {
				return err
			}
			l.truth.load(k, &l.instance)
		}
		here := lies[2*cells*done : 2*cells*(done+count)]
		if v.fresh {
			copy(here, l.truth.worth.Value())
			copy(here[cells*count:], l.truth.want.Value())
		}
		l.truth.graph.Forward()
		l.welfare(t, stats)
		if err := l.exploit(t, g, stats, here[:cells*count], here[cells*count:], v); err != nil {
			return err
		}
		l.truth.graph.Backward(autodiff.Params)
		done += count
		if err := t.pause(); err != nil {
			return err
		}
	}
	return nil
}

// welfare adds the batch's logNSW to stats and seeds the gradient of −logNSW, a mean over the step's instances and the
// agents.
func (l *lane) welfare(t *Trainer, stats []float32) {
	u, du := l.utilities.Value(), l.utilities.Grad()
	scale := 1 / (float64(t.options.Batch) * float64(l.agents))
	logNSW, uniform := 0.0, 0.0
	batch, perItem := l.truth.graph.Batch(), (l.agents+1)*l.resources
	clear(l.levels)
	t.backend.WaterFill(l.uniform[:batch*perItem], l.levels[:batch*l.resources], l.truth.want.Value(), nil,
		l.truth.weights.Value(), batch, l.agents, l.resources)
	for k := range batch {
		worth, want := l.truth.item(l.truth.worth, k), l.truth.item(l.truth.want, k)
		weights, byTheRule := l.truth.item(l.truth.weights, k), l.uniform[k*perItem:][:perItem]
		for i := range l.agents {
			most, byRule := float32(0), float32(0)
			for c := i * l.resources; c < (i+1)*l.resources; c++ {
				most += float32(worth[c] * min(want[c], 1))
				byRule += float32(worth[c] * byTheRule[c])
			}
			at := k*l.agents + i
			l.best[at], du[at] = most, 0
			if most > 0 {
				w, bottom := float64(weights[i]), logEpsilon*float64(most)
				v := float64(u[at]) + bottom
				logNSW += w * math.Log(v)
				uniform += w * math.Log(float64(byRule)+bottom)
				du[at] = float32(-scale * w / v)
				stats[statMost] += most
				stats[statServable]++
			}
		}
	}
	stats[statInstances] += float32(l.truth.graph.Batch())
	stats[statLogNSW] += float32(logNSW)
	stats[statUniform] += float32(uniform)
}

// satisfied is how close to all that it asks for an agent's utility must be for a lie to have nothing to gain.
const satisfied = 1 - 1e-6

// exploit searches for misreports of the batch's agents, beginning with those given, adds their gains to stats and the gradient of the weighed
// exploitability to that of the parameters and to the truthful utilities' seeds.
func (l *lane) exploit(t *Trainer, g int, stats, lieWorth, lieWant []float32, v visit) error {
	agents := t.Agents()
	count := t.searched(l.size)
	scale := float64(l.agents) / (float64(t.options.Batch) * float64(l.agents) * float64(count))
	l.problems = l.problems[:0]
	u, du := l.utilities.Value(), l.utilities.Grad()
	for k := range l.truth.graph.Batch() {
		for i := range l.agents {
			if count < l.agents && t.chosen.Below(l.agents-i) >= count {
				continue
			}
			at := k*l.agents + i
			if v.mature {
				stats[statGains+agents+i]++
			}
			if u[at] < l.best[at]*satisfied {
				l.problems = append(l.problems, problem{item: k, agent: i, truthful: u[at], weight: float32(scale * t.penalty(g, i))})
			}
		}
	}
	for start := 0; start < len(l.problems); {
		end := min(len(l.problems), start+l.lies.table.graph.Capacity())
		if err := l.lies.run(t, l.truth, l.problems[start:end], lieWorth, lieWant, v.fresh); err != nil {
			return err
		}
		start = end
	}
	for _, p := range l.problems {
		if p.gain > 0 {
			if v.mature {
				stats[statGains+p.agent] += p.gain
			}
			du[p.item*l.agents+p.agent] -= p.weight
		}
	}
	return nil
}

// penalty is what a unit of agent i's exploitability costs in units of logNSW.
func (t *Trainer) penalty(g, i int) float64 {
	if t.options.Objective.Kind == Penalty {
		return t.options.Objective.Alpha
	}
	return float64(t.multipliers[g][i])
}

// trace looks for what made the last batch's gradient not finite.
func (l *lane) trace() error {
	for _, g := range []*autodiff.Graph[float32]{l.truth.graph, l.lies.table.graph} {
		if err := g.TraceForward(); err != nil {
			return err
		}
		if err := g.TraceBackward(autodiff.Params); err != nil {
			return err
		}
	}
	return nil
}
