package solvers_test

import (
	"fmt"

	"fallow/core"
	"fallow/solvers"
)

// Two teams share 10 GPUs and 6 units of memory.
func ExampleNewPF() {
	in, err := core.NewInstance(
		[][]float64{{4, 1}, {1, 1}}, // what a unit is worth to each
		[][]float64{{8, 6}, {8, 6}}, // what each asks for
		[]float64{10, 6}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var out core.Outcome
	if err := solvers.NewPF(solvers.Options{}).Allocate(in, &out); err != nil {
		fmt.Println(err)
		return
	}
	for i := range in.N {
		bundle := in.Row(out.Branches[0].Allocation, i)
		fmt.Printf("team %d gets %.2f, worth %.2f\n", i+1, bundle, in.Utility(i, bundle))
	}
	fmt.Printf("price of a GPU %.3f\n", out.Prices[0])
	fmt.Println("proved optimal:", out.Certificate.Valid)
	// Output:
	// team 1 gets [8.00 0.00], worth 32.00
	// team 2 gets [2.00 6.00], worth 8.00
	// price of a GPU 0.125
	// proved optimal: true
}

// Partial allocation is not truthful in demands: who asks for .5 instead of .3 of a unit gets a larger bundle shrunk to
// .25, all of which it can use. In the lottery it would get the larger bundle half of the time, of which it can use .3.
func ExampleNewLottery() {
	lottery, err := solvers.NewLottery(1, solvers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, mech := range []core.Mechanism{solvers.NewPA(solvers.Options{}), lottery} {
		for _, report := range []float64{.3, .5} {
			in, err := core.NewInstance([][]float64{{1}, {1}}, [][]float64{{report}, {1}}, []float64{1}, nil)
			if err != nil {
				fmt.Println(err)
				return
			}
			var out core.Outcome
			if err := mech.Allocate(in, &out); err != nil {
				fmt.Println(err)
				return
			}
			fmt.Printf("%s: reporting %.1f gives %.2f\n", mech.Name(), report, out.AgentUtility(0, []float64{1}, []float64{.3}))
		}
	}
	// Output:
	// pa: reporting 0.3 gives 0.21
	// pa: reporting 0.5 gives 0.25
	// pa-lottery: reporting 0.3 gives 0.21
	// pa-lottery: reporting 0.5 gives 0.15
}
