//go:build !js

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	// What the program below compiles, so that a change of it is a change of this test to Go's test cache.
	_ "fallow/core"
	_ "fallow/net"
	_ "fallow/solvers"
)

const outsideMod = `module outside

go 1.26

require fallow v0.0.0

replace fallow => `

const outsideMain = `package main

import (
	"fmt"

	"fallow/core"
	"fallow/net"
	"fallow/solvers"
)

func main() {
	in, err := core.NewInstance([][]float64{{1, .5}, {1, .25}}, [][]float64{{1, 1}, {1, 1}}, []float64{1, 1}, nil)
	if err != nil {
		panic(err)
	}
	rule, err := net.NewHandicap(.5)
	if err != nil {
		panic(err)
	}
	for _, mech := range []core.Mechanism{solvers.NewPF(solvers.Options{}), rule} {
		var out core.Outcome
		if err := mech.Allocate(in, &out); err != nil {
			panic(err)
		}
		var m core.Metrics
		core.Measure(in, &out, &m)
		fmt.Printf("%.3f\n", m.Utilities[0])
	}
}
`

// A module of somebody else's imports core, solvers and net through a replace line.
func TestImportFromOutside(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"go.mod": outsideMod + root + "\n", "main.go": outsideMain, "go.sum": string(sums)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("go", "run", "-mod=mod", ".")
	run.Dir = dir
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.HasPrefix(string(out), "0.750\n") {
		t.Errorf("proportional fairness gives agent 0\n%s", out)
	}
}
