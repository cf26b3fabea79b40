package ops

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"fallow/solvers/audit"
)

const simulation = `"setup":{"rounds":500,"agents":[
	{"utility":{"kind":"uniform","low":0.2,"high":1},"strategy":{"kind":"deviator"}},
	{"utility":{"kind":"beta","a":2,"b":1}}]},
	"mechanism":{"name":"unif-audit","p":0.1},"options":{"seed":3,"replications":7}`

// Records computed in any parts, by engines of their own, summarise to what one loop over all gives.
func TestSimulationInPartsIsTheWhole(t *testing.T) {
	var plan simulationPlan
	answer(t, New(), "planSimulation", &Call{Params: params(simulation)}, &plan)
	if plan.Replications != 7 || plan.Rounds != 500 || plan.Chunk < 1 {
		t.Errorf("plan %+v", plan)
	}
	var records []float64
	for _, part := range []string{`"from":0,"to":3`, `"from":3,"to":4`, `"from":4,"to":7`} {
		result := answer(t, New(), "simulate", &Call{Params: params(simulation, part)}, nil)
		records = append(records, result.Buffers[0].Floats...)
	}
	var got, want audit.Summary
	answer(t, New(), "summariseSimulation", &Call{Params: params(simulation), Buffers: []Buffer{{Floats: records}}}, &got)

	var p simulationParams
	if err := json.Unmarshal(params(simulation), &p); err != nil {
		t.Fatal(err)
	}
	game, err := audit.Prepare(p.Setup, p.Mechanism)
	if err != nil {
		t.Fatal(err)
	}
	whole := make([]float64, 7*game.RecordSize())
	for k := range 7 {
		if err := game.Replicate(3, k, nil, whole[k*game.RecordSize():][:game.RecordSize()]); err != nil {
			t.Fatal(err)
		}
	}
	want = *game.Summarise(whole)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestSimulatorForgetsTheGameBefore(t *testing.T) {
	e := New()
	other := strings.Replace(simulation, `"rounds":500`, `"rounds":60`, 1)
	for _, s := range []string{simulation, other, simulation} {
		var fresh, kept simulationPlan
		answer(t, New(), "planSimulation", &Call{Params: params(s)}, &fresh)
		answer(t, e, "planSimulation", &Call{Params: params(s)}, &kept)
		if fresh != kept {
			t.Errorf("plan %+v, with a game before %+v", fresh, kept)
		}
	}
}

func TestTraceOfASimulation(t *testing.T) {
	game := strings.Split(simulation, `"options"`)[0]
	var got audit.Trace
	var raw struct {
		Events []struct{ Winner int }
		Next   *audit.Offer
	}
	result := answer(t, New(), "trace", &Call{Params: params(game + `"options":{"to":4,"player":{"agent":1,"moves":[{"round":2,"report":1}]}}`)}, &raw)
	got = *result.Value.(*audit.Trace)
	if len(got.Events) != 4 || got.Events[1].Reports[1] != 1 || got.Totals.Agents[1].Lies != 1 {
		t.Errorf("trace %+v", got)
	}
	if len(raw.Events) != 4 || raw.Next == nil != (got.Next == nil) {
		t.Errorf("on the wire %+v", raw)
	}
}

func TestSimulationIsCancelled(t *testing.T) {
	long := strings.Replace(simulation, `"rounds":500`, `"rounds":100000000`, 1)
	for op, p := range map[string]json.RawMessage{
		"simulate": params(long, `"from":0,"to":1`),
		"trace":    params(strings.Split(long, `"options"`)[0] + `"options":{"from":100000001,"to":100000000}`),
	} {
		pauses := 0
		call := &Call{Params: p, Report: func(any, ...Buffer) {}, Pause: func() error {
			if pauses++; pauses == 4 {
				return context.Canceled
			}
			return nil
		}}
		if _, err := New().Run(op, call); Describe(err).Name != "AbortError" || pauses != 4 {
			t.Errorf("%s: %v after %d pauses", op, err, pauses)
		}
	}
}

func TestSimulationNamesBadFields(t *testing.T) {
	game := strings.Split(simulation, `"options"`)[0]
	for _, c := range []struct{ op, path, from, to string }{
		{"planSimulation", "setup.rounds", `"rounds":500`, `"rounds":0`},
		{"planSimulation", "setup.rounds", `"rounds":500`, `"rounds":2.5`},
		{"planSimulation", "setup.rounds", `"rounds":500`, `"rounds":"many"`},
		{"planSimulation", "setup.agents", `"agents":[`, `"agents":{},"others":[`},
		{"planSimulation", "setup.agents[0].utility.low", `"low":0.2`, `"low":2`},
		{"planSimulation", "mechanism.p", `"p":0.1`, `"p":0`},
		{"planSimulation", "mechanism.p", `"p":0.1`, `"p":1.1`},
		{"planSimulation", "mechanism.name", `unif-audit`, `pf`},
		{"planSimulation", "options.seed", `"seed":3`, `"seed":-3`},
		{"planSimulation", "options.replications", `"replications":7`, `"replications":1e9`},
		{"simulate", "mechanism.p", `"p":0.1`, `"p":0`},
	} {
		_, err := New().Run(c.op, &Call{Params: params(strings.Replace(simulation, c.from, c.to, 1))})
		if f := Describe(err); f.Name != "InputError" || f.Path != c.path {
			t.Errorf("%s with %s: %+v, want path %s", c.op, c.to, f, c.path)
		}
	}
	_, err := New().Run("trace", &Call{Params: params(game + `"options":{"to":4,"player":{"agent":2}}`)})
	if f := Describe(err); f.Path != "options.player.agent" {
		t.Errorf("trace: %+v", f)
	}
}

func params(parts ...string) json.RawMessage {
	return json.RawMessage("{" + strings.Join(parts, ",") + "}")
}

// answer runs a call that must succeed and reads its value, as it crosses the border, into value.
func answer(t *testing.T, e *Engine, op string, c *Call, value any) Result {
	t.Helper()
	if c.Pause == nil {
		c.Pause, c.Report = func() error { return nil }, func(any, ...Buffer) {}
	}
	result, err := e.Run(op, c)
	if err != nil {
		t.Fatalf("%s: %v", op, err)
	}
	data, err := json.Marshal(result.Value)
	if err != nil {
		t.Fatal(err)
	}
	if value != nil {
		if err := json.Unmarshal(data, value); err != nil {
			t.Fatalf("%s: %v in %s", op, err, data)
		}
	}
	return result
}
