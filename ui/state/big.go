package state

import "fallow/ui/fallow"

// BigAgents and BigResources are the size of the problem that shows what the solver can do.
const BigAgents, BigResources = 100_000, 10

// bigTelling is how much must be done for the time left to be told from it.
const bigTelling = .1

// Big is a problem of that size, solved while the reader looks.
type Big struct {
	Changes
	// Running says that it is being solved; Done is how much of it is, from 0 to 1, and Remaining about how many seconds it
	// will still take, negative as long as that cannot be told.
	Running         bool
	Done, Remaining float64
	// Answer is what came of it last; nil before, and after a solve that was given up.
	Answer *fallow.Large
	// Stopped says that the last solve was given up.
	Stopped bool
	// Problem is a sentence, or empty.
	Problem string
}

// NewBig is the problem before anybody asked for it.
func NewBig() *Big { return &Big{} }

// Begin records that it is being solved; false if it is already.
func (b *Big) Begin() bool {
	if b.Running {
		return false
	}
	*b = Big{Changes: b.Changes, Running: true, Remaining: -1}
	b.Touch()
	return true
}

// Progress records how far it is after so many seconds. It never goes back.
func (b *Big) Progress(done, seconds float64) {
	if !b.Running {
		return // a late word
	}
	b.Done = max(b.Done, min(done, 1))
	if b.Done >= bigTelling {
		b.Remaining = seconds * (1 - b.Done) / b.Done
	}
	b.Touch()
}

// Finish records the answer.
func (b *Big) Finish(answer *fallow.Large) {
	b.Running, b.Answer = false, answer
	b.Touch()
}

// Cancelled records that it was given up.
func (b *Big) Cancelled() {
	b.Running, b.Stopped = false, true
	b.Touch()
}

// Fail says why there is no answer.
func (b *Big) Fail(err error) {
	b.Running, b.Problem = false, Sentence(err)
	b.Touch()
}
