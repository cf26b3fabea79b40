package main

import (
	"fmt"
	"os"

	"fallow/core/sample"
	"fallow/net"
	"fallow/net/kernels"
)

// network is a model and the seconds of processor time that it took to train.
type network struct {
	name    string
	model   *net.Model
	seconds float64
}

// train trains a network and prints the means of every so many steps.
func train(on []sample.Setup, o net.Options, every int, from string) (network, error) {
	trainer, err := net.NewTrainer(net.Data{Setups: on}, o, kernels.Best())
	if err != nil {
		return network{}, err
	}
	if from != "" {
		model, err := load(from)
		if err != nil {
			return network{}, err
		}
		if err := trainer.StartFrom(model); err != nil {
			return network{}, err
		}
	}
	fmt.Printf("kernels %s, %d parameters, options %+v\n", kernels.Best().Name(), trainer.Parameters(), trainer.Options())
	begun := cpuTime()
	seconds := func() float64 { return (cpuTime() - begun).Seconds() }
	var sum net.Point
	for !trainer.Done() {
		p, err := trainer.Step()
		if err != nil {
			return network{}, err
		}
		sum.LogNSW += p.LogNSW
		sum.OverUniform += p.OverUniform
		sum.Exploitability += mean(p.Exploitability)
		if p.Iteration%every == 0 {
			n := float64(every)
			fmt.Printf("step %d, %.1f CPU s: logNSW %.4f, over the uniform rule %.5f, exploitability %.3e, multipliers %.2f\n", p.Iteration,
				seconds(), sum.LogNSW/n, sum.OverUniform/n, sum.Exploitability/n, p.Multipliers)
			sum = net.Point{}
		}
	}
	spent := seconds()
	fmt.Printf("trained in %.1f s of processor time\n", spent)
	return network{string(trainer.Options().Network.Kind), trainer.Model(), spent}, nil
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
