package ui

// taker is a figure that takes files and can undo.
type taker interface {
	Take(place string, data []byte)
	Undo()
	Redo()
	Fail(err error)
}

// takers are those figures, by the name of their elements' data-takes.
func (p *Page) takers() map[string]taker { return map[string]taker{"bench": p.Bench} }

// Take gives a figure a file, or what was pasted at the element called place.
func (p *Page) Take(figure, place string, data []byte) {
	if t, ok := p.takers()[figure]; ok {
		t.Take(place, data)
	}
}

// Refuse tells a figure why a file for it was not read.
func (p *Page) Refuse(figure string, err error) {
	if t, ok := p.takers()[figure]; ok {
		t.Fail(err)
	}
}

// Undo takes a figure's latest step back, or does it again.
func (p *Page) Undo(figure string, redo bool) {
	t, ok := p.takers()[figure]
	switch {
	case ok && redo:
		t.Redo()
	case ok:
		t.Undo()
	}
}

// Scroll tells a figure where one of its regions was scrolled to.
func (p *Page) Scroll(figure, region string, v View) {
	if figure == "bench" {
		p.Bench.Scroll(region, v)
	}
}
