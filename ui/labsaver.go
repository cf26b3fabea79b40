package ui

import (
	"encoding/json"
	"sync"

	"fallow/ui/state"
)

// saver writes the checkpoints of one run to the shelf: one at a time, and of those that wait only the latest.
type saver struct {
	shelf Shelf
	// about describes the run as of its last checkpoint, and failed is told once why nothing can be kept. Both are called
	// without the page's lock.
	about  func(step int) *state.About
	failed func(error)
	// data is what the run is trained on, if that cannot be drawn again.
	data []byte

	mu        sync.Mutex
	id        string
	next      *checkpoint
	busy      bool
	discarded bool
	broken    bool
}

// checkpoint is what a run goes on from.
type checkpoint struct {
	bytes []byte
	step  int
}

// save has c written as soon as there is time. It does not wait.
func (s *saver) save(c *checkpoint) {
	if s == nil || s.shelf == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken || s.discarded {
		return
	}
	s.next = c
	if !s.busy {
		s.busy = true
		go s.work()
	}
}

// discard removes the run from the shelf. It does not wait.
func (s *saver) discard() {
	if s == nil || s.shelf == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.discarded, s.next = true, nil
	if !s.busy {
		s.busy = true
		go s.work()
	}
}

// work writes until nothing waits.
func (s *saver) work() {
	for {
		s.mu.Lock()
		c, id, gone := s.next, s.id, s.discarded
		s.next = nil
		if c == nil || gone {
			s.busy = false
			s.mu.Unlock()
			if gone && id != "" {
				_ = s.shelf.Discard(id) // what cannot be removed is offered again, and can be discarded then
			}
			return
		}
		s.mu.Unlock()
		if err := s.write(c); err != nil {
			s.mu.Lock()
			s.broken = true
			s.mu.Unlock()
			s.failed(err)
		}
	}
}

func (s *saver) write(c *checkpoint) error {
	if s.id == "" {
		id, err := s.shelf.Create()
		if err != nil {
			return err
		}
		if s.data != nil {
			if err := s.shelf.Keep(id, s.data); err != nil {
				return err
			}
		}
		s.mu.Lock()
		s.id = id
		s.mu.Unlock()
	}
	about, err := json.Marshal(s.about(c.step))
	if err != nil {
		return err
	}
	return s.shelf.Write(s.id, string(about), c.bytes)
}
