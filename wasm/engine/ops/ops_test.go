package ops

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"fallow/core"
	"fallow/core/exploit"
	"fallow/solvers"
)

func TestAllocateWritesWhatTheScriptReads(t *testing.T) {
	c := newCall(t, `{"mechanism":{"name":"pf"},"options":{"round":true}}`, figure1())
	data := run(t, New(), "allocate", c).Buffers[0].Floats
	// Head, allocation, withheld, utilities, prices, rounded.
	if want := 10 + 4 + 2 + 2 + 2 + 4; len(data) != want {
		t.Fatalf("%d numbers, want %d", len(data), want)
	}
	head, rest := data[:10], data[10:]
	for k, want := range map[int]float64{0: .5625, 1: math.Log(.5625), 2: 1, 3: 1, 4: 0, 5: 1, 6: 1} {
		if math.Abs(head[k]-want) > 1e-9 {
			t.Errorf("head[%d] is %v, want %v", k, head[k], want)
		}
	}
	if utilities := rest[6:8]; math.Abs(utilities[0]-.75) > 1e-9 || math.Abs(utilities[1]-.75) > 1e-9 {
		t.Errorf("utilities %v, want .75 each", utilities)
	}
	if rounded := rest[10:]; rounded[1] != 1 || rounded[2] != 1 {
		t.Errorf("rounded %v, want item 1 for agent 0 and item 0 for agent 1", rounded)
	}
}

func TestPathsAreTheCallers(t *testing.T) {
	e := New()
	bad := figure1()
	bad.Floats[3] = -1 // values[0][1]
	pair := Buffer{Floats: append(figure1().Floats, bad.Floats...)}
	one := figure1()
	for _, c := range []struct {
		op, params, path string
		buffer           Buffer
	}{
		{"allocate", `{"mechanism":{"name":"pf"}}`, "values[0][1]", bad},
		{"allocate", `{"mechanism":{"name":"pf"},"list":"instances","first":10}`, "instances[11].values[0][1]", pair},
		{"allocate", `{"mechanism":{"name":"first-come"}}`, "mechanism.name", one},
		{"allocate", `{"mechanism":{"name":7}}`, "mechanism.name", one},
		{"allocate", `{"mechanism":{"name":"mixture"}}`, "mechanism.rho", one},
		{"allocate", `{"mechanism":{"name":"mixture","rho":1.5}}`, "mechanism.rho", one},
		{"allocate", `{"mechanism":{"name":"pa-lottery","power":-1}}`, "mechanism.power", one},
		{"allocate", `{"mechanism":{"name":"exs","model":3}}`, "mechanism.model", one},
		{"bestResponse", `{"mechanism":{"name":"pf"}}`, "agent", one},
		{"bestResponse", `{"mechanism":{"name":"pf"},"agent":2}`, "agent", one},
		{"bestResponse", `{"mechanism":{"name":"pf"},"agent":0,"options":{"deviate":"none"}}`, "options.deviate", one},
		{"bestResponse", `{"mechanism":{"name":"pf"},"agent":0,"options":{"evaluations":0}}`, "options.evaluations", one},
		{"planSample", `{"setup":{"agents":2},"count":1,"seed":1}`, "setup.resources", one},
		{"planSample", `{"setup":{"agents":2,"resources":2},"count":5000000,"seed":1}`, "count", one},
		{"planSample", `{"setup":{"agents":2,"resources":2},"count":1,"seed":0.5}`, "seed", one},
		{"planEvaluation", `{"mechanism":{"name":"pf"},"options":{"samples":0,"seed":1}}`, "options.samples", one},
		{"planEvaluation", `{"mechanism":{"name":"pf"},"options":{"samples":2}}`, "options.seed", one},
		{"planEvaluation", `{"mechanism":{"name":"pf"},"options":{"samples":2,"seed":1}}`, "source[1].values[0][1]", pair},
		{"planEvaluation", `{"source":{"agents":0,"resources":1},"mechanism":{"name":"pf"},"options":{"samples":2,"seed":1}}`, "source.agents", one},
		{"train", `{"source":{"agents":0,"resources":1},"options":{}}`, "source.agents", one},
		{"train", `{"source":[{"agents":2,"resources":1},{"agents":2}],"options":{}}`, "source[1].resources", one},
		{"train", `{"source":{"agents":2,"resources":1},"options":{}}`, "options.objective", one},
		{"train", `{"source":{"agents":2,"resources":1},"options":{"objective":{"kind":"penalty"}}}`, "options.objective.alpha", one},
		{"train", `{"source":[{"agents":2,"resources":1},5],"options":{}}`, "source[1]", one},
		{"planSample", `{"setup":[],"count":1,"seed":1}`, "setup", one},
		{"planSample", `{"setup":{"Agents":2,"resources":2},"count":1,"seed":1}`, "setup.Agents", one},
		{"bestResponse", `{"mechanism":{"name":"pf"},"agent":0,"options":{"deviate":""}}`, "options.deviate", one},
		{"planSimulation", `{"setup":{"rounds":5,"agents":[{"utility":{"kind":"max","Low":1}}]},"mechanism":{"name":"no-audits"}}`, "setup.agents[0].utility.Low", one},
		{"train", `{"source":{"agents":2,"resources":1},"options":{"batch":"many"}}`, "options.batch", one},
		{"train", `{"options":{"objective":{"kind":"penalty","alpha":1}}}`, "source[1].values[0][1]", pair},
		{"train", `{"resume":true,"source":{"agents":2,"resources":1}}`, "options.resume", Buffer{Bytes: []byte("none")}},
		{"loadModel", `{}`, "bytes", Buffer{Bytes: []byte("none")}},
	} {
		wantInputError(t, e, c.op, newCall(t, c.params, c.buffer), c.path)
	}
}

func TestEvaluationIsTheSameInAnyChunks(t *testing.T) {
	e := New()
	params := func(chunk string) string {
		return `{"source":{"agents":3,"resources":2,"budget":0.6},"mechanism":{"name":"pa"},"agents":3,
			"options":{"samples":20,"seed":4,"deviate":"values","evaluations":10},` + chunk + `}`
	}
	whole := run(t, e, "evaluate", newCall(t, params(`"from":0,"to":20`))).Buffers[0].Floats
	var parts []float64
	for _, chunk := range []string{`"from":0,"to":7`, `"from":7,"to":8`, `"from":8,"to":20`} {
		parts = append(parts, run(t, New(), "evaluate", newCall(t, params(chunk))).Buffers[0].Floats...)
	}
	if len(whole) != len(parts) {
		t.Fatalf("%d numbers in one chunk, %d in three", len(whole), len(parts))
	}
	for k := range whole {
		if math.Float64bits(whole[k]) != math.Float64bits(parts[k]) {
			t.Fatalf("number %d is %v in one chunk, %v in three", k, whole[k], parts[k])
		}
	}
}

func TestBestResponseIsThatOfTheSearch(t *testing.T) {
	c := newCall(t, `{"mechanism":{"name":"pf"},"agent":0,"options":{"deviate":"values","seed":5}}`, figure1())
	got := run(t, New(), "bestResponse", c).Value.(exploit.BestResponse)
	if math.Abs(got.Gain-.125) > 1e-3 {
		t.Errorf("a gain of %v, want about .125", got.Gain)
	}
}

func TestWorkspaceIsUsedAgain(t *testing.T) {
	e := New()
	for range 3 {
		run(t, e, "allocate", newCall(t, `{"mechanism":{"name":"pf"}}`, figure1()))
	}
	if len(e.shelf.idle) != 1 {
		t.Errorf("%d mechanisms on the shelf after three calls in turn, want 1", len(e.shelf.idle))
	}
	for k := range 2 * shelfSize {
		e.shelf.put(&borrowed{key: strings.Repeat("x", k+1)})
	}
	if len(e.shelf.idle) != shelfSize {
		t.Errorf("%d mechanisms on a shelf for %d", len(e.shelf.idle), shelfSize)
	}
}

func TestCancellation(t *testing.T) {
	stop := errors.New("stop")
	for op, params := range map[string]string{
		"allocate":     `{"mechanism":{"name":"pa"}}`,
		"bestResponse": `{"mechanism":{"name":"pf"},"agent":0,"options":{"evaluations":100000000}}`,
		"sample":       `{"setup":{"agents":3,"resources":2},"seed":1,"from":0,"to":1000000}`,
		"evaluate":     `{"source":{"agents":3,"resources":2},"mechanism":{"name":"pf"},"options":{"seed":1},"from":0,"to":1000000}`,
		"train":        `{"source":{"agents":2,"resources":2},"options":{"objective":{"kind":"penalty","alpha":1}}}`,
	} {
		c := newCall(t, params, figure1())
		c.Pause = func() error { return stop }
		if _, err := New().Run(op, c); !errors.Is(err, stop) {
			t.Errorf("%s: %v, want what Pause returned", op, err)
		}
	}
}

func TestFaults(t *testing.T) {
	e := New()
	e.operations["panic"] = func(*Call) (Result, error) { panic("oh") }
	_, err := e.Run("panic", newCall(t, `{}`))
	if got := Describe(err); got.Name != "Error" || !strings.HasPrefix(got.Message, "internal error in panic: oh") {
		t.Errorf("a panic is described as %+v", got)
	}
	for _, c := range []struct {
		err  error
		name string
	}{
		{&core.InputError{Path: "budgets[0]", Reason: "is negative"}, "InputError"},
		{context.Canceled, "AbortError"},
		{&solvers.NotSolvedError{}, "NotSolvedError"},
		{errors.New("other"), "Error"},
	} {
		if got := Describe(c.err); got.Name != c.name {
			t.Errorf("%v is described as %+v, want a %s", c.err, got, c.name)
		}
	}
	if _, err := e.Run("unknown", newCall(t, `{}`)); err == nil {
		t.Error("an unknown operation is answered")
	}
	if _, err := e.Run("allocate", newCall(t, `{"mechanism":{"name":"pf"}}`, Buffer{Floats: []float64{1, 1, 5}})); !errors.Is(err, errMessage) {
		t.Errorf("a damaged message: %v", err)
	}
}
