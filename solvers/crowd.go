package solvers

import (
	"math"
	"slices"

	"fallow/core"
)

const (
	// crowdCells and crowdAgents are how many cells a market has at least, and how many agents for each resource, for its
	// prices to be looked for first.
	crowdCells, crowdAgents = 1 << 16, 100
	// sampleCells is about how many cells the agents have from which the first prices come.
	sampleCells = 1 << 14
	// widest is the first width. From sampleWidth on everyone is asked, from screenWidth on those whose answers may change
	// in kind. At narrowest the search ends, if not before.
	widest, sampleWidth, screenWidth, narrowest = .5, .03, 1e-3, 1e-9
	// vertexWidth is the width, times the agents, at which a surplus that stays as it was is taken for that of the vertex:
	// wider, and an agent or two that all but fill a cap look as if they did.
	vertexWidth = 1e-3
	// settled is the step of any price, relative to it and to the width, at which the width may fall.
	settled = .3
	// leastShrink and mostShrink bound what the width is multiplied by then, and fewShrink is that where few are asked.
	leastShrink, mostShrink, fewShrink = .5, .02, .1
	// screenRadius is by how much prices may change, relative to what they are expected to, until a screening is void.
	screenRadius = 8
	// manyTies is the surplus, relative to the agents, from which on there is no hope of a vertex at the width of a sample.
	manyTies = .25
	// farthest is the factor that a step changes a price by at most.
	farthest = 2
	// exactly is how near an agent's u·t gets to its weight, relative to that and to the width.
	exactly = 1e-4
)

// patienceIn is how many steps each phase may take; usual are half a dozen in the first two and a dozen in the third.
var patienceIn = [...]int{sample: 40, everyone: 30, few: 80, last: 1}

// crowd is the search for the prices of a market of many agents.
type crowd struct {
	phase phase
	steps int // taken in it
	// width is the part of its price, each way, over which what a cell is worth takes it from nothing to its cap.
	width float64
	// asked lists the agents whose answers to prices are looked for, and weight is theirs.
	asked  []int32
	weight float64
	// Of each resource: the marginal worths between which its cells are served in part, and the reciprocal of the range.
	low, high, rate []float64
	// What the agents that are not asked take of each resource is fixed + money/p - less.
	fixed, money, less []float64
	// marginal is the cell of each agent that was served in part last, counted from the agent's first, or -1.
	marginal []int32
	// surplus is how many more cells are served in part than agents that have any such. A vertex has fewer than resources.
	// ties is what it was when the width last fell.
	surplus, ties int
	// drift is the derivative of what is taken by the width.
	drift []float64
	// from holds the prices where the last step began, slope what the dual's derivative along it was there, and at how much
	// of it was gone; lo and hi are known to be too little and too much.
	from              []float64
	slope, at, lo, hi float64
	// between has room for the cells of one agent that are served in part.
	between []int32
}

// phase says whose answers are looked for.
type phase uint8

const (
	sample   phase = iota // those of some agents, which stand for all
	everyone              // all
	few                   // those that may yet change in kind: the others are known as functions of the prices
	last                  // all, to see what they are
)

// crowded reports whether the market has so many agents that it pays to look for its prices first.
func (mk *market) crowded() bool {
	return len(mk.cells) >= crowdCells && mk.n() >= crowdAgents*mk.m()
}

// solveCrowd looks for the prices of s.mk, then for the vertex at these, and reports whether that was found. Given prices
// every agent's best answer is plain, so that all but M numbers are gone:
//
//	minimise Σ_j p_j + Σ_i max_y [w·log u - Σ p·y]  over p
//
// This dual is convex but has a kink wherever an agent finds two resources equally good. With many agents there are many
// kinks, each small, and seen from afar it is smooth. So each cell is served in part as long as s·t is within a part of
// its price, the width, and Newton's method follows the solution as the width falls to where hardly an agent is between.
// A step keeps one number an agent: a fraction of the time and memory of one of the interior point method.
//
// Where that does not end at a vertex, because agents are alike, say, it says so, and nothing is lost but the time.
func (s *solver) solveCrowd() (bool, error) {
	cr := &s.crowd
	if err := s.gather(); err != nil {
		return false, err
	}
	for cr.steps < patienceIn[cr.phase] {
		cr.steps++
		if err := s.askCrowd(); err != nil {
			return false, err
		}
		if s.overshot() {
			continue
		}
		s.progress.Iteration++
		s.progress.Gap = cr.width
		step := s.priceStep()
		switch {
		case !(step <= math.MaxFloat64) || s.hopeless():
			return false, nil
		case cr.phase == last:
			s.readCrowd()
			found, err := s.settleVertex(false)
			if found {
				s.progress.Gap = s.basis.certificate.Residual
			}
			return found, err
		case step > settled*cr.width:
			s.movePrices(step)
		default:
			if err := s.narrow(step); err != nil {
				return false, err
			}
		}
	}
	return false, nil
}

// hopeless reports whether so many agents are between that no vertex will come of it.
func (s *solver) hopeless() bool {
	cr := &s.crowd
	if cr.phase == last {
		return cr.surplus >= s.mk.m()
	}
	return cr.width <= sampleWidth && float64(cr.surplus) > manyTies*float64(len(cr.asked))+float64(s.mk.m())
}

// gather makes ready for the first step. The price of each resource is what would be spent on it if agents spent their
// weights in proportion to what everything is worth to them.
func (s *solver) gather() error {
	mk, cr := &s.mk, &s.crowd
	n, m := mk.n(), mk.m()
	s.it.resize(0, n, m)
	s.nt.resize(0, 0, m)
	cr.low, cr.high, cr.rate = core.Sized(cr.low, m), core.Sized(cr.high, m), core.Sized(cr.rate, m)
	cr.fixed, cr.money, cr.less = core.Zeroed(cr.fixed, m), core.Zeroed(cr.money, m), core.Zeroed(cr.less, m)
	cr.drift = core.Sized(cr.drift, m)
	cr.marginal, cr.between = slices.Grow(cr.marginal[:0], n)[:n], slices.Grow(cr.between[:0], m)[:m]
	cr.asked = slices.Grow(cr.asked[:0], n)
	cr.width, cr.slope = widest, 0
	cr.enter(sample, max(1, len(mk.cells)/sampleCells), n)
	clear(s.it.p)
	return s.sweep((*solver).gatherAgents)
}

func (s *solver) gatherAgents(lo, hi int) {
	mk, p := &s.mk, s.it.p
	for k := lo; k < hi; k++ {
		w := mk.agents[k].w
		s.it.t[k], s.crowd.marginal[k] = w, -1
		from, to := mk.row(k)
		for i := from; i < to; i++ {
			p[mk.cells[i].column] += w * (mk.cells[i].s * mk.caps[i])
		}
	}
}

// enter begins a phase in which every so many of n agents are asked, and none but them counted.
func (cr *crowd) enter(next phase, stride, n int) {
	cr.phase, cr.steps, cr.ties = next, 0, -1
	cr.asked = cr.asked[:0]
	for k := 0; k < n; k += stride {
		cr.asked = append(cr.asked, int32(k))
	}
	clear(cr.fixed)
	clear(cr.money)
	clear(cr.less)
}

// priceStep replaces s.nt.dp by the Newton step of the prices, and returns the largest, relative to its price.
func (s *solver) priceStep() float64 {
	for j, sum := range s.sum {
		s.nt.dp[j] = sum - 1
	}
	cholesky(s.nt.schur, s.mk.m())
	choleskySolve(s.nt.schur, s.mk.m(), s.nt.dp)
	largest := 0.0
	for j, dp := range s.nt.dp {
		largest = max(largest, math.Abs(dp)/s.it.p[j])
	}
	return largest
}

// movePrices goes along s.nt.dp, of which the largest is step, as far as prices may change at a time.
func (s *solver) movePrices(step float64) {
	cr := &s.crowd
	cr.from = append(cr.from[:0], s.it.p...)
	cr.slope, cr.lo, cr.hi = s.dualSlope(), 0, math.Inf(1)
	s.movePart(min(1, (farthest-1)/step))
}

// movePart goes that part of the way along s.nt.dp from where the step began.
func (s *solver) movePart(part float64) {
	cr := &s.crowd
	cr.at = part
	for j, dp := range s.nt.dp {
		s.it.p[j] = max(cr.from[j]+part*dp, cr.from[j]/farthest)
	}
}

// overshot reports whether the last step went so far that the dual rises steeply there, which is beyond a kink, and if so
// goes part of the way back.
func (s *solver) overshot() bool {
	cr := &s.crowd
	if cr.slope >= 0 {
		return false
	}
	switch now := s.dualSlope() / cr.slope; {
	case now < -tooFar:
		cr.hi = cr.at
	case now > notFar && cr.hi < math.Inf(1):
		cr.lo = cr.at
	default:
		return false
	}
	s.movePart((cr.lo + cr.hi) / 2)
	return true
}

// narrow goes on with the next phase, or lets the width fall to about how far prices will be from the solution after
// such a step: by its own error, by what the width did to each agent's answer, and by whom it happened to do it to.
func (s *solver) narrow(step float64) error {
	cr := &s.crowd
	off := step*step/cr.width + cr.width*cr.width + math.Sqrt(cr.width/float64(len(cr.asked)))
	width := cr.width
	switch {
	case cr.phase == sample && width <= sampleWidth:
		cr.enter(everyone, 1, s.mk.n())
	case cr.phase == everyone && width <= screenWidth:
		if err := s.screen(screenRadius * off); err != nil {
			return err
		}
	case cr.phase == few && cr.surplus < s.mk.m() && (cr.surplus == cr.ties && width*float64(s.mk.n()) <= vertexWidth || width <= narrowest):
		cr.enter(last, 1, s.mk.n())
	case cr.phase == few:
		cr.ties = cr.surplus
		cr.width = max(narrowest, width*fewShrink)
	default:
		cr.width *= min(leastShrink, max(mostShrink, off/width))
	}
	if cr.width < width { // prices follow
		choleskySolve(s.nt.schur, s.mk.m(), cr.drift)
		step = 0
		for j, d := range cr.drift {
			s.nt.dp[j] += d * (cr.width - width)
			step = max(step, math.Abs(s.nt.dp[j])/s.it.p[j])
		}
	}
	s.movePrices(step)
	cr.slope = 0 // that of another width, or of others, says nothing
	return nil
}
