package ops

import (
	"fmt"
	"time"

	"fallow/core"
	"fallow/net"
	"fallow/solvers"
)

// mechanismParams is the Mechanism of fallow.d.ts; a model crosses as the number under which it is kept.
type mechanismParams struct {
	Name  string   `json:"name"`
	Power *float64 `json:"power"`
	Rho   *float64 `json:"rho"`
	Tau   *float64 `json:"tau"`
	Model int      `json:"model"`
}

// borrowed is a mechanism that a call has to itself until it gives it back. Mechanisms keep workspace, which the next
// call of the same kind finds ready.
type borrowed struct {
	core.Mechanism
	key  string
	hook *hook
}

// hook lets messages in during solves that take long, and tells how far they are. It is part of the mechanism, which
// outlives the call.
type hook struct {
	call *Call // nil for solves that do not take long
	told time.Duration
	done portion
}

func (h *hook) onIteration(p solvers.Progress) error {
	if h.call == nil {
		return nil
	}
	if now := h.call.Elapsed(); now-h.told >= reportEvery {
		h.told = now
		if now := solved(p); now.Done > h.done.Done { // a gap may widen again
			h.done = now
		}
		h.done.Total = 1
		h.call.Report(h.done)
	}
	return h.call.Pause()
}

// borrow returns the mechanism that a caller asks for, for instances of up to n agents and m resources. The error is a
// *core.InputError with a path as the caller writes it.
func (e *Engine) borrow(p mechanismParams, c *Call, n, m int) (*borrowed, error) {
	key := p.key()
	b := e.shelf.take(key)
	if b == nil {
		b = &borrowed{key: key, hook: &hook{}}
		var err error
		if b.Mechanism, err = e.named(p, solvers.Options{OnIteration: b.hook.onIteration}); err != nil {
			return nil, under("mechanism", err)
		}
	}
	*b.hook = hook{}
	if takesLong(n, m) {
		b.hook.call = c
		b.key = "" // its workspace is large
	}
	return b, nil
}

// giveBack makes b available to other calls.
func (e *Engine) giveBack(b *borrowed) { e.shelf.put(b) }

// takesLong reports whether solving one instance, N+1 programs of N·M entries at worst, may keep a worker from its
// messages for more than a few milliseconds. Otherwise looking at the clock at every iteration is not worth its cost.
func takesLong(n, m int) bool { return n*n*m > 20_000 }

func (p mechanismParams) key() string {
	number := func(x *float64) string {
		if x == nil {
			return ""
		}
		return fmt.Sprint(*x)
	}
	return fmt.Sprintf("%s %s %s %s %d", p.Name, number(p.Power), number(p.Rho), number(p.Tau), p.Model)
}

func (e *Engine) named(p mechanismParams, opts solvers.Options) (core.Mechanism, error) {
	switch p.Name {
	case "pf":
		return solvers.NewPF(opts), nil
	case "pa":
		return solvers.NewPA(opts), nil
	case "pa-lottery":
		power := 1.0
		if p.Power != nil {
			power = *p.Power
		}
		return solvers.NewLottery(power, opts)
	case "mixture":
		if p.Rho == nil {
			return nil, &core.InputError{Path: "rho", Reason: "is missing"}
		}
		return solvers.NewMixture(*p.Rho, opts)
	case "uniform":
		return solvers.NewUniformWith(opts), nil
	case "handicap":
		tau := net.DefaultHandicap
		if p.Tau != nil {
			tau = *p.Tau
		}
		return net.NewHandicap(tau)
	case "exs":
		model, ok := e.models[p.Model]
		if !ok {
			return nil, &core.InputError{Path: "model", Reason: "is not known to this worker"}
		}
		return model.Clone(), nil
	}
	return nil, &core.InputError{Path: "name", Reason: fmt.Sprintf("is %q, which is not the name of a mechanism", p.Name)}
}

// fits reports what keeps mech from being used on in, as an InputError, or nil.
func fits(mech core.Mechanism, in *core.Instance) error {
	if picky, ok := mech.(interface{ Fits(*core.Instance) error }); ok {
		return picky.Fits(in)
	}
	return nil
}

// shelf holds mechanisms that nobody uses just now, the most recently used last.
type shelf struct{ idle []*borrowed }

// shelfSize bounds the memory that idle workspaces take.
const shelfSize = 16

// take returns a mechanism with the given key, which is no longer on the shelf, or nil.
func (s *shelf) take(key string) *borrowed {
	for k := len(s.idle) - 1; k >= 0; k-- {
		if b := s.idle[k]; b.key == key {
			s.idle = append(s.idle[:k], s.idle[k+1:]...)
			return b
		}
	}
	return nil
}

func (s *shelf) put(b *borrowed) {
	if b.key == "" {
		return
	}
	if len(s.idle) == shelfSize {
		copy(s.idle, s.idle[1:])
		s.idle = s.idle[:shelfSize-1]
	}
	s.idle = append(s.idle, b)
}

// drop forgets all mechanisms of a model.
func (s *shelf) drop(key string) {
	for s.take(key) != nil {
	}
}
