package sample_test

import (
	"fmt"

	"fallow/core/sample"
)

// Instance 7 is the same whether or not the others are drawn.
func Example() {
	setup := sample.Setup{Agents: 2, Resources: 2, DemandProbability: new(1.0)}
	ins, err := sample.Draw(setup, 1, 7, 1, nil)
	if err != nil {
		panic(err)
	}
	fmt.Printf("values %.3f, demands %.3f, budgets %v\n", ins[0].Values, ins[0].Demands, ins[0].Budgets)
	// Output: values [0.574 0.237 0.410 0.339], demands [0.375 0.845 0.934 0.237], budgets [1 1]
}
