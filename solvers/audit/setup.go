package audit

// Limits of a Setup.
const (
	MinAgents, MaxAgents = 2, 100
	MinRounds, MaxRounds = 1, 100_000_000
)

// Setup says who plays, and for how long.
type Setup struct {
	// Rounds is T, the number of items that are given away one after the other, from MinRounds to MaxRounds.
	Rounds int `json:"rounds"`
	// Agents holds the K players, from MinAgents to MaxAgents of them.
	Agents []Agent `json:"agents"`
}

// Agent is one player.
type Agent struct {
	// Utility is the distribution of what the item is worth to the agent, drawn afresh every round.
	Utility Utility `json:"utility"`
	// Strategy says what the agent reports. The zero Strategy is truthful.
	Strategy Strategy `json:"strategy,omitzero"`
}

// Kinds of Utility.
const (
	// Uniform on [Low, High].
	Uniform = "uniform"
	// Beta with density proportional to x^(A−1)·(1−x)^(B−1).
	Beta = "beta"
	// Values takes each entry of Values with equal probability.
	Values = "values"
)

// Utility is a distribution on [0,1].
type Utility struct {
	// Kind is Uniform, Beta or Values. The fields of other kinds are ignored.
	Kind string `json:"kind"`
	// Low < High, both in [0,1].
	Low  float64 `json:"low,omitempty"`
	High float64 `json:"high,omitempty"`
	// A and B are from MinShape to MaxShape.
	A float64 `json:"a,omitempty"`
	B float64 `json:"b,omitempty"`
	// Values holds 1 to MaxValues numbers in [0,1].
	Values []float64 `json:"values,omitempty"`
}

// Limits of a Utility.
const (
	// MinShape is the least A and B for which the density, seen on the grid of betaTable, has no pole.
	MinShape, MaxShape = 0.5, 50
	MaxValues          = 1000
)

// Kinds of Strategy.
const (
	// Truthful reports u.
	Truthful = "truthful"
	// Inflate reports min(1, u+By).
	Inflate = "inflate"
	// Max always reports 1.
	Max = "max"
	// Late is truthful up to round T−Rounds, and reports 1 in the last Rounds rounds.
	Late = "late"
	// Deviator reports 1 when one lie seems to pay if everybody, the agent too, is truthful ever after, and u
	// otherwise. With p the probability that the agent is audited should it win round t, and g its expected utility
	// per round when all who live are truthful, it lies when
	//
	//	u > p·(T−t)·g,
	//
	// what the item is worth now against the chance to be caught times the value of staying alive. That is the talk's
	// comparison: truth brings at least 0 + V, a lie at most u + (1−p)·V. A Careful one also counts that, with
	// probability W, the truth would have won the item anyway, and lies when u·(1−W) > p·(T−t)·g, which is exactly
	// when a single lie pays. Both are told p and know every living agent's distribution; the planner does not.
	Deviator = "deviator"
	// Custom lies under conditions of the reader's: see the fields of Strategy.
	Custom = "custom"
	// Mixture tosses a coin of its own every round and follows one of its Parts.
	Mixture = "mixture"
)

// Strategy maps what an agent knows to its report.
type Strategy struct {
	// Kind is one of those above; empty means Truthful. The fields of other kinds are ignored.
	Kind string `json:"kind,omitempty"`
	// By is what Inflate adds, in (0,1].
	By float64 `json:"by,omitempty"`
	// Rounds is how many rounds before the end Late begins to lie, 0 or more.
	Rounds int `json:"rounds,omitempty"`

	// Careful is Deviator's.
	Careful bool `json:"careful,omitempty"`

	// Custom reports max(u, Report) in the rounds From to Until (counted from 1, both included) in which
	// Above <= u <= Below and the probability of an audit, should it win, is at most Risk; otherwise u.
	From  int     `json:"from,omitempty"`
	Until int     `json:"until,omitempty"` // 0 means the last round
	Above float64 `json:"above,omitempty"`
	Below float64 `json:"below,omitempty"` // 0 means 1
	// Risk nil means 1: whatever the risk.
	Risk   *float64 `json:"risk,omitempty"`
	Report float64  `json:"report,omitempty"` // 0 means 1

	// Parts of a Mixture: 1 to MaxParts, none of them a Mixture itself.
	Parts []Part `json:"parts,omitempty"`
}

// MaxParts is the largest number of parts of a Mixture.
const MaxParts = 20

// Part is one side of a Mixture's coin.
type Part struct {
	// Weight is positive; the probability of a part is its weight over the sum of all weights.
	Weight   float64  `json:"weight"`
	Strategy Strategy `json:"strategy"`
}
