package fallow

import (
	"context"
	"encoding/json"
	"math"
)

// Studier computes the paper's figures and tables, or knows what was computed before.
type Studier interface {
	// ShippedStudy is the result that comes with the page.
	ShippedStudy(ctx context.Context, name string) (*StudyResult, error)
	// Study computes it again.
	Study(ctx context.Context, name string, options StudyOptions, progress func(StudyProgress)) (*StudyResult, error)
}

// StudyOptions say how large a study is.
type StudyOptions struct {
	Size string `json:"size"`
	Seed int    `json:"seed"`
}

// StudyProgress is work done of all work, and seconds.
type StudyProgress struct {
	Done      float64 `json:"done"`
	Total     float64 `json:"total"`
	Elapsed   float64 `json:"elapsed"`
	Remaining float64 `json:"remaining"`
}

// StudyResult is what a study found: the StudyResult of fallow.d.ts, or a file of results.
type StudyResult struct {
	Study  string `json:"study"`
	Source string `json:"source"`
	// Title is the takeaway in one line.
	Title    string            `json:"title"`
	Config   StudyConfig       `json:"config"`
	Rows     StudyTable        `json:"rows"`
	Timing   StudyTable        `json:"timing,omitempty"`
	Verdicts []StudyVerdict    `json:"verdicts"`
	Notes    []string          `json:"notes,omitempty"`
	Labels   map[string]string `json:"labels"`
	// Provenance is that of a file of results.
	Provenance *StudyProvenance `json:"provenance,omitempty"`
}

// StudyConfig is how large a study was.
type StudyConfig struct {
	Seed        int `json:"seed"`
	Instances   int `json:"instances"`
	Searched    int `json:"searched"`
	Evaluations int `json:"evaluations"`
	Repeats     int `json:"repeats"`
	Training    int `json:"training"`
}

// StudyProvenance is where and when a file of results was computed, and in how many seconds.
type StudyProvenance struct {
	Version string  `json:"version"`
	Engine  string  `json:"engine"`
	Date    string  `json:"date"`
	Seconds float64 `json:"seconds"`
}

// StudyVerdict compares one claim with what was found: the paper's, or one of ours about what the paper does not have.
type StudyVerdict struct {
	Claim  string `json:"claim"`
	Ours   bool   `json:"ours,omitempty"`
	Found  string `json:"found"`
	Agrees bool   `json:"agrees"`
	Why    string `json:"why,omitempty"`
}

// StudyRow is one number with what it is a number of. What there is not is NaN.
type StudyRow struct {
	Series, Metric, System, Setting string
	X, Mean, StdErr                 float64
	N                               int
	Paper, PaperSpread              float64
}

// StudyTable crosses as columns and rows.
type StudyTable []StudyRow

type studyTableWire struct {
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

// studyColumns are those that the page reads, in the order of the wire.
var studyColumns = []string{"series", "metric", "x", "mean", "stderr", "n", "system", "setting", "paper", "paperSpread"}

// UnmarshalJSON reads the columns that the page knows; a cell that is missing is nothing.
func (t *StudyTable) UnmarshalJSON(data []byte) error {
	var wire studyTableWire
	if err := json.Unmarshal(data, &wire); err != nil {
		return err
	}
	at := map[string]int{}
	for k, name := range wire.Columns {
		at[name] = k
	}
	*t = make(StudyTable, len(wire.Rows))
	for r, cells := range wire.Rows {
		cell := func(name string) any {
			if k, ok := at[name]; ok && k < len(cells) {
				return cells[k]
			}
			return nil
		}
		text := func(name string) string {
			s, _ := cell(name).(string)
			return s
		}
		number := func(name string) float64 {
			if x, ok := cell(name).(float64); ok {
				return x
			}
			return math.NaN()
		}
		row := StudyRow{
			Series: text("series"), Metric: text("metric"), System: text("system"), Setting: text("setting"),
			X: number("x"), Mean: number("mean"), StdErr: number("stderr"), Paper: number("paper"), PaperSpread: number("paperSpread"),
		}
		if n := number("n"); n > 0 {
			row.N = int(n)
		}
		(*t)[r] = row
	}
	return nil
}

// MarshalJSON writes what UnmarshalJSON reads.
func (t StudyTable) MarshalJSON() ([]byte, error) {
	wire := studyTableWire{Columns: studyColumns, Rows: make([][]any, len(t))}
	for k, r := range t {
		cells := []any{r.Series, r.Metric, number(r.X), number(r.Mean), number(r.StdErr), r.N, r.System, r.Setting, number(r.Paper), number(r.PaperSpread)}
		for len(cells) > 0 && (cells[len(cells)-1] == nil || cells[len(cells)-1] == "") {
			cells = cells[:len(cells)-1]
		}
		wire.Rows[k] = cells
	}
	return json.Marshal(wire)
}

func number(x float64) any {
	if math.IsNaN(x) {
		return nil
	}
	return x
}
