package state

// BenchView is what of a large problem is being looked at. It is no part of the work: it cannot be undone or saved.
type BenchView struct {
	// Rows and Columns of the table, and Teams of the results, are those near the screen.
	Rows, Columns, Teams Window
	// Rule is the name of the one whose bars are shown; empty for all.
	Rule string
	// Group is the group of resources whose bars are shown.
	Group int
	// Resource is the one that the lie's sliders are about, where there are too many for all.
	Resource int
}

// Window is the part of a list, From up to To, that is near the screen.
type Window struct{ From, To int }

// What is drawn whole: beyond that only what is near the screen is in the page.
const (
	WholeRows    = 16
	WholeColumns = 6
)

// By how many entries a window moves: short ways change nothing.
const (
	RowStep    = 4
	ColumnStep = 2
)

func newBenchView() BenchView {
	return BenchView{Rows: Window{0, WholeRows}, Columns: Window{0, WholeColumns}, Teams: Window{0, WholeRows}}
}

// Around is the window for a screen that shows the entries from first to last: it ends at multiples of step, and has one
// entry more on each side at least, where the focus may go.
func Around(first, last, step int) Window {
	from := max(0, first-1) / step * step
	return Window{from, (max(last, from)+1)/step*step + step}
}

// Of is the part of a list of n that is to be drawn, all of it if n is at most whole. It is never empty.
func (w Window) Of(n, whole int) (from, to int) {
	if n <= whole {
		return 0, n
	}
	to = min(max(w.To, 1), n)
	return max(0, min(w.From, to-1)), to
}

// Look scrolls the table to other rows and columns.
func (b *Bench) Look(rows, columns Window) {
	if rows != b.View.Rows || columns != b.View.Columns {
		b.View.Rows, b.View.Columns = rows, columns
		b.touch(BenchGrid)
	}
}

// LookAtTeams scrolls the results.
func (b *Bench) LookAtTeams(teams Window) {
	if teams != b.View.Teams {
		b.View.Teams = teams
		b.touch(BenchTeams)
	}
}

// ShowRule shows the bars of one rule, or of all if name is empty.
func (b *Bench) ShowRule(name string) {
	b.View.Rule = name
	b.touch(BenchBars)
}

// ShowGroup shows the bars of another group of resources.
func (b *Bench) ShowGroup(group int) {
	b.View.Group = group
	b.touch(BenchBars)
}

// ShowResource puts another resource on the lie's sliders.
func (b *Bench) ShowResource(m int) {
	if m >= 0 && m < b.Truth.M {
		b.View.Resource = m
		b.touch(BenchLies)
	}
}
