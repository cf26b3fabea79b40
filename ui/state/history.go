package state

// historyDepth is how many steps can be undone: enough to lose nothing by accident, and little memory.
const historyDepth = 64

// History is what can be undone and redone: states of work, before and after the one at hand. T must not change once it
// is recorded.
type History[T any] struct {
	past, future []T
	// topic is what the latest step was about; empty where nothing may join it.
	topic string
}

// Record notes what the work was before a step. Steps in a row about the same topic, such as the letters typed into one
// field, are one; an empty topic joins nothing.
func (h *History[T]) Record(topic string, before func() T) {
	if topic != "" && topic == h.topic && len(h.past) > 0 {
		return
	}
	h.topic = topic
	h.past = append(h.past, before())
	if len(h.past) > historyDepth {
		h.past = append([]T(nil), h.past[1:]...)
	}
	h.future = nil
}

// CanUndo and CanRedo say whether there is something.
func (h *History[T]) CanUndo() bool { return len(h.past) > 0 }
func (h *History[T]) CanRedo() bool { return len(h.future) > 0 }

// Undo gives what the work was before the latest step, and keeps now, what it is, for Redo.
func (h *History[T]) Undo(now T) (before T, ok bool) {
	before, ok = move(&h.past, &h.future, now)
	h.topic = ""
	return before, ok
}

// Redo takes the latest Undo back.
func (h *History[T]) Redo(now T) (after T, ok bool) {
	after, ok = move(&h.future, &h.past, now)
	h.topic = ""
	return after, ok
}

func move[T any](from, to *[]T, now T) (taken T, ok bool) {
	last := len(*from) - 1
	if last < 0 {
		return taken, false
	}
	taken = (*from)[last]
	*from, *to = (*from)[:last], append(*to, now)
	return taken, true
}
