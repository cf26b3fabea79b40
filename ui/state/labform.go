package state

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Field is one of the lab's options that are typed.
type Field string

const (
	FieldSystems   Field = "systems"
	FieldBudget    Field = "budget"
	FieldAsking    Field = "asking"
	FieldTolerance Field = "tolerance"
	FieldAlpha     Field = "alpha"
	FieldWidth     Field = "width"
	FieldDepth     Field = "depth"
	FieldSteps     Field = "steps"
	FieldBatch     Field = "batch"
	FieldRate      Field = "rate"
	FieldSeed      Field = "seed"
	FieldPatience  Field = "patience"
	FieldSamples   Field = "samples"
	// FieldNetwork is chosen, not typed, but what is wrong can be said of it too.
	FieldNetwork Field = "network"
)

// Form is the choice as the reader fills it in. What cannot be read stays as it was typed, with a sentence that says
// what is wrong; the choice keeps the last value that could be read.
type Form struct {
	Choice Choice

	typed    map[Field]string
	problems map[Field]string
}

// Text is what the field shows.
func (f *Form) Text(field Field) string {
	if text, ok := f.typed[field]; ok {
		return text
	}
	return entries[field].write(&f.Choice)
}

// Type takes in what was typed into a field.
func (f *Form) Type(field Field, text string) {
	f.set(field, text, entries[field].read(&f.Choice, strings.TrimSpace(text)))
}

func (f *Form) set(field Field, text, problem string) {
	if f.typed == nil {
		f.typed, f.problems = map[Field]string{}, map[Field]string{}
	}
	f.typed[field] = text
	if delete(f.problems, field); problem != "" {
		f.problems[field] = problem
	}
}

// Refuse puts what the engine found wrong at a field.
func (f *Form) Refuse(field Field, problem string) {
	text := ""
	if field != FieldNetwork {
		text = f.Text(field)
	}
	f.set(field, text, problem)
}

// Choose changes the choice by something other than typing. Fields whose values it changes show the new ones.
func (f *Form) Choose(change func(*Choice)) {
	before := f.Choice
	change(&f.Choice)
	for field := range f.typed {
		if e, ok := entries[field]; !ok || e.write(&before) != e.write(&f.Choice) {
			f.forget(field)
		}
	}
}

// Take replaces the whole choice.
func (f *Form) Take(c Choice) { f.Choice, f.typed, f.problems = c, nil, nil }

func (f *Form) forget(field Field) {
	delete(f.typed, field)
	delete(f.problems, field)
}

// Needed reports whether a field means anything for the present choice.
func (f *Form) Needed(field Field) bool {
	c := &f.Choice
	switch field {
	case FieldSystems:
		return c.Setting != Reports
	case FieldBudget, FieldAsking:
		return c.Setting == OwnBudget
	case FieldTolerance:
		return !c.Penalty
	case FieldAlpha:
		return c.Penalty
	}
	return true
}

// Problem says what is wrong with a field, or nothing.
func (f *Form) Problem(field Field) string {
	if !f.Needed(field) {
		return ""
	}
	if problem := f.problems[field]; problem != "" {
		return problem
	}
	if field == FieldNetwork && len(f.Choice.Systems) > 1 && f.Choice.Network != "exchangeable" {
		return "Only the exchangeable network fits several sizes."
	}
	return ""
}

// Readable reports whether nothing is wrong.
func (f *Form) Readable() bool {
	for _, field := range append(slices.Collect(fields), FieldNetwork) {
		if f.Problem(field) != "" {
			return false
		}
	}
	return true
}

// fields yields the fields that are typed, in no order.
func fields(yield func(Field) bool) {
	for field := range entries {
		if !yield(field) {
			return
		}
	}
}

// entry is how a field is read and written. read changes the choice, or returns what is wrong.
type entry struct {
	read  func(c *Choice, text string) (problem string)
	write func(c *Choice) string
}

// What a browser tab has room and time for: the engine's own limits, and sizes that a table can show.
const (
	maxAgents, maxResources, maxSystems = 200, 50, 8
	maxWidth, maxDepth                  = 1024, 16
	maxSteps, maxBatch, maxSamples      = 10_000_000, 1 << 16, 1_000_000
	maxSeed                             = 1<<53 - 1
)

var entries = map[Field]entry{
	FieldSystems:   {readSystems, (*Choice).typedSizes},
	FieldBudget:    number(func(c *Choice) *float64 { return &c.Budget }, 0, math.MaxFloat32),
	FieldAsking:    number(func(c *Choice) *float64 { return &c.Asking }, 0, 1),
	FieldTolerance: number(func(c *Choice) *float64 { return &c.Tolerance }, 0, 1000),
	FieldAlpha:     weight(func(c *Choice) *float64 { return &c.Alpha }, 1e9),
	FieldRate:      number(func(c *Choice) *float64 { return &c.Rate }, 0, 1),
	FieldWidth:     count(func(c *Choice) *int { return &c.Width }, 1, maxWidth),
	FieldDepth:     count(func(c *Choice) *int { return &c.Depth }, 1, maxDepth),
	FieldSteps:     count(func(c *Choice) *int { return &c.Steps }, 1, maxSteps),
	FieldBatch:     count(func(c *Choice) *int { return &c.Batch }, 1, maxBatch),
	FieldSeed:      count(func(c *Choice) *int { return &c.Seed }, 0, maxSeed),
	FieldPatience:  count(func(c *Choice) *int { return &c.Patience }, 0, maxSteps),
	FieldSamples:   count(func(c *Choice) *int { return &c.Samples }, 0, maxSamples),
}

// number is an entry of a number above least, and at most most.
func number(at func(*Choice) *float64, least, most float64) entry {
	return entry{
		read: func(c *Choice, text string) string {
			x, problem := readNumber(text)
			switch {
			case problem != "":
				return problem
			case x <= least || x > most:
				return fmt.Sprintf("This must be above %v and at most %v.", least, most)
			}
			*at(c) = x
			return ""
		},
		write: func(c *Choice) string { return strconv.FormatFloat(*at(c), 'g', -1, 64) },
	}
}

// readNumber reads a number that is not negative.
func readNumber(text string) (x float64, problem string) {
	x, err := strconv.ParseFloat(strings.ReplaceAll(text, "\u2212", "-"), 64)
	switch {
	case text == "":
		return 0, "This is empty."
	case err != nil || math.IsNaN(x):
		return 0, fmt.Sprintf("%q is not a number.", shortened(text))
	case x < 0:
		return 0, "This is negative."
	}
	return x, ""
}

// weight is an entry of a number from 0 to most.
func weight(at func(*Choice) *float64, most float64) entry {
	e := number(at, 0, most)
	positive := e.read
	e.read = func(c *Choice, text string) string {
		if x, problem := readNumber(text); problem == "" && x == 0 {
			*at(c) = 0
			return ""
		}
		return positive(c, text)
	}
	return e
}

// count is an entry of a whole number from least to most.
func count(at func(*Choice) *int, least, most int) entry {
	return entry{
		read: func(c *Choice, text string) string {
			x, err := strconv.Atoi(text)
			switch {
			case text == "":
				return "This is empty."
			case err != nil:
				return fmt.Sprintf("%q is not a whole number.", shortened(text))
			case x < least || x > most:
				return fmt.Sprintf("This must be between %d and %d.", least, most)
			}
			*at(c) = x
			return ""
		},
		write: func(c *Choice) string { return strconv.Itoa(*at(c)) },
	}
}

// typedSizes writes the systems as they can be typed.
func (c *Choice) typedSizes() string { return c.sizes() }

// readSystems reads "2x2" or "2×3, 3×5".
func readSystems(c *Choice, text string) string {
	var systems []System
	for part := range strings.SplitSeq(text, ",") {
		s, problem := readSystem(strings.TrimSpace(part))
		switch {
		case problem != "":
			return problem
		case slices.Contains(systems, s):
			return s.String() + " is there twice."
		}
		systems = append(systems, s)
	}
	if len(systems) > maxSystems {
		return fmt.Sprintf("These are %d sizes, but at most %d can be trained for at once.", len(systems), maxSystems)
	}
	c.Systems = systems
	return ""
}

func readSystem(text string) (s System, problem string) {
	const want = "Write teams × things, such as 2x2, or several sizes with commas between them."
	agents, resources, ok := strings.Cut(strings.NewReplacer("×", "x", "X", "x", " ", "").Replace(text), "x")
	if !ok {
		return s, want
	}
	var errA, errR error
	s.Agents, errA = strconv.Atoi(agents)
	s.Resources, errR = strconv.Atoi(resources)
	switch {
	case errA != nil || errR != nil:
		return s, want
	case s.Agents < 1 || s.Resources < 1:
		return s, "There must be at least one team and one thing."
	case s.Agents > maxAgents || s.Resources > maxResources:
		return s, fmt.Sprintf("At most %d teams and %d things can be trained for here.", maxAgents, maxResources)
	}
	return s, ""
}

// FieldOf is the field that a path of the engine's InputErrors is about, if there is one.
func FieldOf(path string) (field Field, ok bool) {
	for prefix, field := range map[string]Field{
		"options.objective.tolerance": FieldTolerance, "options.objective.alpha": FieldAlpha, "options.network.kind": FieldNetwork,
		"options.network.width": FieldWidth, "options.network.depth": FieldDepth, "options.iterations": FieldSteps,
		"options.batch": FieldBatch, "options.learningRate": FieldRate, "options.seed": FieldSeed, "options.patience": FieldPatience,
		"options.samples": FieldSamples, "source": FieldSystems,
	} {
		if path == prefix || strings.HasPrefix(path, prefix+".") || strings.HasPrefix(path, prefix+"[") {
			return field, true
		}
	}
	return "", false
}
