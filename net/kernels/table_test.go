package kernels

import (
	"fmt"
	"math"
	"testing"
)

// tableShapes are items, n, m, f: nothing, ones, odd, and those of exchangeable networks.
var tableShapes = [][4]int{
	{0, 2, 2, 4}, {2, 0, 2, 4}, {2, 2, 0, 4}, {2, 2, 2, 0}, {1, 1, 1, 1}, {3, 2, 2, 5}, {2, 5, 3, 32}, {4, 1, 5, 17},
	{2, 60, 2, 7}, {3, 10, 3, 48}, {5, 3, 5, 20},
}

func TestPoolTable(t *testing.T) {
	for _, s := range tableShapes {
		b, n, m, f := s[0], s[1], s[2], s[3]
		what := fmt.Sprint("PoolTable", s)
		rng := newRand(what)
		x := unaligned(random(rng, b*n*m*f))
		for _, withCols := range []bool{false, true} {
			pool := func(k Backend[float32]) (rows, cols []float32) {
				rows = random(rng, b*n*f)
				if withCols {
					cols = random(rng, b*m*f)
				}
				k.PoolTable(rows, cols, x, b, n, m, f)
				return rows, cols
			}
			rows, cols := pool(Best())
			wantRows, wantCols := pool(plain32)
			mustBeSame(t, what+" rows", rows, wantRows)
			mustBeSame(t, what+" cols", cols, wantCols)
			for at := range rows {
				sum := 0.0
				for j := range m {
					sum += float64(x[(at/f*m+j)*f+at%f])
				}
				mustBeNear(t, what+" rows", rows[at:at+1], []float64{sum}, math.Sqrt(float64(m)))
			}
			for at := range cols {
				sum, table, cell := 0.0, at/f/m, at/f%m
				for i := range n {
					sum += float64(x[((table*n+i)*m+cell)*f+at%f])
				}
				mustBeNear(t, what+" cols", cols[at:at+1], []float64{sum}, math.Sqrt(float64(n)))
			}
		}
	}
}

func TestSpreadTable(t *testing.T) {
	for _, s := range tableShapes {
		b, n, m, f := s[0], s[1], s[2], s[3]
		rng := newRand(fmt.Sprint("SpreadTable", s))
		x, rows, cols := random(rng, b*n*m*f), random(rng, b*n*f), random(rng, b*m*f)
		for _, relu := range []bool{false, true} {
			for _, c := range [][]float32{nil, cols} {
				what := fmt.Sprint("SpreadTable", s, relu, c != nil)
				got, want := unaligned(x), clone(x)
				Best().SpreadTable(got, rows, c, b, n, m, f, relu)
				plain32.SpreadTable(want, rows, c, b, n, m, f, relu)
				mustBeSame(t, what, got, want)
				for at, v := range x {
					cell := at / f
					sum := float64(v) + float64(rows[cell/m*f+at%f])
					if c != nil {
						sum += float64(c[(cell/(n*m)*m+cell%m)*f+at%f])
					}
					if relu {
						sum = max(sum, 0)
					}
					mustBeNear(t, what, got[at:at+1], []float64{sum}, 3)
				}
			}
		}
	}
}
