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
	want := "1/32 of the GPUs, 1/16 of the GPUs, 1/8 of the GPUs, just above 1/4 of the GPUs, 1/2 of the GPUs, as much as the GPUs, " +
		"2 times the GPUs, 4 times the GPUs, 8 times the GPUs"
	if strings.Join(got, ", ") != want {
		t.Errorf("the rows are %q", got)
	}
}
