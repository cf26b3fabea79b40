package evaluate_test

import (
	"context"
	"fmt"

	"fallow/core/evaluate"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/solvers"
)

// The uniform rule in the paper's 2x2 setting. Records may come from any number of workers.
func Example() {
	source, err := sample.NewSampler(sample.Setup{Agents: 2, Resources: 2}, 1, nil)
	if err != nil {
		panic(err)
	}
	opts := evaluate.Options{Deviate: exploit.ValuesAndDemands, Evaluations: 50}
	evaluator, err := evaluate.New(source, solvers.NewUniform(), opts)
	if err != nil {
		panic(err)
	}
	size := evaluator.RecordSize()
	records := make([]float64, 200*size)
	for k := range 200 {
		if err := evaluator.Sample(context.Background(), k, records[k*size:(k+1)*size]); err != nil {
			panic(err)
		}
	}
	e := evaluate.Summarise(2, opts, records)
	fmt.Printf("%d instances, efficiency %.2f, exploitability %.6f\n", e.Samples, e.Efficiency.Mean, e.Exploitability.Mean)
	// Output: 200 instances, efficiency 0.50, exploitability 0.000000
}
