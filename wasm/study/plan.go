package study

import (
	"fmt"
	"slices"
)

// Plan is the work of a study: units 0, 1, ..., Units()-1.
type Plan struct {
	Study  *Study
	Config Config
	// Recipes are the networks that units need.
	Recipes []Recipe

	parts []part
	// paper holds the numbers to put beside rows; derive adds rows that follow from others; judge compares.
	paper  []paperNumber
	derive func(*Result)
	judge  func(*Result) []Verdict
	notes  []string
}

// part is a run of units that share what they work on.
type part interface {
	// units is their number, size the length of the record of each.
	units() int
	size() int
	// weight is roughly how long a unit takes, in any unit of time that all parts share.
	weight() float64
	// open prepares a worker for units of this part.
	open(w *Worker) (runner, error)
	// rows summarises the records of all units.
	rows(records [][]float64) []Row
	// networks are the names of the recipes that units need.
	networks() []string
	// timed says that records hold seconds of this machine.
	timed() bool
}

// Units is the number of units.
func (p *Plan) Units() int {
	n := 0
	for _, part := range p.parts {
		n += part.units()
	}
	return n
}

// RecordSize is the length of the record of a unit.
func (p *Plan) RecordSize(unit int) int {
	k, _ := p.locate(unit)
	return p.parts[k].size()
}

// Weight is roughly how long a unit takes, relative to others of the plan.
func (p *Plan) Weight(unit int) float64 {
	k, _ := p.locate(unit)
	return p.parts[k].weight()
}

// Timed says that the record of a unit holds seconds of the machine that computes it, so that it should have the
// machine to itself and be computed where it is reported.
func (p *Plan) Timed(unit int) bool {
	k, _ := p.locate(unit)
	return p.parts[k].timed()
}

// Stretch is a run of units that are alike.
type Stretch struct {
	// From is its first unit, To one past its last.
	From int `json:"from"`
	To   int `json:"to"`
	// Weight, Timed and Networks are what Plan's methods say of each of its units.
	Weight   float64  `json:"weight"`
	Timed    bool     `json:"timed"`
	Networks []string `json:"networks"`
}

// Stretches returns the runs of like units that make up the plan, in order.
func (p *Plan) Stretches() []Stretch {
	stretches, from := []Stretch{}, 0
	for _, part := range p.parts {
		to := from + part.units()
		stretches = append(stretches, Stretch{from, to, part.weight(), part.timed(), append([]string{}, part.networks()...)})
		from = to
	}
	return stretches
}

// Needs returns the names of the recipes whose networks a unit needs.
func (p *Plan) Needs(unit int) []string {
	k, _ := p.locate(unit)
	return p.parts[k].networks()
}

// locate returns the part that a unit belongs to and its place there.
func (p *Plan) locate(unit int) (part, place int) {
	place = unit
	for k, part := range p.parts {
		if place < part.units() {
			return k, place
		}
		place -= part.units()
	}
	panic(fmt.Sprintf("study: unit %d of a plan of %d", unit, p.Units()))
}

// Summarise turns the records of all units, in their order, into the result. models may be nil for plans without
// recipes. The error says which record is missing or has a wrong length, or is that of models.
func (p *Plan) Summarise(records [][]float64, models Models) (*Result, error) {
	if len(records) != p.Units() {
		return nil, fmt.Errorf("%s has %d units, but there are %d records", p.Study.Name, p.Units(), len(records))
	}
	for unit, record := range records {
		if want := p.RecordSize(unit); len(record) != want {
			return nil, fmt.Errorf("unit %d of %s has a record of %d numbers, not %d", unit, p.Study.Name, len(record), want)
		}
	}
	r := &Result{Study: p.Study.Name, Source: p.Study.Source, Title: p.Study.Title, Config: p.Config, Notes: p.notes}
	for _, recipe := range p.Recipes {
		model, err := models.get(recipe.Name)
		if err != nil {
			return nil, err
		}
		r.Models = append(r.Models, ModelUse{recipe.Name, model.SHA256})
	}
	for _, part := range p.parts {
		rows := part.rows(records[:part.units()])
		records = records[part.units():]
		if part.timed() {
			r.Timing = append(r.Timing, rows...)
		} else {
			r.Rows = append(r.Rows, rows...)
		}
	}
	if p.derive != nil {
		p.derive(r)
	}
	r.Rows.beside(p.paper)
	r.Rows.round()
	r.Timing.round()
	r.Labels = labelled(r.Rows, r.Timing)
	if p.judge != nil {
		r.Verdicts = p.judge(r)
	}
	return r, nil
}

// need adds recipes that the plan does not have yet.
func (p *Plan) need(recipes ...Recipe) {
	for _, r := range recipes {
		if !slices.ContainsFunc(p.Recipes, func(have Recipe) bool { return have.Name == r.Name }) {
			p.Recipes = append(p.Recipes, r)
		}
	}
}
