package studies

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fallow/core"
	"fallow/net"
	"fallow/net/kernels"
	"fallow/wasm/engine/ops"
	"fallow/wasm/study"
)

// tiny is Table 2 with networks that are trained for two steps.
const tiny = `"name":"table2","options":{"seed":5,"instances":6,"searched":3,"evaluations":8,"training":2}`

func newEngine() *ops.Engine {
	e := ops.New()
	Add(e)
	return e
}

func newCall(params string, buffers ...ops.Buffer) *ops.Call {
	begun := time.Now()
	return &ops.Call{
		Params: json.RawMessage("{" + params + "}"), Buffers: buffers, Context: context.Background(),
		Pause:   func() error { return nil },
		Elapsed: func() time.Duration { return time.Since(begun) },
		Report:  func(any, ...ops.Buffer) {},
	}
}

func run(t *testing.T, e *ops.Engine, op string, c *ops.Call) ops.Result {
	t.Helper()
	result, err := e.Run(op, c)
	if err != nil {
		t.Fatalf("%s: %v", op, err)
	}
	return result
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Networks trained and units computed by two engines in turns, from messages alone, give what one loop gives.
func TestStudyInPartsIsTheWhole(t *testing.T) {
	engines := []*ops.Engine{newEngine(), newEngine()}
	plan := run(t, engines[0], "planStudy", newCall(tiny)).Value.(studyPlan)
	if len(plan.Recipes) != 3 || len(plan.Stretches) != 1 {
		t.Fatalf("the plan is %+v", plan)
	}
	ids, hashes := map[string]int{}, map[string]string{}
	for k, r := range plan.Recipes {
		file := run(t, engines[k%2], "trainStudy", newCall(tiny+`,"recipe":"`+r.Name+`"`)).Buffers[0].Bytes
		ids[r.Name], hashes[r.Name] = k+1, "hash of "+r.Name
		for _, e := range engines {
			run(t, e, "keepModel", newCall(fmt.Sprintf(`"id":%d`, k+1), ops.Buffer{Bytes: file}))
		}
	}
	networks := `,"networks":` + marshal(t, ids) + `,"hashes":` + marshal(t, hashes)
	var records []float64
	for unit := range plan.Stretches[0].To {
		part := run(t, engines[unit%2], "study", newCall(fmt.Sprintf(`%s%s,"from":%d,"to":%d`, tiny, networks, unit, unit+1)))
		records = append(records, part.Buffers[0].Floats...)
	}
	got := run(t, engines[1], "summariseStudy", newCall(tiny+networks, ops.Buffer{Floats: records})).Value
	if whole := wholeStudy(t); marshal(t, got) != whole {
		t.Errorf("in parts it gives\n%s\nnot\n%s", marshal(t, got), whole)
	}
}

func wholeStudy(t *testing.T) string {
	t.Helper()
	s, err := study.Find("table2")
	if err != nil {
		t.Fatal(err)
	}
	config := s.Quick
	config.Seed, config.Instances, config.Searched, config.Evaluations, config.Training = 5, 6, 3, 8, 2
	p, err := s.Plan(config)
	if err != nil {
		t.Fatal(err)
	}
	models := map[string]study.Model{}
	for _, r := range p.Recipes {
		m, err := r.Train(t.Context(), kernels.Best(), func(net.Progress) {})
		if err != nil {
			t.Fatal(err)
		}
		models[r.Name] = study.Model{Mechanism: m, SHA256: "hash of " + r.Name}
	}
	result, err := p.Run(t.Context(), func(name string) (study.Model, error) { return models[name], nil }, nil)
	if err != nil {
		t.Fatal(err)
	}
	return marshal(t, result)
}

func TestBadStudiesAreNamed(t *testing.T) {
	for path, params := range map[string]string{
		"name":              `"name":"figure3"`,
		"options.size":      `"name":"figure4","size":"huge"`,
		"options.seed":      `"name":"figure4","options":{"seed":-1}`,
		"options.searched":  `"name":"figure4","options":{"searched":1000000}`,
		"options.instances": `"name":"figure4","options":{"instances":"many"}`,
	} {
		_, err := newEngine().Run("planStudy", newCall(params))
		if bad := (*core.InputError)(nil); !errors.As(err, &bad) || bad.Path != path {
			t.Errorf("%s gives %v, want an InputError of %s", params, err, path)
		}
	}
}

// Units and training ask often whether they have been cancelled.
func TestStudyIsCancelled(t *testing.T) {
	for op, params := range map[string]string{
		"study":      `"name":"figure4","options":{"baselines":true,"instances":1000000,"searched":1000},"from":0,"to":1`,
		"trainStudy": strings.Replace(tiny, `"training":2`, `"training":100000`, 1) + `,"recipe":"table2-truthful"`,
	} {
		pauses := 0
		call := newCall(params)
		call.Pause = func() error {
			if pauses++; pauses >= 40 {
				return context.Canceled
			}
			return nil
		}
		if _, err := newEngine().Run(op, call); !errors.Is(err, context.Canceled) || pauses > 60 {
			t.Errorf("%s: %v after %d pauses", op, err, pauses)
		}
	}
}
