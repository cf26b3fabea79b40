package ops

import (
	"fallow/core"
	"fallow/core/exploit"
)

// searchParams are the options of a search for best responses.
type searchParams struct {
	Deviate     *exploit.Deviation `json:"deviate"`
	Evaluations *int               `json:"evaluations"`
	Seed        *int               `json:"seed"`
}

// read checks what a caller may get wrong. Where the caller says nothing it returns zeros.
func (p searchParams) read() (deviate exploit.Deviation, evaluations int, seeded uint64, err error) {
	if p.Deviate != nil {
		if deviate = *p.Deviate; deviate == "" {
			return "", 0, 0, &core.InputError{Path: "deviate", Reason: "is empty"}
		}
	}
	if p.Evaluations != nil {
		if evaluations, err = whole("evaluations", p.Evaluations, 1); err != nil {
			return "", 0, 0, err
		}
	}
	if p.Seed != nil {
		seeded, err = seed("seed", p.Seed)
	}
	return deviate, evaluations, seeded, err
}

// respond answers bestResponse.
func (e *Engine) respond(c *Call) (Result, error) {
	var p struct {
		Mechanism mechanismParams `json:"mechanism"`
		Agent     *int            `json:"agent"`
		Options   searchParams    `json:"options"`
	}
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	instances, err := c.instancesOf(listed("", 0))
	if err != nil {
		return Result{}, err
	}
	in := instances[0]
	mech, err := e.borrow(p.Mechanism, c, in.N, in.M)
	if err != nil {
		return Result{}, err
	}
	defer e.giveBack(mech)
	if err := fits(mech.Mechanism, in); err != nil {
		return Result{}, err
	}
	agent, err := between("agent", p.Agent, 0, in.N-1)
	if err != nil {
		return Result{}, err
	}
	var opts exploit.Options
	if opts.Deviate, opts.Evaluations, opts.Seed, err = p.Options.read(); err != nil {
		return Result{}, under("options", err)
	}
	found, err := exploit.Find(c.context(), mech.Mechanism, in, agent, opts)
	return Result{Value: found}, under("options", err)
}
