package study

import "math"

// Result is what a study found. It is fixed by the study, its configuration and the models, down to the bytes of its
// JSON, except for Timing.
type Result struct {
	Study  string `json:"study"`
	Source string `json:"source"`
	// Title is the takeaway in one line.
	Title  string `json:"title"`
	Config Config `json:"config"`
	// Models are the networks that were measured.
	Models []ModelUse `json:"models,omitempty"`
	Rows   Table      `json:"rows"`
	// Timing holds seconds of the machine that measured, which no seed can repeat.
	Timing Table `json:"timing,omitempty"`
	// Verdicts say which claims hold.
	Verdicts []Verdict `json:"verdicts"`
	// Notes say what a reader must know to read the numbers.
	Notes []string `json:"notes,omitempty"`
	// Labels say in words what the short names in the rows stand for.
	Labels map[string]string `json:"labels"`
}

// ModelUse names a network that was measured.
type ModelUse struct {
	Name string `json:"name"`
	// SHA256 of the model's bytes, in hexadecimal.
	SHA256 string `json:"sha256"`
}

// Verdict compares one claim with what was found.
type Verdict struct {
	// Claim is what the paper says, with its number, or what it might have said.
	Claim string `json:"claim"`
	// Ours says that the claim is not the paper's: it is about a setting or a rule that the paper does not have.
	Ours bool `json:"ours,omitempty"`
	// Found is what we found, with standard error and sample size.
	Found string `json:"found"`
	// Agrees says whether the two fit.
	Agrees bool `json:"agrees"`
	// Why says why not, or what to keep in mind, in words for a reader.
	Why string `json:"why,omitempty"`
}

// Provenance is what goes with a result that is shipped: where and how long it was computed.
type Provenance struct {
	// Version of Fallow, and Engine that computed it, e.g. "Node 20.11, WebAssembly SIMD".
	Version string `json:"version"`
	Engine  string `json:"engine"`
	// Date is the day on which it was finished, in ISO form.
	Date string `json:"date"`
	// Seconds of computing, summed over all workers.
	Seconds float64 `json:"seconds"`
}

// Shipped is a result with its provenance: the contents of a file in assets/results.
type Shipped struct {
	Provenance Provenance `json:"provenance"`
	Result
}

// none is the number that is not there.
var none = math.NaN()

// find returns the row with the given names and x, or the first with the given names if x is none.
func (t Table) find(series, system, setting, metric string, x float64) (Row, bool) {
	for _, r := range t {
		if r.Series == series && r.System == system && r.Setting == setting && r.Metric == metric &&
			(math.IsNaN(x) || r.X == x) {
			return r, true
		}
	}
	return Row{}, false
}
