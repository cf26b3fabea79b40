package sample

import (
	"fmt"

	"fallow/core"
)

// Source is where instances come from: a Sampler or a Choice. It keeps workspace, so one value must not be used by
// two goroutines at once; two that were made from the same arguments draw the same instances.
type Source interface {
	// Draw overwrites into, reusing its memory, with the instance of the given index, counted from 0.
	Draw(index int, into *core.Instance) error
	// Agents is the largest number of agents that an instance has.
	Agents() int
}

// Responder overwrites values and demands (length M each) with what agent reports when it answers best to in, which
// holds everybody's truth and must not be modified. index is that of the instance, for seeding a search.
type Responder func(index int, in *core.Instance, agent int, values, demands []float64) error

// Sampler draws fresh instances of a Setup.
type Sampler struct {
	setup   Setup
	stream  *Stream
	respond Responder
	truth   core.Instance // workspace of eq. (7)
}

// NewSampler returns the sampler of setup for seed. Only eq. (7) needs respond, which may be nil otherwise.
// The error is a *core.InputError.
func NewSampler(setup Setup, seed uint64, respond Responder) (*Sampler, error) {
	if err := setup.Validate(); err != nil {
		return nil, err
	}
	if setup.Kind() == Adversarial && respond == nil {
		return nil, &core.InputError{Path: "distribution", Reason: "is adversarial, but there is no mechanism to respond to"}
	}
	return &Sampler{setup: setup, stream: NewStream(seed, "instances"), respond: respond}, nil
}

// Agents returns N.
func (s *Sampler) Agents() int { return s.setup.Agents }

// Setup returns what the sampler was made from.
func (s *Sampler) Setup() Setup { return s.setup }

// Draw draws the instance of the given index. The distributions share their randomness: instance k of eq. (9) and
// eq. (7) is instance k of eq. (6), perturbed or misreported; a larger demand probability only unmasks.
func (s *Sampler) Draw(index int, into *core.Instance) error {
	s.stream.Seek(uint64(index))
	switch s.setup.Kind() {
	case Perturbed:
		s.perturbed(into)
	case Adversarial:
		return s.adversarial(index, into)
	default:
		s.truthful(into)
	}
	return nil
}

// truthful is eq. (6).
func (s *Sampler) truthful(into *core.Instance) {
	s.shape(into)
	asking := s.setup.Asking()
	for k := range into.Values {
		into.Values[k] = s.stream.Between(Low, High)
		x, mask := s.stream.Between(Low, High), s.stream.Uniform()
		if mask >= asking {
			x = 0
		}
		into.Demands[k] = x
	}
}

// perturbed is eq. (9). The mask multiplies the clipped demand, so noise never makes an agent ask.
func (s *Sampler) perturbed(into *core.Instance) {
	const scale = .01
	s.truthful(into)
	for k, v := range into.Values {
		into.Values[k] = clip(v + s.stream.Cauchy(scale))
		noise := s.stream.Cauchy(scale)
		if x := into.Demands[k]; x > 0 {
			into.Demands[k] = clip(x + noise)
		}
	}
}

// adversarial is eq. (7).
func (s *Sampler) adversarial(index int, into *core.Instance) error {
	s.truthful(&s.truth)
	into.CopyFrom(&s.truth)
	for i := range into.N {
		if err := s.respond(index, &s.truth, i, into.Row(into.Values, i), into.Row(into.Demands, i)); err != nil {
			return fmt.Errorf("best response of agent %d in instance %d: %w", i, index, err)
		}
	}
	return nil
}

func (s *Sampler) shape(into *core.Instance) {
	into.N, into.M = s.setup.Agents, s.setup.Resources
	into.Values = core.Sized(into.Values, into.N*into.M)
	into.Demands = core.Sized(into.Demands, into.N*into.M)
	into.Budgets = core.Sized(into.Budgets, into.M)
	into.Weights = core.Sized(into.Weights, into.N)
	for m := range into.Budgets {
		into.Budgets[m] = s.setup.Units()
	}
	for i := range into.Weights {
		into.Weights[i] = 1
	}
}

func clip(x float64) float64 { return min(max(x, Low), High) }

// Choice draws from a list of instances, without replacement as long as that goes: each pass through the list is a
// new random order, so a sample as large as the list holds every instance once.
type Choice struct {
	instances []*core.Instance
	stream    *Stream
	agents    int
	pass      int // whose order is in order
	order     []int
}

// NewChoice returns the choice among instances, which must be valid and stay unmodified, for seed.
// An empty list is a *core.InputError.
func NewChoice(instances []*core.Instance, seed uint64) (*Choice, error) {
	if len(instances) == 0 {
		return nil, &core.InputError{Path: "source", Reason: "is empty: there must be at least one instance"}
	}
	c := &Choice{instances: instances, stream: NewStream(seed, "choice"), order: make([]int, len(instances)), pass: -1}
	for _, in := range instances {
		c.agents = max(c.agents, in.N)
	}
	return c, nil
}

// Agents returns the largest N of the list.
func (c *Choice) Agents() int { return c.agents }

// Draw copies the instance of the given index.
func (c *Choice) Draw(index int, into *core.Instance) error {
	into.CopyFrom(c.instances[c.Pick(index)])
	return nil
}

// Pick returns the place in the list of the instance of the given index.
func (c *Choice) Pick(index int) int {
	if pass := index / len(c.order); pass != c.pass {
		c.shuffle(pass)
	}
	return c.order[index%len(c.order)]
}

func (c *Choice) shuffle(pass int) {
	c.pass = pass
	c.stream.Seek(uint64(pass))
	for k := range c.order {
		c.order[k] = k
	}
	for k := len(c.order) - 1; k > 0; k-- {
		j := c.stream.Below(k + 1)
		c.order[k], c.order[j] = c.order[j], c.order[k]
	}
}
