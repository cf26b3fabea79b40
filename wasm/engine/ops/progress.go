package ops

import (
	"math"
	"time"

	"fallow/solvers"
)

// reportEvery is how often progress is told.
const reportEvery = 100 * time.Millisecond

// portion is the progress of one thing: how much of it is done, from 0 to 1.
type portion struct {
	Done  float64 `json:"done"`
	Total float64 `json:"total"`
}

// solved estimates how much of an allocation has been solved. The gap falls roughly geometrically to the tolerance.
func solved(p solvers.Progress) portion {
	program := 0.0
	if p.Gap < 1 {
		program = min(1, math.Log(p.Gap)/math.Log(solvers.Tolerance))
	}
	return portion{(float64(p.Solve) + program) / float64(p.Solves), 1}
}
