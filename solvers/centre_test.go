package solvers

import (
	"math"
	"testing"

	"fallow/core"
)

// TestCentre goes to points of the central path from the starting point of all kinds of instances: every product is at
// its target, and every budget is met.
func TestCentre(t *testing.T) {
	s := new(solver)
	var allocation []float64
	forEachFamily(60, func(name string, seed uint64, in *core.Instance) {
		allocation = core.Sized(allocation, in.N*in.M)
		if err := s.presolve(in, allocation); err != nil {
			t.Fatal(err)
		}
		if s.mk.m() == 0 {
			return
		}
		if err := s.start(); err != nil {
			t.Fatal(err)
		}
		s.nt.resize(len(s.mk.cells), s.mk.n(), s.mk.m())
		for _, mu := range []float64{1e-1, 1e-3, 1e-5} {
			if err := s.centre(mu); err != nil {
				t.Fatal(err)
			}
			checkCentred(t, s, name, seed, mu)
		}
	})
}

func checkCentred(t *testing.T, s *solver, name string, seed uint64, mu float64) {
	t.Helper()
	for k, a := range s.mk.agents {
		if miss := math.Abs(s.it.u[k]*s.it.t[k] - a.w); miss > 1e-10*a.w {
			t.Fatalf("%s %d: at μ = %g, u·t of an agent of weight %g misses it by %g", name, seed, mu, a.w, miss)
		}
		from, to := s.mk.row(k)
		for c := from; c < to; c++ {
			x, goal := s.it.points[c], mu*a.w
			if !(x.y > 0 && x.z > 0) || math.Abs(x.y*x.l-goal) > 1e-10*goal || math.Abs(x.z*x.h-goal) > 1e-10*goal {
				t.Fatalf("%s %d: at μ = %g, a cell is %+v, with a goal of %g", name, seed, mu, x, goal)
			}
		}
	}
	for _, sum := range s.sum {
		if math.Abs(1-sum) > 1e-2 {
			t.Errorf("%s %d: at μ = %g, %g of a budget is allocated", name, seed, mu, sum)
		}
	}
}

// TestOnlyByCentre solves from the central path alone what is solved without it as well: the utilities are the same.
func TestOnlyByCentre(t *testing.T) {
	s, pf, out := new(solver), NewPF(Options{}), new(core.Outcome)
	forEachFamily(60, func(name string, seed uint64, in *core.Instance) {
		if err := pf.Allocate(in, out); err != nil {
			t.Fatal(err)
		}
		allocation, prices := make([]float64, in.N*in.M), make([]float64, in.M)
		if err := s.presolve(in, allocation); err != nil {
			t.Fatal(err)
		}
		if s.mk.m() == 0 {
			return
		}
		if err := s.start(); err != nil {
			t.Fatal(err)
		}
		s.nt.resize(len(s.mk.cells), s.mk.n(), s.mk.m())
		s.progress = Progress{}
		for mu := startMu; mu > leastCentre; mu *= nextCentre {
			if err := s.centre(mu); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.interior(); err != nil {
			t.Fatal(err)
		}
		if err := s.export(in, allocation, prices); err != nil {
			t.Fatal(err)
		}
		if c := Certify(in, allocation, prices); !c.Valid {
			t.Errorf("%s %d: certificate %+v", name, seed, c)
		}
	})
}
