package state

import (
	"reflect"
	"testing"

	"fallow/ui/fallow"
)

func value(i, m int) Cell { return Cell{"values", i, m} }

func TestBenchBeginsWithAProblem(t *testing.T) {
	b := NewBench()
	if !b.Readable() || b.Truth == nil || b.Lying() {
		t.Fatalf("problems %v, lying %v", b.Problems, b.Lying())
	}
}

// What cannot be read is named cell by cell; the problem that could be read stays, and so does the answer.
func TestUnreadableCellsAreNamed(t *testing.T) {
	for _, c := range []struct {
		cell   Cell
		text   string
		reason string
	}{
		{value(0, 1), "-1", "is negative"},
		{value(0, 1), "−1", "is negative"},
		{value(0, 1), "0", "is zero, but must be positive"},
		{value(1, 0), "many", `is not a number: "many"`},
		{value(1, 0), "NaN", `is not a number: "NaN"`},
		{value(1, 0), "inf", "is infinite"},
		{value(1, 0), "1e999", "is too large"},
		{value(1, 0), "a number that is far too long", `is not a number: "a number tha…"`},
		{Cell{"demands", 1, 1}, " ", "is empty"},
		{Cell{"budgets", -1, 1}, "-3", "is negative"},
		{Cell{"weights", 1, -1}, "0", "is zero, but must be positive"},
	} {
		b := NewBench()
		truth := b.Truth
		b.Answer = &Answer{}
		answer := b.Answer
		b.Edit(c.cell, c.text)
		want := map[string]string{c.cell.Path(): c.reason}
		if !reflect.DeepEqual(b.Problems, want) {
			t.Errorf("%s = %q: problems %v, want %v", c.cell.Path(), c.text, b.Problems, want)
		}
		if b.Truth != truth || b.Answer != answer {
			t.Errorf("%s = %q: the last good problem is gone", c.cell.Path(), c.text)
		}
		if b.Table.Text(c.cell) != c.text {
			t.Errorf("%s: the text %q was not kept", c.cell.Path(), c.text)
		}
	}
}

func TestSeveralProblemsAreAllNamed(t *testing.T) {
	b := NewBench()
	b.Edit(value(0, 0), "x")
	b.Edit(Cell{"budgets", -1, 0}, "")
	if len(b.Problems) != 2 {
		t.Errorf("problems %v, want two", b.Problems)
	}
	b.Edit(value(0, 0), "1")
	b.Edit(Cell{"budgets", -1, 0}, "1")
	if !b.Readable() || b.Truth.Values[0] != 1 || b.Truth.Budgets[0] != 1 {
		t.Errorf("problems %v, truth %+v", b.Problems, b.Truth)
	}
}

func TestCellsThatAreNotThere(t *testing.T) {
	b := NewBench()
	before := b.Count()
	for _, c := range []Cell{value(7, 0), value(0, -1), {"budgets", -1, 9}, {"nonsense", 0, 0}} {
		b.Edit(c, "1")
		if b.Table.Text(c) != "" {
			t.Errorf("%v has a text", c)
		}
	}
	if b.Count() != before {
		t.Error("editing a cell that is not there changed something")
	}
}

func TestTableGrowsAndShrinks(t *testing.T) {
	b := NewBench()
	b.Lie.Agent = 1
	b.AddAgent()
	b.AddResource()
	if b.Truth.N != 3 || b.Truth.M != 3 || !b.Readable() {
		t.Fatalf("%d agents, %d resources, problems %v", b.Truth.N, b.Truth.M, b.Problems)
	}
	b.RemoveAgent(1)
	b.RemoveAgent(1)
	b.RemoveAgent(0)
	if b.Truth.N != 1 || len(b.Table.Agents) != 1 {
		t.Errorf("%d agents, want the last one to stay", b.Truth.N)
	}
	if b.Lie.Agent != 0 || len(b.Lie.Values) != 3 {
		t.Errorf("the liar is %+v", b.Lie)
	}
	for range MaxBenchAgents {
		b.AddResource()
		b.AddAgent()
	}
	if b.Truth.M != MaxBenchResources || b.Truth.N != MaxBenchCells/MaxBenchResources {
		t.Errorf("grew to %d x %d", b.Truth.N, b.Truth.M)
	}
	b.Reset()
	if !reflect.DeepEqual(b.Table, NewBench().Table) {
		t.Error("starting over does not bring the first story back")
	}
}

func TestLie(t *testing.T) {
	b := NewBench()
	if err := b.SetLie(1, 0.025, 900); err != nil {
		t.Fatal(err)
	}
	in := b.Reported()
	if !b.Lying() || in.Values[1] != 0.025 || in.Demands[1] != 900 || b.Truth.Values[1] != 0.05 {
		t.Errorf("reported %+v", in)
	}
	if err := b.SetLie(1, 0, 900); err == nil || b.Lie.Values[1] != 0.025 {
		t.Errorf("a value of zero: error %v, lie %+v", err, b.Lie)
	}
	b.ChooseLiar(1)
	if b.Lying() || b.Lie.Values[1] != 0.02 {
		t.Errorf("another liar begins with %+v", b.Lie)
	}
	b.ChooseLiar(9)
	if b.Lie.Agent != 1 {
		t.Error("a team that is not there became the liar")
	}
}

func outcome(allocation ...float64) *fallow.Outcome {
	return &fallow.Outcome{Allocation: allocation, Withheld: []float64{0, 0}}
}

func outcomes(n int, out *fallow.Outcome) []*fallow.Outcome {
	outs := make([]*fallow.Outcome, n)
	for k := range outs {
		outs[k] = out
	}
	return outs
}

func TestAnswerIsWorthTheTruth(t *testing.T) {
	b := NewBench()
	if err := b.SetLie(0, 1, 14); err != nil {
		t.Fatal(err)
	}
	q := b.Question()
	b.ShowAnswer(q, outcomes(5, outcome(4, 500, 12, 500)), outcomes(5, outcome(2, 900, 12, 100)))
	r := &b.Answer.Results[0]
	if got, want := b.Answer.HonestUtility(r), 4*6+500*.05; got != want {
		t.Errorf("honesty is worth %g, want %g", got, want)
	}
	if got, want := b.Answer.LiedUtility(r), 2*6+800*.05; got != want {
		t.Errorf("the lie is worth %g, want %g: what exceeds the true demand is worth nothing", got, want)
	}
}

// A search's result belongs to one problem and one liar.
func TestFoundLiesGoWithTheirProblem(t *testing.T) {
	b := NewBench()
	q := b.Question()
	b.ShowAnswer(q, outcomes(5, outcome(4, 500, 12, 500)), outcomes(5, outcome(4, 500, 12, 500)))
	b.StartSearch()
	lie := &fallow.BestResponse{Agent: 0, Values: []float64{6, .02}, Demands: []float64{14, 800}, Gain: 1, Truthful: 1}
	b.ShowLies(q, []*fallow.BestResponse{lie, lie, lie, lie, lie})
	if b.Searching || b.Answer.Results[2].Found != lie {
		t.Fatal("what was found is not shown")
	}
	b.TryLie(lie)
	next := b.Question()
	b.ShowAnswer(next, outcomes(5, outcome(4, 500, 12, 500)), outcomes(5, outcome(5, 500, 11, 500)))
	if b.Answer.Results[0].Found != lie || !b.Answer.Lying {
		t.Error("trying the lie forgot what was found")
	}
	b.Edit(value(0, 0), "7")
	b.ShowAnswer(b.Question(), outcomes(5, outcome(4, 500, 12, 500)), outcomes(5, outcome(4, 500, 12, 500)))
	if b.Answer.Results[0].Found != nil {
		t.Error("a lie that was found for another problem is still shown")
	}
	b.ShowLies(q, []*fallow.BestResponse{lie, lie, lie, lie, lie})
	if b.Answer.Results[0].Found != nil {
		t.Error("a late search filled in another problem's lies")
	}
}

type fixedSize struct{ fallow.Model }

func (fixedSize) Setups() []fallow.Setup { return []fallow.Setup{{Agents: 2, Resources: 2}} }
func (fixedSize) Size() (int, int)       { return 2, 2 }

func TestNetworksTakePartWhereTheyFit(t *testing.T) {
	b := NewBench()
	b.AddRule(Trained(fixedSize{}))
	b.AddRule(Trained(fixedSize{}))
	if n := len(b.Question().Rules); n != 6 {
		t.Errorf("%d rules at 2x2, want 6", n)
	}
	b.AddAgent()
	if n := len(b.Question().Rules); n != 4 {
		t.Errorf("%d rules at 3x2, want 4", n)
	}
}
