package main

import (
	"context"
	"encoding/json"

	"fallow/solvers/audit"
	"fallow/ui/fallow"
)

func (native) Simulate(_ context.Context, setup fallow.AuditSetup, mech fallow.AuditMechanism, options fallow.SimulateOptions, _ func(done, total float64)) (*fallow.Simulation, error) {
	game, err := gameOf(setup, mech)
	if err != nil {
		return nil, err
	}
	var records []float64
	for k := range (audit.Options{Replications: options.Replications}).Count() {
		record := make([]float64, game.RecordSize())
		if err := game.Replicate(uint64(options.Seed), k, nil, record); err != nil {
			return nil, err
		}
		records = append(records, record...)
	}
	var s fallow.Simulation
	return &s, through(game.Summarise(records), &s)
}

func (native) Trace(_ context.Context, setup fallow.AuditSetup, mech fallow.AuditMechanism, options fallow.TraceOptions) (*fallow.AuditTrace, error) {
	game, err := gameOf(setup, mech)
	if err != nil {
		return nil, err
	}
	var o audit.TraceOptions
	if err := through(options, &o); err != nil {
		return nil, err
	}
	trace, err := game.Trace(o, nil)
	if err != nil {
		return nil, err
	}
	var t fallow.AuditTrace
	return &t, through(trace, &t)
}

func gameOf(setup fallow.AuditSetup, mech fallow.AuditMechanism) (*audit.Game, error) {
	var s audit.Setup
	var m audit.Mechanism
	if err := through(setup, &s); err != nil {
		return nil, err
	}
	if err := through(mech, &m); err != nil {
		return nil, err
	}
	return audit.Prepare(s, m)
}

// through makes one type's value of another's by the contract's JSON, as crossing to the engine does.
func through(from, to any) error {
	text, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}
