package ui

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"

	"fallow/core/table"
	"fallow/ui/state"
)

// Take puts a file, or what was pasted at a place of the table ("bench-values-0-1"; empty elsewhere), on the bench. A
// whole problem takes the place of the one that is there; other cells are filled in where they were pasted.
func (b *BenchControl) Take(place string, data []byte) {
	err := b.State.Take(data)
	if at, ok := strings.CutPrefix(place, "bench-"); err != nil && ok {
		if fillErr := b.State.Fill(at, string(data)); !errors.Is(fillErr, state.ErrNotNumbers) {
			err = fillErr
		}
	}
	if err != nil {
		b.State.Fail(err)
		return
	}
	b.Do(func(*state.Bench) { b.StopGains() })
}

// SaveCSV and SaveJSON offer the problem as a file.
func (b *BenchControl) SaveCSV()  { b.save("problem.csv", table.WriteCSV) }
func (b *BenchControl) SaveJSON() { b.save("problem.json", table.WriteJSON) }

func (b *BenchControl) save(name string, write func([]table.Problem) ([]byte, error)) {
	contents, err := b.written(write)
	if err == nil {
		err = b.world.Download(name, contents)
	}
	if err != nil {
		b.State.Fail(err)
	}
}

func (b *BenchControl) written(write func([]table.Problem) ([]byte, error)) ([]byte, error) {
	p, err := b.State.Export()
	if err != nil {
		return nil, err
	}
	return write([]table.Problem{p})
}

// CopyCells puts the problem on the clipboard, to be pasted into a spreadsheet.
func (b *BenchControl) CopyCells() {
	text, err := b.written(table.WriteTSV)
	if err != nil {
		b.State.Fail(err)
		return
	}
	b.world.Copy(string(text), func(err error) {
		if err != nil {
			b.State.Fail(errors.New("the browser does not let this page write to the clipboard: save as CSV instead"))
			return
		}
		b.State.Tell("Copied: paste it into a spreadsheet.")
	})
}

// SaveResults offers what every rule gives to whom, as a file.
func (b *BenchControl) SaveResults() {
	if b.State.Answer == nil {
		return
	}
	contents, err := resultsCSV(b.State.Answer)
	if err == nil {
		err = b.world.Download("division.csv", contents)
	}
	if err != nil {
		b.State.Fail(err)
	}
}

// resultsCSV has a row for each rule and team, and one for what nobody gets: units of each resource, and the team's true
// utility.
func resultsCSV(a *state.Answer) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	lines := [][]string{append(append([]string{"rule", "team"}, a.Resources...), "utility")}
	for k, r := range a.Results {
		figures, m := a.Figures(k), a.Truth.M
		line := func(team string, units []float64, utility string) {
			cells := []string{r.Name, team}
			for _, x := range units {
				cells = append(cells, table.FormatNumber(x))
			}
			lines = append(lines, append(cells, utility))
		}
		for i, team := range a.Agents {
			line(team, figures.Allocation[i*m:(i+1)*m], table.FormatNumber(figures.Utilities[i]))
		}
		line("nobody", figures.Withheld, "")
		if len(r.Lied.Prices) == m {
			line("price of a unit", r.Lied.Prices, "")
		}
	}
	err := w.WriteAll(lines)
	return out.Bytes(), err
}

// Print prints the bench alone, on one page.
func (b *BenchControl) Print() {
	if err := b.world.Print("bench"); err != nil {
		b.State.Fail(err)
	}
}

// Undo and Redo are the keys' way to what the buttons do.
func (b *BenchControl) Undo() { b.Do((*state.Bench).Undo) }
func (b *BenchControl) Redo() { b.Do((*state.Bench).Redo) }

// View is the part of a scrolling region that is on the screen, in rem.
type View struct{ Top, Left, Height, Width float64 }

// Scroll tells where a region of the bench was scrolled to.
func (b *BenchControl) Scroll(region string, v View) {
	window := func(from, length, each float64, step int) state.Window {
		return state.Around(int(from/each), int((from+max(length, 0))/each), step)
	}
	switch region {
	case "bench-grid":
		b.State.Look(
			window(v.Top, v.Height-gridHeads, gridRow, state.RowStep),
			window(v.Left, v.Width-gridNames, gridColumn, state.ColumnStep))
	case "bench-teams":
		b.State.LookAtTeams(window(v.Top, v.Height, teamRow, state.RowStep))
	}
}
