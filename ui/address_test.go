package ui

import (
	"maps"
	"reflect"
	"strings"
	"testing"

	"fallow/ui/link"
	"fallow/ui/state"
)

// addressed is a settled page that was opened with an address, and what its address is then.
func addressed(t *testing.T, address string) (*Page, string) {
	t.Helper()
	p, d := newSettledPage(t, &fakeEngine{})
	d.do(func() { p.Open(address) })
	d.settle()
	return p, p.Link()
}

// What an address says, the page shows, and says again.
func TestAddressesRestore(t *testing.T) {
	for _, address := range []string{
		"", "game?gpus=2&memory=0.250025", "game?memory=0.2500000001", "game?memory=0.25", "lab?setting=scarce&tolerance=0.001&width=16&steps=500&seed=3",
		"play?rule=nobody&rounds=200&played=0", "play?others=careful&seed=9&chance=0.25&played=5&said=2:1,4:0.5",
		"plane?conduct=honest&rounds=1000&runs=8&seed=5", "game?memory=1;lab?width=128",
		"market?team=b&says=4,1.5,2&purses=1,2,1", "shrink?step=7", "twist?says=30&rule=1", "burn?says=2&rule=1", "frontier?setting=all", "study?show=theorem1&samples=100&norm=1e3&risk=0.1", "study?seed=0&parameters=123456789012", "split?a=40&unit=2",
		"bench?preset=food-banks&items=yes&liar=2&rule=Uniform+rule", "bench?preset=figure-1&values=1,0.26&demands=1,1",
		"bench?problem=a,b~c+c!5,6!x,1,1,2,3,4!y,2,1,x,3,4&liar=1", "bench?problem=a!1!x,1,1,1!y,1,2,1&values=1.5&demands=0",
	} {
		p, got := addressed(t, address)
		if err := p.Problem(); err != nil || len(got) != len(address) {
			t.Errorf("%q became %q (%v)", address, got, err)
		}
		if _, again := addressed(t, got); !sameParts(again, got) {
			t.Errorf("%q became %q", got, again)
		}
	}
}

func sameParts(a, b string) bool {
	set := func(address string) map[link.Part]bool {
		parts := map[link.Part]bool{}
		for _, p := range link.Split(address) {
			parts[p] = true
		}
		return parts
	}
	return reflect.DeepEqual(set(a), set(b))
}

// Going back to an address without state shows what the page began with.
func TestAddressesGoBack(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	begun, err := p.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	d.do(func() {
		p.Open("game?memory=1;lab?width=128;play?rule=nobody&played=3;plane?runs=8")
	})
	d.settle()
	if p.Link() == "" {
		t.Fatal("nothing was opened")
	}
	d.do(func() { p.Open("#bench") })
	d.settle()
	if got := p.Link(); got != "" {
		t.Errorf("back at the beginning the address is %q", got)
	}
	if now, err := p.Snapshot(); err != nil || string(now) != string(begun) {
		t.Errorf("back at the beginning the page shows something else (%v):\n%s\n%s", err, begun, now)
	}
}

// A bad link is a sentence at its figure, which stays as it was; the others are opened.
func TestBadAddresses(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	d.do(func() { p.Open("game?memory=0.25") })
	d.settle()
	d.do(func() { p.Open("game?memory=lots;lab?width=128;nothing?at=all") })
	d.settle()
	if got := p.Game.State.Problem; !strings.Contains(got, "is not a number") {
		t.Errorf("the game says %q", got)
	}
	if p.Game.State.Report[1] != 0.25 || p.Lab.State.Form.Choice.Width != 128 {
		t.Error("the game was lost, or the lab not opened")
	}
}

// The figure that changed last is where the link leads; one that was opened says what it said.
func TestLatestChangeComesFirst(t *testing.T) {
	p, d := newSettledPage(t, &fakeEngine{})
	for _, address := range []string{"lab?width=128;game?memory=1", "game?memory=1;lab?width=16"} {
		d.do(func() { p.Open(address) })
		d.settle()
		if got := p.Link(); got != address {
			t.Errorf("%q became %q", address, got)
		}
	}
	d.do(func() { p.Lab.State.Choose(func(c *state.Choice) { c.Width = 32 }) })
	if got := p.Link(); got != "lab?width=32;game?memory=1" {
		t.Errorf("the lab changed, and the address is %q", got)
	}
	d.do(func() { p.Game.SetReport(1, 2) })
	d.settle()
	if got := p.Link(); got != "game?memory=2;lab?width=32" {
		t.Errorf("the game changed, and the address is %q", got)
	}
}

// Whatever stands in an address, the page lives, and its own address can be opened.
func FuzzOpen(f *testing.F) {
	f.Add("game?gpus=2&memory=0.25;play?played=4&said=2:1")
	f.Add("study?show=theorem1&samples=1e3&risk=2&layers=+3")
	f.Add("#lab?width=3;plane?rounds=1e3;play?rounds=20&played=21;bench?a")
	f.Fuzz(func(t *testing.T, address string) {
		p, d := newSettledPage(t, &fakeEngine{})
		d.do(func() { p.Open(address) })
		d.settle()
		first := p.Link()
		p, d = newSettledPage(t, &fakeEngine{})
		d.do(func() { p.Open(first) })
		d.settle()
		if err := p.Problem(); err != nil {
			t.Errorf("%q gave the address %q: %v", address, first, err)
		}
		if again := p.Link(); !sameParts(first, again) {
			t.Errorf("%q gave the address %q, which became %q", address, first, again)
		}
	})
}

// Whatever was kept over a reload, the page lives, and shows what it keeps then.
func FuzzRecall(f *testing.F) {
	f.Add(`{"Table":{"Agents":["a","b"],"Resources":["r"],"Values":[["1"],["2"]],"Demands":[["1"],["x"]],"Budgets":["1"],"Weights":["",""]},"Items":true}`)
	f.Add(`{"Table":{"Agents":["a"],"Resources":["r","s"],"Values":[["1"]],"Demands":null,"Budgets":["1"]},"Items":1}`)
	f.Add(`{"Table":{"Agents":["a"],"Resources":["r"],"Values":[["1e999"]],"Demands":[["-1"]],"Budgets":["nan"],"Weights":["0"]}}`)
	f.Add(`null`)
	f.Fuzz(func(t *testing.T, kept string) {
		p, d := newSettledPage(t, &fakeEngine{})
		d.do(func() { p.Recall(map[string]string{"bench": kept, "game": kept, "": kept}) })
		d.settle()
		first := p.Keep()
		p, d = newSettledPage(t, &fakeEngine{})
		d.do(func() { p.Recall(first) })
		d.settle()
		if again := p.Keep(); !maps.Equal(first, again) {
			t.Errorf("%q was kept as %q, then as %q", kept, first, again)
		}
	})
}
