package state

import (
	"encoding/json"
	"strings"
	"testing"
)

// What cannot be read stays as it was typed, is said at its field, and keeps the last good value.
func TestFieldsThatCannotBeRead(t *testing.T) {
	for field, bad := range map[Field][]string{
		FieldSystems:   {"", "2", "x", "2x", "0x2", "2x0", "-1x2", "2x2,2x2", "2x2,", "1e3x2", "9999x2", "1x1,1x2,1x3,1x4,1x5,1x6,1x7,1x8,1x9"},
		FieldBudget:    {"", "-1", "0", "NaN", "Inf", "1e999", "abc"},
		FieldAsking:    {"0", "1.1", "-.1"},
		FieldTolerance: {"0", "-1e-4", "1e-4x"},
		FieldAlpha:     {"-1", "NaN", "Infinity"},
		FieldWidth:     {"0", "1025", "8.5", "-3", "99999999999999999999"},
		FieldDepth:     {"0", "17"},
		FieldSteps:     {"0", "10000001"},
		FieldBatch:     {"0", "65537"},
		FieldRate:      {"0", "2"},
		FieldSeed:      {"-1", "9007199254740992"},
		FieldPatience:  {"-1", ""},
		FieldSamples:   {"-1", "1000001"},
	} {
		f := NewLab().Form
		f.Choice.Setting, f.Choice.Penalty = OwnBudget, field == FieldAlpha
		before := f.Choice
		for _, text := range bad {
			f.Type(field, text)
			if f.Problem(field) == "" || f.Readable() || f.Text(field) != text || !f.Choice.equal(before) {
				t.Errorf("%s %q: said %q, shows %q", field, text, f.Problem(field), f.Text(field))
			}
		}
		f.Type(field, entries[field].write(&before))
		if !f.Readable() {
			t.Errorf("%s: what is written cannot be read: %s", field, f.Problem(field))
		}
	}
}

func TestFieldsThatCanBeRead(t *testing.T) {
	f := NewLab().Form
	for field, text := range map[Field]string{
		FieldSystems: "2x3, 3 × 5,10X1", FieldWidth: " 32 ", FieldTolerance: "1e-3", FieldPatience: "0", FieldSeed: "0",
	} {
		f.Type(field, text)
	}
	c := f.Choice
	if len(c.Systems) != 3 || c.Systems[1] != (System{3, 5}) || c.Systems[2] != (System{10, 1}) || c.Width != 32 || c.Tolerance != 1e-3 || c.Seed != 0 {
		t.Errorf("read %+v", c)
	}
	if f.Problem(FieldNetwork) == "" || f.Readable() {
		t.Error("several sizes need a network that fits all")
	}
	f.Choose(func(c *Choice) { c.Network = "exchangeable" })
	if !f.Readable() {
		t.Error("the exchangeable network fits several sizes")
	}
}

// What does not apply does not stand in the way.
func TestHiddenFieldsDoNotMatter(t *testing.T) {
	f := NewLab().Form
	f.Type(FieldTolerance, "x")
	f.Choose(func(c *Choice) { c.Penalty = true })
	if !f.Readable() {
		t.Error("with a penalty the tolerance does not matter")
	}
	f.Choose(func(c *Choice) { c.Penalty = false })
	if f.Readable() || f.Text(FieldTolerance) != "x" {
		t.Error("what was typed is lost")
	}
	f.Choose(func(c *Choice) { c.Tolerance = 1e-3 })
	if !f.Readable() || f.Text(FieldTolerance) != "0.001" {
		t.Errorf("a choice does not take the place of what was typed: %q", f.Text(FieldTolerance))
	}
}

// Every preset can be trained, is found again, and survives storage.
func TestLabPresets(t *testing.T) {
	for k, p := range LabPresets {
		f := Form{Choice: p.Choice}
		if !f.Readable() || !p.Choice.Sound() || p.Choice.Preset() != k {
			t.Errorf("%s: readable %v, sound %v, preset %d", p.Name, f.Readable(), p.Choice.Sound(), p.Choice.Preset())
		}
		if s := p.Choice.Seconds(p.Choice.Steps); s < 5 || s > 600 {
			t.Errorf("%s is said to take %.0f s", p.Name, s)
		}
		about, err := json.Marshal(About{Run: p.Choice, Step: 3})
		if err != nil {
			t.Fatal(err)
		}
		if a := ReadAbout(string(about)); a == nil || !a.Run.equal(p.Choice) {
			t.Errorf("%s does not survive storage: %+v", p.Name, a)
		}
	}
}

func TestDamagedAbout(t *testing.T) {
	for _, text := range []string{"", "{", "null", "{}", `{"Run":{"Systems":[{"Agents":-1,"Resources":2}],"Steps":1,"Width":1,"Depth":1}}`,
		`{"Run":{"Systems":[{"Agents":2,"Resources":2}],"Steps":1,"Width":1,"Depth":1,"Setting":"reports"}}`, `{"Step":-1}`, `[]`} {
		if a := ReadAbout(text); a != nil {
			t.Errorf("%q was read as %+v", text, a)
		}
	}
}

func TestOffersAreGoneOnWith(t *testing.T) {
	l := NewLab()
	run := LabPresets[1].Choice
	l.SetOffers([]Offer{{ID: "a", About: &About{Run: run, Step: 30, Spent: 5, History: []Moment{{Step: 10}}}}, {ID: "b"}})
	l.RefuseOffer("b", "No.")
	l.DropOffer("a")
	if len(l.Offers) != 1 || l.Offers[0].Refused != "No." {
		t.Errorf("offers %+v", l.Offers)
	}
	l.Reopen(&About{Run: run, Step: 30, Spent: 5, History: []Moment{{Step: 10}}})
	if l.Phase != Training || l.Last.Iteration != 30 || l.Safe != 30 || len(l.History) != 1 || !l.Form.Choice.equal(run) {
		t.Errorf("reopened as %+v", l)
	}
	if about := l.About(); about.Step != 30 || about.Spent != 5 || len(about.History) != 1 {
		t.Errorf("what is kept of it is %+v", about)
	}
}

// The engine's paths find their fields, and nothing else does.
func TestFieldOf(t *testing.T) {
	for path, want := range map[string]Field{
		"options.network.width": FieldWidth, "options.objective.tolerance": FieldTolerance, "source[1].agents": FieldSystems,
		"options.resume": "", "hooks.signal": "",
	} {
		if got, ok := FieldOf(path); got != want || ok != (want != "") {
			t.Errorf("%s is about %q", path, got)
		}
	}
}

func TestSettingsAreThePapers(t *testing.T) {
	for setting, want := range map[Setting][2]float64{Literal: {0, 0}, Masked: {1, 0}, Unmasked: {0, 1}, Perturbed: {0, 0}, OwnBudget: {3, .7}} {
		c := LabPresets[1].Choice.with(func(c *Choice) { c.Setting, c.Budget, c.Asking = setting, 3, .7 })
		if s := c.Setups()[0]; s.Budget != want[0] || s.DemandProbability != want[1] || (s.Distribution == "perturbed") != (setting == Perturbed) {
			t.Errorf("%s is %+v", setting, s)
		}
		if strings.TrimSpace(c.Describe()) == "" {
			t.Error("a setting without words")
		}
	}
}

// Whatever is typed, or found in storage, nothing breaks: a sentence at the field, or a choice that can be trained.
func FuzzLabInput(f *testing.F) {
	about, _ := json.Marshal(About{Run: LabPresets[2].Choice, Step: 30, History: []Moment{{Step: 10}}})
	f.Add("2x2, 3×5", string(about))
	f.Add("1e-4", `{"Run":{"Systems":[{"Agents":2,"Resources":2}],"Setting":"own","Steps":1,"Width":1,"Depth":1},"Step":-1}`)
	f.Fuzz(func(t *testing.T, text, about string) {
		for field := range entries {
			l := NewLab()
			l.Form.Choice.Setting, l.Form.Choice.Network = OwnBudget, "exchangeable"
			l.Form.Choice.Penalty = field == FieldAlpha
			l.Type(field, text)
			if l.Form.Readable() != (l.Form.Problem(field) == "") || l.Form.Text(field) != text {
				t.Errorf("%s %q: said %q", field, text, l.Form.Problem(field))
			}
			if l.CanBegin() {
				l.Begin(false)
			}
			if s := l.Estimate(); !(s > 0) || !l.Run.Sound() || l.Run.Describe() == "" {
				t.Errorf("%s %q takes %v s: %+v", field, text, s, l.Run)
			}
		}
		if a := ReadAbout(about); a != nil {
			l := NewLab()
			l.Reopen(a)
			_, _, _ = l.Run.Setups(), l.Run.Options(), l.Estimate()
			if !l.Busy() || l.Run.Describe() == "" {
				t.Errorf("reopened %+v", l.Run)
			}
		}
	})
}
