// Package studies adds the figures and tables of the paper to what the compute module can be asked to do. It is apart
// from package ops because the page's own program goes without it: what few visitors ask for should not delay all.
//
// It may import everything except ui; wasm/engine imports it.
package studies

import (
	"encoding/json"
	"fmt"

	"fallow/net"
	"fallow/wasm/engine/ops"
	"fallow/wasm/study"
)

// Add gives an engine the operations of study.
func Add(e *ops.Engine) {
	s := &studies{engine: e}
	e.Handle("planStudy", s.lay)
	e.Handle("trainStudy", s.train)
	e.Handle("study", s.compute)
	e.Handle("summariseStudy", s.summarise)
}

// studies answers the operations of study. It keeps the worker that it used last, because all units of a part share
// what is prepared for them.
type studies struct {
	engine *ops.Engine
	key    string
	plan   *study.Plan
	worker *study.Worker // nil while it is in use
}

// studyParams are those of all operations of a study. Config is put over the size that the study has by that name.
type studyParams struct {
	Name    string          `json:"name"`
	Size    string          `json:"size"`
	Options json.RawMessage `json:"options"`
	// Networks are the numbers under which this worker keeps the networks of recipes.
	Networks map[string]int `json:"networks"`
	// Hashes are the SHA-256 of their files.
	Hashes map[string]string `json:"hashes"`
	// Recipe is the network to train, From and To the units to compute.
	Recipe string `json:"recipe"`
	From   int    `json:"from"`
	To     int    `json:"to"`
}

func (p *studyParams) plan() (*study.Plan, error) {
	s, err := study.Find(p.Name)
	if err != nil {
		return nil, err
	}
	config, err := s.Size(p.Size)
	if err == nil && len(p.Options) > 0 {
		config, err = study.ParseConfig(p.Options, config)
	}
	if err != nil {
		return nil, ops.Under("options", err)
	}
	plan, err := s.Plan(config)
	return plan, ops.Under("options", err)
}

// key names everything that the records of a plan depend on.
func (p *studyParams) key() string {
	return fmt.Sprint(p.Name, " ", p.Size, " ", string(p.Options), " ", p.Networks) // maps are printed in order
}

// read reads the parameters and returns their plan, which is kept for the next call.
func (s *studies) read(c *ops.Call) (p studyParams, plan *study.Plan, err error) {
	if err = c.Read(&p); err != nil {
		return p, nil, err
	}
	key := p.key()
	if s.plan != nil && key == s.key {
		return p, s.plan, nil
	}
	if plan, err = p.plan(); err == nil {
		*s = studies{engine: s.engine, key: key, plan: plan}
	}
	return p, plan, err
}

// models are the networks that a call names, each a clone with workspace of its own.
func (s *studies) models(p *studyParams) study.Models {
	return func(name string) (study.Model, error) {
		model, ok := s.engine.Model(p.Networks[name])
		if !ok {
			return study.Model{}, fmt.Errorf("the network %q is not known to this worker", name)
		}
		return study.Model{Mechanism: model.Clone(), SHA256: p.Hashes[name]}, nil
	}
}

// studyPlan says what there is to do. Weights say roughly how long each piece takes, in units that all share.
type studyPlan struct {
	Recipes   []studyRecipe   `json:"recipes"`
	Stretches []study.Stretch `json:"stretches"`
}

type studyRecipe struct {
	Name    string  `json:"name"`
	Shipped bool    `json:"shipped"`
	Weight  float64 `json:"weight"`
}

// lay checks a study before it is spread over the workers, and says how.
func (s *studies) lay(c *ops.Call) (ops.Result, error) {
	_, plan, err := s.read(c)
	if err != nil {
		return ops.Result{}, err
	}
	answer := studyPlan{Recipes: []studyRecipe{}, Stretches: plan.Stretches()}
	for _, r := range plan.Recipes {
		answer.Recipes = append(answer.Recipes, studyRecipe{r.Name, r.Shipped, r.Weight()})
	}
	return ops.Result{Value: answer}, nil
}

// train trains the network of a recipe and answers with the model.
func (s *studies) train(c *ops.Call) (ops.Result, error) {
	p, plan, err := s.read(c)
	if err != nil {
		return ops.Result{}, err
	}
	for _, r := range plan.Recipes {
		if r.Name != p.Recipe {
			continue
		}
		reported := c.Elapsed()
		model, err := r.Train(c.Asking(), s.engine.Backend(), func(progress net.Progress) {
			if now := c.Elapsed(); now-reported >= ops.ReportEvery {
				reported = now
				c.Report(ops.Portion(float64(progress.Iteration), float64(progress.Iterations)))
			}
		})
		if err != nil {
			return ops.Result{}, err
		}
		return ops.Described(model), nil
	}
	return ops.Result{}, fmt.Errorf("there is no network %q in %s", p.Recipe, p.Name)
}

// compute answers with the records of units, one after the other.
func (s *studies) compute(c *ops.Call) (ops.Result, error) {
	p, plan, err := s.read(c)
	if err != nil {
		return ops.Result{}, err
	}
	worker := s.worker
	if s.worker = nil; worker == nil {
		worker = study.NewWorker(plan, s.models(&p))
	}
	var records []float64
	ctx := c.Asking()
	for unit := p.From; unit < p.To; unit++ {
		record, err := worker.Run(ctx, unit)
		if err != nil {
			return ops.Result{}, err
		}
		records = append(records, record...)
	}
	if s.plan == plan {
		s.worker = worker
	}
	return ops.Result{Buffers: []ops.Buffer{{Floats: records}}}, nil
}

// summarise turns the records of all units into the result.
func (s *studies) summarise(c *ops.Call) (ops.Result, error) {
	p, plan, err := s.read(c)
	if err != nil {
		return ops.Result{}, err
	}
	rest := c.Buffers[0].Floats
	records := make([][]float64, plan.Units())
	for unit := range records {
		size := min(plan.RecordSize(unit), len(rest))
		records[unit], rest = rest[:size], rest[size:]
	}
	result, err := plan.Summarise(records, s.models(&p))
	return ops.Result{Value: result}, err
}
