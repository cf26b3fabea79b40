// Command quality trains a network and audits it: its welfare and exploitability relative to those of proportional
// fairness, on fresh instances, by the search of core/exploit that training knows nothing of.
//
// It prints one line of JSON for each of PF, the uniform rule and the network. Run it with SIMD kernels in Node, where
// it is many times faster than natively.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"fallow/core"
	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/net"
	"fallow/net/kernels"
	"fallow/solvers"
)

func main() {
	setups := flag.String("setups", `[{"agents":2,"resources":2}]`, "setups to train on, as JSON")
	test := flag.String("test", "", "setups to audit on, as JSON; those of training when empty")
	options := flag.String("options", `{"objective":{"kind":"constrained","tolerance":3e-4}}`, "TrainOptions, as JSON")
	samples := flag.Int("samples", 1000, "instances to audit on")
	agents := flag.Int("agents", 0, "agents of each instance to search for, 0 for all")
	seed := flag.Uint64("seed", 12345, "seed of the audit")
	every := flag.Int("every", 500, "steps between lines of progress")
	save := flag.String("save", "", "file for the model")
	start := flag.String("start", "", "file of a model to start from")
	audited := flag.String("model", "", "file of a model to audit, instead of training one")
	baselines := flag.Bool("baselines", true, "audit PF and the uniform rule as well")
	flag.Parse()
	if err := run(*setups, *test, *options, *samples, *agents, *seed, *every, *start, *save, *audited, *baselines); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(setups, test, options string, samples, agents int, seed uint64, every int, start, save, audited string, baselines bool) error {
	var on, against []sample.Setup
	var o net.Options
	if err := json.Unmarshal([]byte(setups), &on); err != nil {
		return err
	}
	if against = on; test != "" {
		if err := json.Unmarshal([]byte(test), &against); err != nil {
			return err
		}
	}
	if err := json.Unmarshal([]byte(options), &o); err != nil {
		return err
	}
	var model *net.Model
	var err error
	if audited != "" {
		model, err = load(audited)
	} else {
		model, err = train(on, o, every, start)
	}
	if err != nil {
		return err
	}
	if save != "" {
		if err := os.WriteFile(save, model.Save(), 0o644); err != nil {
			return err
		}
	}
	for _, s := range against {
		mechanisms := []core.Mechanism{model}
		if baselines {
			mechanisms = []core.Mechanism{solvers.NewPF(solvers.Options{}), solvers.NewUniform(), model}
		}
		if err := audit(s, mechanisms, samples, agents, seed); err != nil {
			return err
		}
	}
	return nil
}

func train(on []sample.Setup, o net.Options, every int, from string) (*net.Model, error) {
	trainer, err := net.NewTrainer(net.Data{Setups: on}, o, kernels.Best())
	if err != nil {
		return nil, err
	}
	if from != "" {
		model, err := load(from)
		if err != nil {
			return nil, err
		}
		if err := trainer.StartFrom(model); err != nil {
			return nil, err
		}
	}
	fmt.Printf("kernels %s, %d parameters, options %+v\n", kernels.Best().Name(), trainer.Parameters(), trainer.Options())
	start := time.Now()
	var sum net.Point
	for !trainer.Done() {
		p, err := trainer.Step()
		if err != nil {
			return nil, err
		}
		sum.LogNSW += p.LogNSW
		sum.OverUniform += p.OverUniform
		sum.Exploitability += mean(p.Exploitability)
		if p.Iteration%every == 0 {
			n := float64(every)
			fmt.Printf("step %d, %.1f s: logNSW %.4f, over the uniform rule %.5f, exploitability %.3e, multipliers %.2f\n", p.Iteration,
				time.Since(start).Seconds(), sum.LogNSW/n, sum.OverUniform/n, sum.Exploitability/n, p.Multipliers)
			sum = net.Point{}
		}
	}
	fmt.Printf("trained in %.1f s\n", time.Since(start).Seconds())
	return trainer.Model(), nil
}

func load(name string) (*net.Model, error) {
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return net.Load(file, kernels.Best())
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func audit(s sample.Setup, mechanisms []core.Mechanism, samples, agents int, seed uint64) error {
	options := evaluate.Options{Deviate: exploit.ValuesAndDemands, Seed: seed, AgentsPerInstance: agents}
	var pf evaluate.Evaluation
	for k, mechanism := range mechanisms {
		start := time.Now()
		sampler, err := sample.NewSampler(s, seed, nil)
		if err != nil {
			return err
		}
		e, err := evaluate.New(sampler, mechanism, options)
		if err != nil {
			return err
		}
		size := e.RecordSize()
		records := make([]float64, samples*size)
		for k := range samples {
			if err := e.Sample(context.Background(), k, records[k*size:(k+1)*size]); err != nil {
				return err
			}
		}
		result := evaluate.Summarise(s.Agents, options, records)
		if k == 0 {
			pf = result
		}
		line, err := json.Marshal(result)
		if err != nil {
			return err
		}
		fmt.Printf("%dx%d %s %s\n", s.Agents, s.Resources, mechanism.Name(), line)
		fmt.Printf("%dx%d %s relative to %s: nsw %.4f, geometric mean %.4f, utility %.4f, efficiency %.4f, exploitability %.4f (%.1f s)\n",
			s.Agents, s.Resources, mechanism.Name(), mechanisms[0].Name(),
			result.NSW.Mean/pf.NSW.Mean, result.GeometricMean.Mean/pf.GeometricMean.Mean, result.Utility.Mean/pf.Utility.Mean,
			result.Efficiency.Mean/pf.Efficiency.Mean, result.Exploitability.Mean/pf.Exploitability.Mean, time.Since(start).Seconds())
	}
	return nil
}
