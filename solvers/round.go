package solvers

import "fallow/core"

// Round is for indivisible items (footnote 1 of Zeng et al., after Cole and Gkatzelis 2015): the N×M matrix, row-major,
// that is 1 where agent i holds the largest part of item m under allocation (N×M) and so gets all of it, else 0. Ties
// go to the lowest index; an item of which nobody holds any goes to nobody.
func Round(in *core.Instance, allocation []float64) []float64 {
	rounded := make([]float64, in.N*in.M)
	for m := range in.M {
		holder, most := -1, 0.0
		for i := range in.N {
			if a := allocation[i*in.M+m]; a > most {
				holder, most = i, a
			}
		}
		if holder >= 0 {
			rounded[holder*in.M+m] = 1
		}
	}
	return rounded
}
