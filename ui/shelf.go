package ui

import "fallow/ui/state"

// Shelf keeps runs of training in the browser's storage, so that a tab that is closed loses nothing. A run belongs to
// the tab that works on it until it is discarded or the tab ends. Every call blocks; errors are sentences for the visitor.
type Shelf interface {
	// Orphans lists the runs that no tab works on, the latest first.
	Orphans() ([]state.Offer, error)
	// Create begins a run that belongs to this tab and returns its name.
	Create() (id string, err error)
	// Claim makes an orphan belong to this tab; ok is false if another was faster, or it is gone.
	Claim(id string) (ok bool, err error)
	// Read returns a run's checkpoint, and what Keep was given, or nil.
	Read(id string) (checkpoint, data []byte, err error)
	// Write replaces a run's checkpoint, and what is said about it.
	Write(id, about string, checkpoint []byte) error
	// Keep stores what a run was trained on.
	Keep(id string, data []byte) error
	// Release gives a run back, so that it is an orphan.
	Release(id string)
	// Discard removes a run.
	Discard(id string) error
}
