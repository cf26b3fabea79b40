package ui

import (
	"strings"
	"testing"
)

// What only rounds to team B's words is told from them, since proportional fairness jumps between the two.
func TestGameTellsTheCliffApart(t *testing.T) {
	page, d := newSettledPage(t, &fakeEngine{})
	for _, c := range []struct {
		gpus, memory float64
		want         string
	}{
		{1, .25, "0.25"}, {1, .250025, "just above 0.25"}, {1, .24998, "just below 0.25"}, {1, .2517, "0.252"},
		{2, .5, "0.5"}, {2, .50005, "just above 0.5"}, {2, .25, "0.25"}, {1, .5, "0.5"},
	} {
		d.do(func() {
			page.Game.SetReport(0, c.gpus)
			page.Game.SetReport(1, c.memory)
		})
		game := &Game{Control: page.Game}
		if got := game.reported(gameSliders[1]); got != c.want {
			t.Errorf("%g, while GPUs are worth %g, is written %q, want %q", c.memory, c.gpus, got, c.want)
		}
	}
}

// The table says of a row that is not about exactly what its curves' tick says.
func TestGameTableSaysWhereItsRowsStand(t *testing.T) {
	page, _ := newSettledPage(t, &fakeEngine{})
	var got []string
	for _, row := range (&GameTable{State: page.Game.State}).rows() {
		got = append(got, row.Report)
	}
	if strings.Join(got, ", ") != "1/32, 1/16, 1/8, just above 1/4, 1/2, 1, 2, 4, 8" {
		t.Errorf("the rows are %q", got)
	}
}

// A half that a solver leaves a little short of one is rounded as it is.
func TestUtilitiesAreRoundedAlike(t *testing.T) {
	for _, x := range []float64{.3125 - 1e-9, .3125, .3125 + 1e-9} {
		if got := fixed3(x); got != "0.313" {
			t.Errorf("%.10f is written %s, want 0.313", x, got)
		}
	}
}
