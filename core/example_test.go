package core_test

import (
	"fmt"

	"fallow/core"
)

// An allocation of one's own, measured: two teams share a GPU and a unit of memory, half of each for both.
func ExampleMeasure() {
	in, err := core.NewInstance(
		[][]float64{{1, .5}, {1, .25}}, // what a unit is worth to each
		[][]float64{{1, 1}, {1, 1}},    // what each asks for
		[]float64{1, 1}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	out := core.Outcome{Branches: []core.Branch{{Probability: 1, Allocation: []float64{.5, .5, .5, .5}}}}
	var m core.Metrics
	core.Measure(in, &out, &m)
	fmt.Printf("utilities %.3f, welfare %.3f, %.0f %% handed out\n", m.Utilities, m.NSW, 100*m.Efficiency)
	// Output: utilities [0.750 0.625], welfare 0.469, 100 % handed out
}

// What is wrong with a problem is said with the name of the field.
func ExampleInputError() {
	_, err := core.NewInstance([][]float64{{1, 1}}, [][]float64{{1, -2}}, []float64{1, 1}, nil)
	fmt.Println(err)
	// Output: demands[0][1] is negative
}
