package table

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"fallow/core"
)

const wideText = `agent,weight,value of GPUs,value of Memory,demand for GPUs,demand for Memory
Vision,1,6,0.05,14,800
Language,2,5,0.02,12,900
budget,,,,16,1000
`

func twoTeams() Problem {
	return Problem{
		Agents: []string{"Vision", "Language"}, Resources: []string{"GPUs", "Memory"},
		Instance: &core.Instance{
			N: 2, M: 2, Values: []float64{6, .05, 5, .02}, Demands: []float64{14, 800, 12, 900},
			Budgets: []float64{16, 1000}, Weights: []float64{1, 2},
		},
	}
}

// The same problem in the ways in which people keep it.
func TestLayouts(t *testing.T) {
	for name, text := range map[string]string{
		"as written":          wideText,
		"tabs":                strings.ReplaceAll(wideText, ",", "\t"),
		"German":              strings.NewReplacer(",", ";", ".", ",").Replace(wideText),
		"tabs, decimal comma": strings.NewReplacer(",", "\t", ".", ",").Replace(wideText),
		"Windows, a mark":     "\uFEFF" + strings.ReplaceAll(wideText, "\n", "\r\n"),
		"blank lines":         "\n" + strings.ReplaceAll(wideText, "\n", ",,,\n\n"),
		"says its separator":  "sep=;\n" + strings.ReplaceAll(wideText, ",", ";"),
		"UTF-16":              utf16Of(wideText),
		"quoted":              strings.NewReplacer("1000", `"1,000"`, "Vision", `"Vision"`).Replace(wideText),
		"interleaved": "team,GPUs value,GPUs demand,Memory (value),Memory (demand),weight\nVision,6,14,.05,800,1\nLanguage,5,12,.02,900,2\n" +
			"There is,16,,1000\n",
		"underscores": "name,value_GPUs,value_Memory,demand_GPUs,demand_Memory,priority\nVision,6,.05,14,800,1\nLanguage,5,.02,12,900,2\nbudget,16,1000\n",
		"names only":  ",,GPUs,Memory,GPUs,Memory\nVision,1,6,.05,14,800\nLanguage,2,5,.02,12,900\nbudget,16,1000\n",
		"long": "agent,resource,value,demand,weight\nVision,GPUs,6,14,1\nVision,Memory,.05,800,\nLanguage,GPUs,5,12,2\n" +
			"Language,Memory,.02,900,2\nbudget,GPUs,,16\nbudget,Memory,,1000\n",
		"long, budgets beside": "resource,agent,weight,value,demand,budget\nGPUs,Vision,1,6,14,16\nMemory,Vision,1,.05,800,1000\n" +
			"GPUs,Language,2,5,12,\nMemory,Language,2,.02,900,1000\n",
		"JSON": `{"values": [[6, 0.05], [5, 0.02]], "demands": [[14, 800], [12, 900]], "budgets": [16, 1000], "weights": [1, 2],
			"agents": ["Vision", "Language"], "resources": ["GPUs", "Memory"]}`,
		"JSON in a list": `{"instances": [{"values": [[6, 0.05], [5, 0.02]], "demands": [[14, 800], [12, 900]], "budgets": [16, 1000],
			"weights": [1, 2], "agents": ["Vision", "Language"], "resources": ["GPUs", "Memory"]}]}`,
	} {
		got, err := Read([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(got) != 1 || !reflect.DeepEqual(got[0], twoTeams()) {
			t.Errorf("%s: read %+v, %+v", name, got[0], got[0].Instance)
		}
	}
}

func utf16Of(text string) string {
	out := []byte{0xFF, 0xFE}
	for _, r := range text {
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

// Without a header, and without weights.
func TestBareRows(t *testing.T) {
	got, err := Read([]byte("a\t1\t2\t3\t4\nb\t5\t6\t7\t8\nbudgets\t9\t10\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Problem{
		Agents: []string{"a", "b"}, Resources: []string{"Resource 1", "Resource 2"},
		Instance: &core.Instance{
			N: 2, M: 2, Values: []float64{1, 2, 5, 6}, Demands: []float64{3, 4, 7, 8}, Budgets: []float64{9, 10}, Weights: []float64{1, 1},
		},
	}
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("read %+v, %+v", got[0], got[0].Instance)
	}
}

func TestManyInstances(t *testing.T) {
	text := "instance,agent,value of CPU,demand for CPU\nMon,a,1,2\nMon,b,3,4\nTue,a,5,6\nTue,b,7,8\nTue,c,9,1\nTue,budget,,3\n,budget,,11\n"
	got, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Name != "Mon" || got[0].Instance.Budgets[0] != 11 || got[1].Instance.N != 3 || got[1].Instance.Budgets[0] != 3 {
		t.Errorf("read %+v", got)
	}
	long := "instance,agent,resource,value,demand\nMon,a,CPU,1,2\nMon,budget,CPU,,1\nTue,a,CPU,1,2\nTue,budget,CPU,,7\n"
	if got, err = Read([]byte(long)); err != nil || len(got) != 2 || got[1].Instance.Budgets[0] != 7 {
		t.Errorf("read %+v, %v", got, err)
	}
}

// Refusals say where and why.
func TestRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "the table is empty",
		" \n,,\n":                       "the table is empty",
		"a,1,2\n":                       "the table has no row of budgets: add one that begins with “budget”",
		"a,1,x\nbudget,3":               "line 1, column 3 is not a number: “x”",
		"a,1,-2\nbudget,3":              "line 1, column 3 is negative: “-2”",
		"a,0,2\nbudget,3":               "line 1, column 2 is zero, but a value must be positive",
		"a,1,2\nb,1\nbudget,3":          "line 2, column 3 is empty",
		"a,1,NaN\nbudget,3":             "line 1, column 3 is not a number: “NaN”",
		"a,1,1e999\nbudget,3":           "line 1, column 3 is too large: “1e999”",
		"a,1,0x10\nbudget,3":            "line 1, column 3 is not a number: “0x10”",
		"a\t1,000\t2\nbudget\t3":        "line 1, column 2 could mean a thousand or a decimal comma: “1,000”",
		"a,1,2,3,4\nbudget,3,4,5":       "line 2 must have one budget for each resource: 3 budgets for 2 resources",
		"a,1,2\nbudget,3\nbudget,3":     "line 3 has budgets again",
		"agent,value of A\nx,1":         "line 1, column 2 has values, but there is no column with the demands to them: “value of A”",
		"agent,value of A,demand for B": "line 1, column 3 has demands, but there is no column with the values to them: “demand for B”",
		"agent,value of A,demand for A,note\nx,1,2,hi\nbudget,1":  "line 1, column 4 is neither a value nor a demand, nor anything else that is known: “note”",
		"a,1,2\nb,\"1,2\nbudget,3":                                "line 2 begins a cell with a quotation mark that is not closed where the cell ends",
		"a,1,2\nb\",1,2\nbudget,3":                                "line 2 has a quotation mark inside a cell: put the cell in quotation marks and double the ones inside",
		"value of A,agent,demand for A\n,budget":                  "line 2 must have one budget for each resource: 0 budgets for 1 resource",
		"instance,agent,value of A,demand for A\n1,x,1,1":         "line 2 begins instance “1”, which has no row of budgets",
		"agent,resource,value,demand\na,A,1,1\na,A,1,1":           "line 3 repeats an agent and a resource: “a, A”",
		"agent,resource,value,demand\na,A,1,1":                    "the table has no budget for “A”: add a row with the agent “budget”",
		"{\n \"values\": [[1]],\n}":                               "line 3, column 1 is not JSON any more: invalid character '}' looking for beginning of object key string",
		`{"values": [[1]], "demands": [[-1]], "budgets": [1]}`:    "demands[0][0] is negative",
		`[{"values": [[1]], "demands": [["x"]], "budgets": [1]}]`: "instances[0].demands[0][0] is not a number",
		`[3]`: "instances[0].the instance is not an object with values, demands and budgets",
		`[]`:  "instances is empty: there must be at least one",
		`{"values": [[1]], "demands": [[1]], "budgets": [1], "agents": ["a", "b"]}`:   "agents has 2 names, but there are 1",
		`{"values": [[1]], "demands": [[1]], "budgets": [1], "agents": [["a", "b"]]}`: "agents is a array, which does not belong there",
	} {
		got, err := Read([]byte(text))
		if err == nil {
			t.Errorf("%q was read as %+v", text, got)
			continue
		}
		if _, ok := err.(*core.InputError); !ok || err.Error() != want {
			t.Errorf("%q: %T %q, want %q", text, err, err, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	unsure := marks{}
	points, commas, semicolons := marks{point: true}, marks{comma: true}, marks{semicolons: true}
	for _, c := range []struct {
		marks marks
		cell  string
		want  float64
	}{
		{unsure, "1.5", 1.5}, {unsure, "1,5", 1.5}, {unsure, "1.000", 1}, {unsure, "1,234.5", 1234.5}, {unsure, "1.234,5", 1234.5},
		{unsure, "1,000,000", 1e6}, {unsure, "1.000.000", 1e6}, {unsure, "0,125", .125}, {unsure, "1 000", 1000}, {unsure, "1'000.25", 1000.25},
		{unsure, "−3", -3}, {unsure, "1.5e-7", 1.5e-7}, {unsure, "+.5", .5}, {unsure, "1,000e3", 1000}, {unsure, "12 345,5", 12345.5},
		{points, "1,000", 1000}, {commas, "1,000", 1}, {commas, "1.000", 1000}, {semicolons, "1,000", 1},
	} {
		if got, fault := c.marks.number(c.cell); fault != "" || got != c.want {
			t.Errorf("%+v: %q is read as %g, %q; want %g", c.marks, c.cell, got, fault, c.want)
		}
	}
	for _, cell := range []string{"", "1,2,3", "1.2.3", "1,00.5", "1 00", "- 1", "1e", "--1", "1,000", "10 %", "1,23.4,5", "Inf", "1_000", "."} {
		if got, fault := unsure.number(cell); fault == "" {
			t.Errorf("%q is read as %g", cell, got)
		}
	}
}

// random makes problems of any size, with names and numbers that are hard to write.
func random(r *rand.Rand) Problem {
	n, m := 1+r.IntN(6), 1+r.IntN(5)
	names := []string{
		"budget", "agent", "a, b", `say "x"`, "x;y", "-1", "3", "value of x", "demand for x", "weight", "=1+1", "Größe", "resource", "instance",
		"'", "{", "[1]", "sep=;", "_", "1.000", "",
	}
	name := func(otherwise string) string {
		if k := r.IntN(2 * len(names)); k < len(names) && names[k] != "" {
			return names[k]
		}
		return fmt.Sprintf("%s %d", otherwise, r.IntN(9))
	}
	number := func(zero bool) float64 {
		switch r.IntN(6) {
		case 0:
			return float64(1 + r.IntN(5000))
		case 1:
			return math.Float64frombits(r.Uint64N(0x7FF0000000000000-1) + 1)
		case 2:
			return math.SmallestNonzeroFloat64
		case 3:
			if zero {
				return 0
			}
		}
		return r.ExpFloat64() + 1e-9
	}
	numbers := func(count int, zero bool) []float64 {
		xs := make([]float64, count)
		for k := range xs {
			xs[k] = number(zero)
		}
		return xs
	}
	p := Problem{Instance: &core.Instance{
		N: n, M: m, Values: numbers(n*m, false), Demands: numbers(n*m, true), Budgets: numbers(m, true), Weights: numbers(n, false),
	}}
	for range n {
		p.Agents = append(p.Agents, name("Agent"))
	}
	for range m {
		p.Resources = append(p.Resources, name("Resource"))
	}
	return p
}

// What is written reads back the same to the last bit, alone and among others.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		problems := []Problem{random(r)}
		for k := range r.IntN(3) {
			next := random(r)
			next.Name, next.Resources = fmt.Sprint("Day ", k), problems[0].Resources
			next.Instance = resized(r, next.Instance.N, problems[0].Instance)
			problems = append(problems, next)
		}
		if len(problems) > 1 {
			problems[0].Name = "1"
		}
		for name, write := range map[string]func([]Problem) ([]byte, error){"CSV": WriteCSV, "TSV": WriteTSV, "JSON": WriteJSON} {
			text, err := write(problems)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(text)
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, text)
			}
			if !reflect.DeepEqual(got, problems) {
				t.Fatalf("%s: %+v became %+v\n%s", name, problems, got, text)
			}
		}
	}
}

// resized is an instance of n agents with as many resources as in.
func resized(r *rand.Rand, n int, in *core.Instance) *core.Instance {
	out := &core.Instance{N: n, M: in.M, Budgets: in.Budgets}
	for range n {
		out.Weights = append(out.Weights, 1+r.Float64())
		for range in.M {
			out.Values, out.Demands = append(out.Values, 1+r.Float64()), append(out.Demands, r.Float64())
		}
	}
	return out
}

func TestWhatCannotBeWritten(t *testing.T) {
	a, b := twoTeams(), twoTeams()
	b.Resources = []string{"GPUs", "Disk"}
	bad := twoTeams()
	bad.Instance.Weights[1] = 0
	twins := twoTeams()
	twins.Name = "1"
	for want, problems := range map[string][]Problem{
		"instances is empty: there must be at least one":                                     {},
		"instances[1] has other resources than the first, so they do not fit into one table": {a, b},
		"instances[0].weights[1] is zero, but must be positive":                              {bad},
		"instances[1] has the name of another: “1”":                                          {a, twins},
	} {
		if _, err := WriteCSV(problems); err == nil || err.Error() != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// Whatever is read can be written and reads back the same.
func checkRead(t *testing.T, text string) {
	problems, err := Read([]byte(text))
	if err != nil {
		if _, ok := err.(*core.InputError); !ok {
			t.Fatalf("%T: %v", err, err)
		}
		return
	}
	for k, p := range problems {
		if err := p.Instance.Validate(); err != nil || len(p.Agents) != p.Instance.N || len(p.Resources) != p.Instance.M {
			t.Fatalf("instance %d is not whole: %v", k, err)
		}
		p.Name = ""
		for _, write := range []func([]Problem) ([]byte, error){WriteCSV, WriteJSON} {
			written, err := write([]Problem{p})
			if err != nil {
				t.Fatal(err)
			}
			again, err := Read(written)
			if err != nil || !reflect.DeepEqual(again, []Problem{p}) {
				t.Fatalf("%+v %+v became %+v, %v\n%s", p, p.Instance, again, err, written)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, text := range []string{
		wideText, "a\t1\t2\nbudget\t3", "a;1,5;2\nbudget;3,0", "instance,agent,value of A,demand for A\n1,x,1,1\n,budget,,4",
		"agent,resource,value,demand\na,A,1,1\nbudget,A,,2", "sep=;\na;1;2\nbudget;\"1.000,5\"", "a,1,2\nbudget,1 000",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text)
		if _, err := ReadCSV(text); err != nil {
			if _, ok := err.(*core.InputError); !ok {
				t.Fatalf("%T: %v", err, err)
			}
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, text := range []string{
		`{"values": [[6, 0.05], [5, 0.02]], "demands": [[14, 800], [12, 900]], "budgets": [16, 1000], "weights": [1, 2], "agents": ["a", "b"]}`,
		`[{"name": "x", "values": [[1]], "demands": [[0]], "budgets": [0]}]`, `{"instances": [{}]}`, `{"instances": null}`, `[null]`, `{"values": 1e999}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkRead(t, "{"+text); checkRead(t, text) })
}

func BenchmarkRead100x20(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	p := Problem{Instance: resized(r, 100, &core.Instance{M: 20, Budgets: make([]float64, 20)})}
	p.Agents, p.Resources = named(make([]string, 100), AgentName), named(make([]string, 20), ResourceName)
	text, err := WriteCSV([]Problem{p})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Read(text); err != nil {
			b.Fatal(err)
		}
	}
}
