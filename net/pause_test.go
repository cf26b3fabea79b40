package net

import (
	"bytes"
	"errors"
	"testing"
)

// A step that a pause ends leaves nothing behind: taken again, it gives the same bits.
func TestAStepThatIsInterruptedCanBeTakenAgain(t *testing.T) {
	data := setups([2]int{3, 2})
	whole, interrupted := mustTrainer(t, data, quick(MLP)), mustTrainer(t, data, quick(MLP))
	stop := errors.New("stop")
	pauses := 0
	for range 4 {
		mustStep(t, whole)
		interrupted.Pause = func() error {
			if pauses++; pauses%7 == 0 {
				return stop
			}
			return nil
		}
		if _, err := interrupted.Step(); !errors.Is(err, stop) {
			t.Fatalf("a step that was interrupted ended with %v", err)
		}
		interrupted.Pause = nil
		mustStep(t, interrupted)
	}
	if !bytes.Equal(whole.Model().Save(), interrupted.Model().Save()) {
		t.Error("interrupted steps changed the bits")
	}
}
