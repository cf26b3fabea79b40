package ui

import (
	"fallow/ui/link"
)

// Linked is a figure whose state stands in the page's address (package link has the form). What Link writes, Restore
// brings back: a copied link shows the same picture, and so do the browser's buttons back and forward.
type Linked interface {
	// Link writes what differs from what the page begins with.
	Link(w *link.Writer)
	// Restore takes over what Link wrote; a key that is missing stands for what the page begins with. It reads
	// everything first, and where r.Err() is not nil it changes nothing and returns that.
	Restore(r *link.Reader) error
	// Fail shows an error at the figure.
	Fail(err error)
}

// Keeper is a figure with work that is too large for an address: it survives a reload of the tab.
type Keeper interface {
	// Keep is what to keep; empty for nothing.
	Keep() string
	// Recall takes over what Keep gave, perhaps in an older version of the page. The error is for the visitor.
	Recall(kept string) error
	Fail(err error)
}

// unsettled is a figure that, for a moment, is on the way to what its address says.
type unsettled interface{ Unsettled() bool }

// linkedFigure is a figure by the name of its element's data-figure.
type linkedFigure struct {
	name string
	Linked
}

// linked are the figures whose state stands in the address.
func (p *Page) linked() []linkedFigure {
	return []linkedFigure{
		{"game", p.Game}, {"lab", p.Lab}, {"play", p.Play}, {"plane", p.Plane},
		{"market", p.Market}, {"shrink", p.Shrink}, {"twist", p.Twist}, {"burn", p.Burn}, {"frontier", p.Frontier}, {"split", p.Split}, {"study", p.Study},
		{"bench", p.Bench},
	}
}

// Link is the page's address: the figure that has changed last comes first, then the others that are not as the page
// begins. It is empty if none is. It remembers what changed, so it is called from one place only.
func (p *Page) Link() string {
	var parts []link.Part
	for _, f := range p.linked() {
		state := p.stateOf(f)
		if state != p.states[f.name] {
			p.states[f.name], p.latest = state, f.name
		}
		if state == "" {
			continue
		}
		part := link.Part{Figure: f.name, State: state}
		if f.name == p.latest {
			parts = append([]link.Part{part}, parts...)
		} else {
			parts = append(parts, part)
		}
	}
	return link.Join(parts)
}

// Open makes the page show what an address says. A figure that the address does not name goes back to how the page
// begins; one whose part cannot be read says so and stays as it is.
func (p *Page) Open(address string) {
	named := map[string]link.Part{}
	parts := link.Split(address)
	for _, part := range parts {
		named[part.Figure] = part
	}
	if len(parts) > 0 {
		p.latest = parts[0].Figure
	}
	for _, f := range p.linked() {
		part := named[f.name]
		part.Figure = f.name
		if part.State == p.stateOf(f) {
			continue
		}
		if err := f.Restore(link.Read(part)); err != nil {
			f.Fail(err)
			continue
		}
		p.states[f.name] = part.State
	}
}

// Keep is what figures want kept over a reload, by figure.
func (p *Page) Keep() map[string]string {
	kept := map[string]string{}
	for _, f := range p.linked() {
		if k, ok := f.Linked.(Keeper); ok {
			if text := k.Keep(); text != "" {
				kept[f.name] = text
			}
		}
	}
	return kept
}

// Recall gives figures back what they wanted kept. It comes before Open, whose address has the last word.
func (p *Page) Recall(kept map[string]string) {
	for _, f := range p.linked() {
		if k, ok := f.Linked.(Keeper); ok && kept[f.name] != "" {
			if err := k.Recall(kept[f.name]); err != nil {
				k.Fail(err)
			}
		}
	}
}

func (p *Page) stateOf(f linkedFigure) string {
	if u, ok := f.Linked.(unsettled); ok && u.Unsettled() {
		return p.states[f.name]
	}
	var w link.Writer
	f.Link(&w)
	return w.State()
}
