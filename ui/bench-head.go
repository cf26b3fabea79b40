package ui

import (
	"strconv"

	"fallow/ui/state"
)

// BenchHead is where a problem comes from and where it goes: presets, files, the clipboard, undo and redo.
type BenchHead struct {
	Control *BenchControl
}

func (c *BenchHead) state() *state.Bench { return c.Control.State }

func (c *BenchHead) presets() []string {
	var names []string
	for _, p := range state.Presets() {
		names = append(names, p.Name)
	}
	return names
}

// try is what there is to see with the chosen preset.
func (c *BenchHead) try() string {
	if k := c.state().Preset; k >= 0 {
		return state.Presets()[k].Try
	}
	return "A problem of your own: " + strconv.Itoa(len(c.state().Table.Agents)) + " × " + strconv.Itoa(len(c.state().Table.Resources)) + "."
}

func (c *BenchHead) onPreset(k int) {
	c.Control.Do(func(b *state.Bench) { b.ChoosePreset(k) })
}

// shelf is where the problem stands among those of its file.
func (c *BenchHead) shelf() string {
	b := c.state()
	text := "Problem " + strconv.Itoa(b.ShelfAt+1) + " of " + strconv.Itoa(len(b.Shelf)) + " in the file"
	if name := b.Shelf[b.ShelfAt].Name; name != "" {
		text += ": " + name
	}
	return text
}

func (c *BenchHead) onShelf(step int) {
	c.Control.Do(func(b *state.Bench) { b.FromShelf(b.ShelfAt + step) })
}

// idle marks a button that has nothing to do. It stays in reach of the keyboard, which a disabled one would not: who
// undoes the last step keeps the focus.
func idle(is bool) string { return strconv.FormatBool(is) }
