package core_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"testing"

	"fallow/core"
)

// example is a small valid instance.
func example(t testing.TB) *core.Instance {
	t.Helper()
	in, err := core.NewInstance(
		[][]float64{{1, 2}, {3, 4}, {5, 6}},
		[][]float64{{1, 0}, {0, .5}, {0, 0}},
		[]float64{1.5, 0}, []float64{1, 2, .5})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// checkInputError checks that err rejects what is at path.
func checkInputError(t *testing.T, err error, path string) {
	t.Helper()
	var bad *core.InputError
	if !errors.As(err, &bad) || bad.Path != path || bad.Reason == "" {
		t.Errorf("got %v, want an InputError at %s", err, path)
	}
}

func TestNewInstanceNamesWhatIsWrong(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	good := [][]float64{{1, 2}, {3, 4}}
	for _, c := range []struct {
		path             string
		values, demands  [][]float64
		budgets, weights []float64
	}{
		{"values", nil, good, []float64{1, 1}, nil},
		{"values", [][]float64{}, good, []float64{1, 1}, nil},
		{"budgets", good, good, nil, nil},
		{"demands", good, good[:1], []float64{1, 1}, nil},
		{"values[1]", [][]float64{{1, 2}, {3}}, good, []float64{1, 1}, nil},
		{"demands[0]", good, [][]float64{{1, 2, 3}, {3, 4}}, []float64{1, 1}, nil},
		{"values[0]", good, good, []float64{1, 1, 1}, nil},
		{"weights", good, good, []float64{1, 1}, []float64{1}},
		{"weights", good, good, []float64{1, 1}, []float64{}},
		{"values[1][0]", [][]float64{{1, 2}, {0, 4}}, good, []float64{1, 1}, nil},
		{"values[0][1]", [][]float64{{1, -2}, {3, 4}}, good, []float64{1, 1}, nil},
		{"values[0][0]", [][]float64{{nan, 2}, {3, 4}}, good, []float64{1, 1}, nil},
		{"values[1][1]", [][]float64{{1, 2}, {3, inf}}, good, []float64{1, 1}, nil},
		{"demands[1][1]", good, [][]float64{{1, 2}, {3, -1e-300}}, []float64{1, 1}, nil},
		{"demands[0][1]", good, [][]float64{{1, nan}, {3, 4}}, []float64{1, 1}, nil},
		{"budgets[1]", good, good, []float64{1, -1}, nil},
		{"budgets[0]", good, good, []float64{inf, 1}, nil},
		{"weights[1]", good, good, []float64{1, 1}, []float64{1, 0}},
		{"weights[0]", good, good, []float64{1, 1}, []float64{-inf, 1}},
	} {
		in, err := core.NewInstance(c.values, c.demands, c.budgets, c.weights)
		if in != nil {
			t.Errorf("%s: got an instance all the same", c.path)
		}
		checkInputError(t, err, c.path)
	}
}

func TestTooLargeAnInstanceIsRejectedBeforeItIsCopied(t *testing.T) {
	rows := make([][]float64, 100) // empty rows: the size is judged first
	_, err := core.NewInstance(rows, rows, make([]float64, core.MaxEntries/100+1), nil)
	checkInputError(t, err, "values")
}

func TestValidateChecksLengths(t *testing.T) {
	for path, spoil := range map[string]func(*core.Instance){
		"values":  func(in *core.Instance) { in.N = 0 },
		"budgets": func(in *core.Instance) { in.M = 0 },
		"demands": func(in *core.Instance) { in.Demands = in.Demands[1:] },
		"weights": func(in *core.Instance) { in.Weights = nil },
	} {
		in := example(t)
		spoil(in)
		checkInputError(t, in.Validate(), path)
	}
	if err := example(t).Validate(); err != nil {
		t.Error(err)
	}
}

func TestWeightsDefaultToOne(t *testing.T) {
	in, err := core.NewInstance([][]float64{{1}, {2}}, [][]float64{{1}, {0}}, []float64{1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(in.Weights, []float64{1, 1}) {
		t.Errorf("weights %v", in.Weights)
	}
}

func TestCopiesAreDeep(t *testing.T) {
	values, budgets := [][]float64{{1}}, []float64{1}
	in, err := core.NewInstance(values, values, budgets, nil)
	if err != nil {
		t.Fatal(err)
	}
	clone, copied := in.Clone(), example(t)
	copied.CopyFrom(in)
	values[0][0], budgets[0] = 7, 7
	in.Values[0], in.Demands[0], in.Budgets[0], in.Weights[0] = 8, 8, 8, 8
	want := &core.Instance{N: 1, M: 1, Values: []float64{1}, Demands: []float64{1}, Budgets: []float64{1}, Weights: []float64{1}}
	if !reflect.DeepEqual(clone, want) {
		t.Errorf("clone %+v", clone)
	}
	if !reflect.DeepEqual(copied, want) {
		t.Errorf("copy %+v", copied)
	}
}

func TestRowsCannotGrowIntoTheNext(t *testing.T) {
	in := example(t)
	row := in.Row(in.Values, 1)
	if !reflect.DeepEqual(row, []float64{3, 4}) {
		t.Errorf("row %v", row)
	}
	if _ = append(row, 9); in.Values[4] != 5 {
		t.Error("appending to a row changed the next one")
	}
}

func TestInstanceSurvivesJSON(t *testing.T) {
	want := example(t)
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	const text = `{"values":[[1,2],[3,4],[5,6]],"demands":[[1,0],[0,0.5],[0,0]],"budgets":[1.5,0],"weights":[1,2,0.5]}`
	if string(data) != text {
		t.Errorf("wrote %s", data)
	}
	var got core.Instance
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&got, want) {
		t.Errorf("read %+v", got)
	}
}

func TestJSONNamesWhatIsWrong(t *testing.T) {
	for text, path := range map[string]string{
		`{}`: "values",
		`{"values":[],"demands":[],"budgets":[1]}`:                    "values",
		`{"values":[[1]],"demands":[[1]]}`:                            "budgets",
		`{"values":[[1]],"demands":[[1]],"budgets":[1],"weights":[]}`: "weights",
		`{"values":[[1],[2,3]],"demands":[[1],[1]],"budgets":[1]}`:    "values[1]",
		`{"values":[[1]],"demands":[[-1]],"budgets":[1]}`:             "demands[0][0]",
		`{"values":[[1]],"demands":[[null]],"budgets":[1]}`:           "demands[0][0]",
		`{"values":[[1]],"demands":[[1]],"budgets":[null]}`:           "budgets[0]",
		`{"values":[[1],[2]],"demands":[[1],["2"]],"budgets":[1]}`:    "demands[1][0]",
		`{"values":[[1],null],"demands":[[1],[2]],"budgets":[1]}`:     "values[1]",
		`{"values":[[1],{}],"demands":[[1],[2]],"budgets":[1]}`:       "values[1]",
		`{"values":7,"demands":[[1]],"budgets":[1]}`:                  "values",
		`{"values":[[1]],"demands":[[1]],"budgets":{"a":1}}`:          "budgets",
		`{"values":[[1]],"demands":[[1]],"budgets":[1e999]}`:          "budgets[0]",
		`{"values":[[1]],"demands":[[1]],"budgets":[1],"weights":""}`: "weights",
	} {
		in := core.Instance{N: 5}
		checkInputError(t, json.Unmarshal([]byte(text), &in), path)
		if in.N != 5 {
			t.Errorf("%s changed the instance", text)
		}
	}
	for _, text := range []string{`[]`, `"x"`, `{"values":`} {
		if err := json.Unmarshal([]byte(text), new(core.Instance)); err == nil {
			t.Errorf("%s was read", text)
		}
	}
	var in core.Instance
	if err := json.Unmarshal([]byte(`{"values":[[1]],"demands":[[1]],"budgets":[1],"weights":null,"note":null}`), &in); err != nil {
		t.Errorf("null weights are absent weights: %v", err)
	}
}

// Whatever is read is valid and survives being written and read again.
func FuzzInstanceJSON(f *testing.F) {
	f.Add([]byte(`{"values":[[1,2],[3,4]],"demands":[[1,0],[0,0.5]],"budgets":[1.5,0],"weights":[1,2]}`))
	f.Add([]byte(`{"values":[[1]],"demands":[[null]],"budgets":[1e308]}`))
	f.Add([]byte(`{"values":[[1],["a"]],"demands":[[]],"budgets":null}`))
	f.Add([]byte(`{"VALUES":[[1e-320]],"demands":[[0]],"demands":[[1]],"budgets":[0]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var in, again core.Instance
		if json.Unmarshal(data, &in) != nil {
			if !reflect.DeepEqual(in, core.Instance{}) {
				t.Error("a rejected instance left something behind")
			}
			return
		}
		if err := in.Validate(); err != nil {
			t.Fatal(err)
		}
		written, err := json.Marshal(&in)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(written, &again); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(in, again) {
			t.Errorf("%+v became %+v", in, again)
		}
	})
}
