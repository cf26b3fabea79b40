package ui

import (
	"strconv"

	"fallow/ui/link"
	"fallow/ui/state"
	"fallow/ui/words"
)

// SplitControl does what the visitor asks of the first picture of welfare. It needs no engine.
type SplitControl struct {
	State *state.Split

	data fold // the tables under the figure
}

// Link writes the split.
func (c *SplitControl) Link(w *link.Writer) {
	usual := state.NewSplit()
	w.Int("a", c.State.Share, usual.Share)
	w.Int("unit", c.State.Unit, usual.Unit)
}

// Restore cuts again.
func (c *SplitControl) Restore(r *link.Reader) error {
	usual := state.NewSplit()
	share := r.Int("a", usual.Share, 0, state.SplitSteps)
	unit := r.Int("unit", usual.Unit, 0, len(state.SplitUnits)-1)
	if err := r.Err(); err != nil {
		return err
	}
	c.State.Cut(share)
	c.State.CountIn(unit)
	return nil
}

// Fail shows an error at the picture.
func (c *SplitControl) Fail(err error) { c.State.Fail(err) }

// Split shows Nash social welfare as an area: one resource, two agents.
type Split struct {
	Control *SplitControl
}

// splitSide is the length of the picture's sides, in its own units.
const splitSide = 240

func (c *Split) state() *state.Split { return c.Control.State }

func (c *Split) units() []string {
	return []string{"1 point, as to A", "3 points", "10 points"}
}

func (c *Split) slices() []slice {
	part := c.state().Part()
	return cut(1, []piece{{"slice you", "1", "A", part}, {"slice tint-1", "2", "B", 1 - part}})
}

func (c *Split) value() string { return words.Percent(c.state().Part(), 0) }

// product says what the product is, and what it could be.
func (c *Split) product() string {
	s := c.state()
	a, b := s.Utilities()
	text := number3(a) + " for A times " + number3(b) + " for B is " + number3(s.Welfare())
	switch {
	case s.Share == state.SplitSteps/2:
		return text + ": as much as there can be."
	case s.Welfare() == 0:
		return text + ": nothing, because somebody gets nothing."
	}
	return text + ", and could be " + number3(s.Most()) + "."
}

// others says what other ideas of fairness would do with B's units.
func (c *Split) others() string {
	s := c.state()
	text := "The product is largest when each gets half, whatever units B counts in. "
	if s.Unit == 0 {
		return text + "The sum of utilities is the same for every cut."
	}
	return text + "The sum would now be largest with everything for B, whose numbers are larger, and equal utilities would take " + words.Percent(s.Equal(), 0) + " for A."
}

func (c *Split) spoken() string { return c.value() + " for A. " + c.product() }

// x and y are lengths in the picture: A's utility to the right, B's upwards, both as parts of what all of it is worth.
func (c *Split) x() string { return length(c.state().Part()) }
func (c *Split) y() string { return length(c.state().Part()) } // from the top, so what B does not get
func (c *Split) high() string {
	return length(1 - c.state().Part())
}

func length(part float64) string { return strconv.FormatFloat(splitSide*part, 'f', 1, 64) }

func (c *Split) rows() [][]string {
	s := *c.state()
	var rows [][]string
	for share := 0; share <= state.SplitSteps; share += 10 {
		s.Share = share
		a, b := s.Utilities()
		rows = append(rows, []string{words.Percent(s.Part(), 0), number3(a), number3(b), number3(s.Welfare()), number3(a + b)})
	}
	return rows
}
