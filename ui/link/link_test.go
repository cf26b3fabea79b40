package link

import (
	"errors"
	"math"
	"strings"
	"testing"

	"fallow/core"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	names := []string{"honest", "careful"}
	var w Writer
	w.Text("name", "Ä & B; 100 % = all?", "")
	w.Int("seed", 3, 1)
	w.Number("memory", 0.2500249, 0.5)
	w.Choice("conduct", names, 1, 0)
	w.Flag("whole", true, false)
	w.Numbers("budgets", []float64{1, 0.5, 1e-4}, nil)
	address := Join([]Part{{"game", ""}, {"bench", w.State()}})
	parts := Split("#" + address)
	if len(parts) != 2 || parts[0] != (Part{"game", ""}) || parts[1].Figure != "bench" || Join(parts) != address {
		t.Fatalf("%q was read as %q", address, parts)
	}
	r := Read(parts[1])
	if got := r.Text("name", "", 100); got != "Ä & B; 100 % = all?" {
		t.Errorf("name %q", got)
	}
	if got := r.Int("seed", 1, 1, 9); got != 3 {
		t.Errorf("seed %d", got)
	}
	if got := r.Number("memory", 1, 0, 1); got != 0.250025 {
		t.Errorf("memory %g", got)
	}
	if r.Choice("conduct", names, 0) != 1 || !r.Flag("whole", false) {
		t.Error("the choices are lost")
	}
	if got := r.Numbers("budgets", nil, 3, 0, 1); len(got) != 3 || got[2] != 1e-4 {
		t.Errorf("budgets %v", got)
	}
	if err := r.Err(); err != nil {
		t.Error(err)
	}
}

func TestWhatIsUsualIsLeftOut(t *testing.T) {
	var w Writer
	w.Int("seed", 1, 1)
	w.Number("memory", 0.5, 0.5)
	w.Flag("whole", false, false)
	if got := w.State(); got != "" {
		t.Errorf("wrote %q", got)
	}
	r := Read(Part{"game", ""})
	if r.Int("seed", 7, 1, 9) != 7 || r.Err() != nil {
		t.Error("a missing key does not mean what is usual")
	}
}

func TestWhatIsTooLongStaysOut(t *testing.T) {
	var w Writer
	w.Text("table", strings.Repeat("1", Most), "")
	if w.State() != "" {
		t.Error("a state of more than Most bytes was written")
	}
}

func TestBadPairsAreSentences(t *testing.T) {
	for state, want := range map[string]string{
		"seed=x":                      "“seed” of “lab” in the link is not a number",
		"seed=NaN":                    "“seed” of “lab” in the link is not a number",
		"seed=99":                     "“seed” of “lab” in the link must lie between 1 and 4",
		"seed=1.5":                    "“seed” of “lab” in the link is not a whole number",
		"seed=%zz":                    "“seed” of “lab” in the link cannot be read",
		"seed=%e4":                    "“seed” of “lab” in the link cannot be read",
		"kind=odd":                    "“kind” of “lab” in the link must be one of a, b",
		"list=1,2,3":                  "“list” of “lab” in the link holds more than 2 numbers",
		"seeed=1&seed=1":              "“seeed” of “lab” in the link says something that this page does not know",
		strings.Repeat("a", 4*Most+1): "the link’s part about “lab” is too long to be one of this page’s",
	} {
		r := Read(Part{"lab", state})
		r.Int("seed", 1, 1, 4)
		r.Choice("kind", []string{"a", "b"}, 0)
		r.Numbers("list", nil, 2, 0, 9)
		var input *core.InputError
		if err := r.Err(); !errors.As(err, &input) || err.Error() != want {
			t.Errorf("%.20q: %v, want %q", state, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("game?memory=0.25&gpus=1;lab?width=32", "name")
	f.Add("#a?b=%41+%zz;;?=&&;x", "b")
	f.Fuzz(func(t *testing.T, address, key string) {
		for _, p := range Split(address) {
			r := Read(p)
			if n := r.Int(key, 1, -3, 8); n < -3 || n > 8 {
				t.Errorf("%q gave %d", address, n)
			}
			r = Read(p)
			if x := r.Number(key, 1, 0, 2); !(x >= 0 && x <= 2) {
				t.Errorf("%q gave %g", address, x)
			}
			text := Read(p).Text(key, "", math.MaxInt)
			var w Writer
			w.Text("k", text, "")
			if s := w.State(); s != "" {
				if again := Read(Split("f?" + s)[0]).Text("k", "", math.MaxInt); again != text {
					t.Errorf("%q became %q", text, again)
				}
			}
			_ = r.Err()
		}
	})
}
