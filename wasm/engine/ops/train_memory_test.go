package ops

import (
	"runtime"
	"testing"
	"time"
)

// A worker trains for as long as the reader likes: what ten thousand steps, each reported, leave behind must be next
// to nothing. The engine's memory as a whole still rises at first, to where the collector of garbage begins.
func TestMemoryIsConstantOverTenThousandSteps(t *testing.T) {
	c := newCall(t, `{"source":{"agents":2,"resources":1},"options":{"objective":{"kind":"constrained","tolerance":0.001},
		"network":{"kind":"mlp","width":2,"depth":1},"batch":4,"iterations":12000,"seed":3,
		"search":{"candidates":1,"steps":0,"rounds":2,"slots":2}}}`)
	var now time.Duration
	c.Elapsed = func() time.Duration { // every step is reported
		now += reportEvery
		return now
	}
	kept := map[int]uint64{}
	c.Report = func(progress any, _ ...Buffer) {
		p, ok := progress.(trainProgress)
		if !ok || p.Iteration != 2000 && p.Iteration != 12_000 {
			return
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		kept[p.Iteration] = m.HeapAlloc
	}
	run(t, New(), "train", c)
	before, after := kept[2000], kept[12_000]
	if before == 0 || after == 0 {
		t.Fatalf("reports are missing: %v", kept)
	}
	t.Logf("%d bytes in use after 2,000 steps, %d after 12,000", before, after)
	if after > before+32<<10 {
		t.Errorf("%d bytes in use after 2,000 steps, %d after 12,000", before, after)
	}
}
