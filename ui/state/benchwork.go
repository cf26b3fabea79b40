package state

// benchWork is what a reader makes on the bench, and can undo.
type benchWork struct {
	Table  Table
	Preset int
	Whole  bool
}

func (b *Bench) work() benchWork { return benchWork{b.Table.clone(), b.Preset, b.Whole} }

func (b *Bench) setWork(w benchWork) {
	b.Table, b.Whole = w.Table.clone(), w.Whole
	b.read()
	b.Preset = w.Preset
	b.touch()
}

// CanUndo and CanRedo say whether there is something.
func (b *Bench) CanUndo() bool { return b.history.CanUndo() }
func (b *Bench) CanRedo() bool { return b.history.CanRedo() }

// Undo takes the latest step back; Redo does it again.
func (b *Bench) Undo() {
	if w, ok := b.history.Undo(b.work()); ok {
		b.setWork(w)
	}
}

func (b *Bench) Redo() {
	if w, ok := b.history.Redo(b.work()); ok {
		b.setWork(w)
	}
}
