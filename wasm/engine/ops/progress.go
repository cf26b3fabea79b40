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

const (
	// usualIterations are somewhat more than most large programs take.
	usualIterations = 24
	// almost is how much is done at most by counting iterations.
	almost = .9
)

// solved estimates how much of an allocation has been solved. The gap falls roughly geometrically to the tolerance, but
// the vertex is often found long before; so iterations count as well.
func solved(p solvers.Progress) portion {
	program := min(almost, float64(p.Iteration)/usualIterations)
	if p.Gap < 1 {
		program = max(program, min(1, math.Log(p.Gap)/math.Log(solvers.Tolerance)))
	}
	return portion{(float64(p.Solve) + program) / float64(p.Solves), 1}
}
