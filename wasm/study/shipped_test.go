package study

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fallow/net"
	"fallow/net/kernels"
)

const (
	assets          = "../../assets"
	maxResultBytes  = 500_000
	maxModelBytes   = 1_500_000
	wantInstances   = 10_000
	wantSearched    = 1000
	wantSearchedFew = 200 // of the largest systems
)

// shipped reads the results that Fallow ships.
func shipped(t *testing.T) []Shipped {
	t.Helper()
	files, err := filepath.Glob(assets + "/results/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var results []Shipped
	total := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		total += len(data)
		var s Shipped
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if s.Study+".json" != filepath.Base(file) {
			t.Errorf("%s holds %s", file, s.Study)
		}
		results = append(results, s)
	}
	if want := len(Catalogue()); len(results) != want {
		t.Fatalf("%d of %d results are shipped: run ./build.sh results", len(results), want)
	}
	if total > maxResultBytes {
		t.Errorf("the results have %d bytes, more than %d", total, maxResultBytes)
	}
	return results
}

// shippedModels returns the networks that Fallow ships; others are an error that wraps fs.ErrNotExist.
func shippedModels(name string) (Model, error) {
	data, err := os.ReadFile(filepath.Join(assets, "models", name+".safetensors"))
	if err != nil {
		return Model{}, err
	}
	m, err := net.Load(data, kernels.Best())
	return Model{Mechanism: m}, err
}

// What is shipped says where it comes from and is as large as promised.
func TestShippedResultsAreWhole(t *testing.T) {
	for _, s := range shipped(t) {
		p := s.Provenance
		if p.Version == "" || p.Engine == "" || p.Date == "" || p.Seconds <= 0 {
			t.Errorf("%s does not say where it comes from: %+v", s.Study, p)
		}
		if len(s.Verdicts) == 0 {
			t.Errorf("%s is not compared with the paper", s.Study)
		}
		for _, v := range s.Verdicts {
			if !v.Agrees && v.Why == "" {
				t.Errorf("%s disagrees without a reason: %s", s.Study, v.Claim)
			}
		}
		study, err := Find(s.Study)
		if err != nil {
			t.Fatal(err)
		}
		if s.Config != study.Full {
			t.Errorf("%s was computed for %+v, not for its full size", s.Study, s.Config)
		}
		for _, row := range s.Rows {
			checkSize(t, s.Study, row)
		}
	}
}

func checkSize(t *testing.T, study string, row Row) {
	t.Helper()
	want := 0
	if row.N == 0 {
		return // exact
	}
	switch strings.TrimSuffix(row.Metric, relative) {
	case metricNSW, metricUtility, metricEfficiency:
		want = wantInstances
	case metricExploitability, metricExploitabilityValues:
		if want = wantSearched; strings.HasPrefix(row.System, "40x") || strings.HasPrefix(row.System, "60x") {
			want = wantSearchedFew
		}
	}
	if row.N < want {
		t.Errorf("%s: %s of %s for %s, %s comes from %d instances, fewer than %d", study, row.Metric, row.Series, row.System, row.Setting, row.N, want)
	}
}

// Every shipped number is found again, within the standard errors, on instances that its computation has not seen: in a
// small size, with another seed, and so with other searches.
func TestShippedResultsAreFoundAgain(t *testing.T) {
	compared := 0
	for _, s := range shipped(t) {
		study, err := Find(s.Study)
		if err != nil {
			t.Fatal(err)
		}
		p, err := study.Plan(Config{Seed: 4242, Instances: 200, Searched: 4, Evaluations: s.Config.Evaluations, Repeats: 1})
		if err != nil {
			t.Fatal(err)
		}
		compared += checkAgain(t, s, p)
	}
	if compared < 50 {
		t.Errorf("only %d numbers could be compared", compared)
	}
}

// checkAgain computes the comparisons of p that need no network that is not shipped, and compares their rows.
func checkAgain(t *testing.T, s Shipped, p *Plan) int {
	t.Helper()
	compared := 0
	for _, part := range p.parts {
		c, ok := part.(*comparison)
		if !ok || c.system.N >= largeSystem {
			continue
		}
		c.entries = slices.DeleteFunc(c.entries, func(e entry) bool {
			if e.network == "" {
				return false
			}
			_, err := os.Stat(filepath.Join(assets, "models", e.network+".safetensors"))
			return errors.Is(err, fs.ErrNotExist)
		})
		if c.system.N > mediumSystem {
			c.config.Searched = 1
		}
		one := &Plan{Study: p.Study, Config: p.Config}
		one.parts = append(one.parts, c)
		again, err := one.Run(t.Context(), shippedModels, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range again.Rows {
			if row.Metric == metricExploitability+relative || row.Metric == metricExploitabilityValues+relative {
				continue // a quotient that four instances, most of which nobody can exploit, say nothing about
			}
			if old, ok := s.Rows.find(row.Series, row.System, row.Setting, row.Metric, row.X); ok {
				compared++
				checkNear(t, s.Study, old, row)
			}
		}
	}
	return compared
}

// checkNear checks that row, of a small sample, is as near to the shipped one as its size lets expect. The spread of a
// single instance is taken from the shipped standard error: a small sample of a skewed figure does not know its own.
func checkNear(t *testing.T, study string, shipped, row Row) {
	t.Helper()
	const sigmas = 5
	spread := shipped.StdErr * math.Sqrt(1+float64(shipped.N)/float64(row.N))
	if agents := float64(shipped.Agents); agents > 0 && row.Agents > 0 {
		spread *= math.Sqrt(max(1, agents/float64(row.Agents)))
	}
	if d := math.Abs(row.Mean - shipped.Mean); d > sigmas*spread+exploitabilityNoise {
		t.Errorf("%s: %s of %s for %s, %s, at %v is shipped as %v ± %v (n = %d), but %d other instances give %v",
			study, row.Metric, row.Series, row.System, row.Setting, row.X, shipped.Mean, shipped.StdErr, shipped.N, row.N, row.Mean)
	}
}

// Tolerances are set with what PF's exploitability was taken to be.
func TestExploitabilityOfPFIsAsAssumed(t *testing.T) {
	for _, s := range shipped(t) {
		for system, settings := range exploitabilityOfPF {
			for setting, assumed := range settings {
				row, ok := s.Rows.find(seriesPF, system.String(), string(setting), metricExploitability, none)
				if ok && math.IsNaN(row.X) && math.Abs(row.Mean-assumed) > .3*assumed+4*row.StdErr {
					t.Errorf("%s: PF's exploitability for %s, %s is %v ± %v, but was taken to be %v", s.Study, system, setting, row.Mean, row.StdErr, assumed)
				}
			}
		}
	}
}

// The shipped models are small, are those that the list names, and were made by the recipes of today.
func TestShippedModelsAreListed(t *testing.T) {
	data, err := os.ReadFile(assets + "/models/models.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []struct {
		Name, SHA256 string
		Bytes        int
		Recipe       Recipe
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	recipes := map[string]Recipe{}
	for _, r := range ShippedRecipes() {
		recipes[r.Name] = r
	}
	total := 0
	for _, m := range list {
		data, err := os.ReadFile(filepath.Join(assets, "models", m.Name+".safetensors"))
		if err != nil {
			t.Error(err)
			continue
		}
		total += len(data)
		if sum := fmt.Sprintf("%x", sha256.Sum256(data)); sum != m.SHA256 || len(data) != m.Bytes {
			t.Errorf("%s is not the file that the list names", m.Name)
		}
		if a, b := marshal(t, m.Recipe), marshal(t, recipes[m.Name]); string(a) != string(b) {
			t.Errorf("%s was made by\n%s\nbut today's recipe is\n%s", m.Name, a, b)
		}
		if _, err := net.Load(data, kernels.Best()); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
	if len(list) != len(recipes) || total > maxModelBytes {
		t.Errorf("%d models are listed, want %d; they have %d bytes, at most %d are wanted", len(list), len(recipes), total, maxModelBytes)
	}
}

// The essay's sentence on scarcity quotes Figure 6.
func TestEssayQuotesFigure6(t *testing.T) {
	essay, err := os.ReadFile("../../ui/essay/misses.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shipped(t) {
		if s.Study != "figure6" {
			continue
		}
		quote := func(series, metric string, x float64) string {
			row, ok := s.Rows.find(series, system5x3.String(), string(Masked), metric+relative, x)
			if !ok {
				t.Fatalf("%s has no %s", series, metric)
			}
			return fmt.Sprintf("%.1f\u00a0%%", 100*row.Mean)
		}
		for series, x := range map[string]float64{seriesExS: none, seriesHandicap: net.DefaultHandicap} {
			for _, metric := range []string{metricGeometricMean, metricExploitability} {
				if want := quote(series, metric, x); !strings.Contains(string(essay), want) {
					t.Errorf("the essay does not say that %s has %s (%s)", series, want, metric)
				}
			}
		}
	}
}

// What is shipped says what today's code says of the same numbers.
func TestShippedVerdictsAreCurrent(t *testing.T) {
	for _, s := range shipped(t) {
		study, err := Find(s.Study)
		if err != nil {
			t.Fatal(err)
		}
		p, err := study.Plan(s.Config)
		if err != nil {
			t.Fatal(err)
		}
		var verdicts []Verdict
		if p.judge != nil {
			verdicts = p.judge(&s.Result)
		}
		if got, want := marshal(t, s.Verdicts), marshal(t, verdicts); !bytes.Equal(got, want) {
			t.Errorf("%s says\n%s\ntoday\n%s", s.Study, got, want)
		}
		if !slices.Equal(s.Notes, p.notes) {
			t.Errorf("%s notes\n%q\ntoday\n%q", s.Study, s.Notes, p.notes)
		}
	}
}

// The essay says what PA's exploitability is beside PF's, and a network's beside the tolerance that it was trained for.
func TestEssayBoundsExploitability(t *testing.T) {
	pa, exs := []float64{}, []float64{}
	for _, s := range shipped(t) {
		if !slices.Contains([]string{"figure4", "figure5", "figure6"}, s.Study) {
			continue
		}
		for _, row := range s.Rows {
			system := System{}
			if n, _ := fmt.Sscanf(row.System, "%dx%d", &system.N, &system.M); n != 2 {
				t.Fatalf("%s is about the system %q", s.Study, row.System)
			}
			switch {
			case row.Series == seriesPA && row.Metric == metricExploitability+relative:
				pa = append(pa, row.Mean)
			case row.Series == seriesExS && row.Metric == metricExploitability:
				exs = append(exs, row.Mean/shippedRecipe(system, Setting(row.Setting)).Options.Objective.Tolerance)
			}
		}
	}
	for _, c := range []struct {
		essay, words         string
		found, least, beyond float64
	}{
		{"misses", "from a fifth of what proportional fairness has", slices.Min(pa), .17, .23},
		{"misses", "to three times as much", slices.Max(pa), 2.5, 3.5},
		{"promises", "up to about four times as much", slices.Max(exs), 3.5, 4.5},
	} {
		essay, err := os.ReadFile("../../ui/essay/" + c.essay + ".html")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(essay), c.words) || c.found < c.least || c.found > c.beyond {
			t.Errorf("the essay says %q (or no longer does), the results %.3g", c.words, c.found)
		}
	}
}
