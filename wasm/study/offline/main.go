// Command offline computes what Fallow ships: the trained models and the results of all studies in their full size. It
// is compiled to WebAssembly and run in Node by run.mjs, several processes at once, so that what is shipped was computed
// by the engine that visitors run; it runs natively too. It may import everything that knows no browser.
//
//	offline clear   STORE   forget the claims of processes that are gone
//	offline work    STORE   do pieces of work until all are done, by this process or others
//	offline models  STORE DIR   write the models of STORE to DIR
//	offline results STORE DIR   write the results of STORE to DIR
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"fallow/wasm/study"
)

// what says which pieces of work there are.
type what struct {
	models bool
	quick  bool
	only   string
}

// wants reports whether the study or model of the given name was asked for.
func (w what) wants(name string) bool {
	return w.only == "" || strings.Contains(","+w.only+",", ","+name+",")
}

func main() {
	var w what
	flag.BoolVar(&w.models, "models-only", false, "work on the shipped models only")
	flag.BoolVar(&w.quick, "quick", false, "take the quick sizes of the studies")
	flag.StringVar(&w.only, "only", "", "names of studies or models, with commas; all when empty")
	speak := flag.Bool("speak", false, "report progress")
	flag.Parse()
	if err := run(w, *speak, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "offline:", err)
		os.Exit(1)
	}
}

func run(w what, speak bool, args []string) error {
	if len(args) < 2 {
		return errors.New("usage: offline [flags] clear|work|models|results STORE [DIR]")
	}
	s := store{args[1]}
	plans, err := w.plans()
	if err != nil {
		return err
	}
	switch command := args[0]; {
	case command == "clear":
		return s.clearClaims()
	case command == "work":
		c := &crew{store: s, speak: speak}
		c.addTrainings(withEarlier(w.trainings(plans)))
		for _, p := range plans {
			c.addUnits(p, planTrainings(p))
		}
		return c.work(context.Background())
	case command == "models" && len(args) == 3:
		return writeModels(s, w.trainings(nil), args[2])
	case command == "results" && len(args) == 3:
		for _, p := range plans {
			if err := writeResult(s, p, args[2]); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("%q is not a command, or has a wrong number of arguments", strings.Join(args, " "))
}

// plans are those of the studies that were asked for.
func (w what) plans() ([]*study.Plan, error) {
	if w.models {
		return nil, nil
	}
	var plans []*study.Plan
	for _, s := range study.Catalogue() {
		if !w.wants(s.Name) {
			continue
		}
		config := s.Full
		if w.quick {
			config = s.Quick
		}
		p, err := s.Plan(config)
		if err != nil {
			return nil, err
		}
		plans = append(plans, p)
	}
	return plans, nil
}

// trainings are those of the networks that plans need, or of all shipped ones if there are no plans.
func (w what) trainings(plans []*study.Plan) []training {
	if w.models {
		return slices.DeleteFunc(trainingsOf(study.ShippedRecipes()), func(t training) bool { return !w.wants(t.recipe.Name) })
	}
	var recipes []study.Recipe
	for _, p := range plans {
		recipes = append(recipes, p.Recipes...)
	}
	return trainingsOf(recipes)
}

func planTrainings(p *study.Plan) []training { return trainingsOf(p.Recipes) }

// trainingsOf returns one training for each different network.
func trainingsOf(recipes []study.Recipe) []training {
	seen := map[string]bool{}
	var trainings []training
	for _, r := range recipes {
		if t := newTraining(r); !seen[t.name] {
			seen[t.name] = true
			trainings = append(trainings, t)
		}
	}
	return trainings
}
