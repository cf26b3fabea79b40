package ui

// Root is the whole page: the essay's sections in order, prose left alone, figures rendered when they moved.
type Root struct {
	Page *Page
	// InTurn has figures that were not rendered before wait for their turn, one each render: taking over all of them at
	// once keeps a browser from answering for too long.
	InTurn bool

	rendered map[string]uint64
	turn     string // the figure that was first rendered in the render under way
	waiting  bool   // whether another one was not
}

// moved reports whether a figure has changed since it was last rendered, and takes it as rendered.
func (r *Root) moved(figure string, changes uint64) bool {
	if r.rendered == nil {
		r.rendered = map[string]uint64{}
	}
	last, ok := r.rendered[figure]
	if !ok && r.InTurn {
		if r.turn != "" {
			r.waiting = true
			return false
		}
		r.turn = figure
	}
	r.rendered[figure] = changes
	return !ok || last != changes
}

// Turn says which figure was rendered for the first time since Turn was last called, and whether others are waiting.
func (r *Root) Turn() (figure string, waiting bool) {
	figure, waiting = r.turn, r.waiting
	r.turn, r.waiting = "", false
	return figure, waiting
}
