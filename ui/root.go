package ui

// Root is the whole page: the essay's sections in order, prose left alone, figures rendered when they moved.
type Root struct {
	Page *Page

	rendered map[string]uint64
}

// moved reports whether a figure has changed since it was last rendered, and takes it as rendered.
func (r *Root) moved(figure string, changes uint64) bool {
	if r.rendered == nil {
		r.rendered = map[string]uint64{}
	}
	last, ok := r.rendered[figure]
	r.rendered[figure] = changes
	return !ok || last != changes
}
