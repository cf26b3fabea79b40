//go:build e2e

package e2e

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// traceEvent is what a trace says of one piece of a thread's work.
type traceEvent struct {
	Name string `json:"name"`
	Pid  int    `json:"pid"`
	Tid  int    `json:"tid"`
	// TDur is the processor time in microseconds: unlike wall time it does not grow when the machine is busy with
	// something else.
	TDur int64 `json:"tdur"`
	Args struct {
		Name string `json:"name"`
	} `json:"args"`
}

// longestTask runs action while tracing and returns the most processor time that one task of the page's main thread
// took meanwhile.
func (v *visit) longestTask(action func()) time.Duration {
	v.t.Helper()
	var events []traceEvent
	complete := make(chan struct{})
	var once sync.Once // listeners stay, and hear of later traces too
	err := chromedp.Listen(v.ctx, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			events = append(events, decode(ev)...)
		case *tracing.EventTracingComplete:
			once.Do(func() { close(complete) })
		}
	})
	if err != nil {
		v.t.Fatal(err)
	}
	_, err = chromedp.Call(v.ctx, tracing.Start, tracing.StartParams{
		TraceConfig: &tracing.TraceConfig{IncludedCategories: []string{"toplevel"}, ExcludedCategories: []string{"*"}},
	})
	if err != nil {
		v.t.Fatalf("tracing: %v", err)
	}
	action()
	if _, err := chromedp.Call(v.ctx, tracing.End, cdp.Empty{}); err != nil {
		v.t.Fatalf("tracing: %v", err)
	}
	select {
	case <-complete:
	case <-time.After(patience):
		v.t.Fatal("the trace did not come to an end")
	}
	return longest(events)
}

func decode(chunk *tracing.EventDataCollected) []traceEvent {
	var events []traceEvent
	for _, value := range chunk.Value {
		var e traceEvent
		if json.Unmarshal(value, &e) == nil {
			events = append(events, e)
		}
	}
	return events
}

// longest is the longest task of any page's main thread.
func longest(events []traceEvent) time.Duration {
	type thread struct{ pid, tid int }
	mains := map[thread]bool{}
	for _, e := range events {
		if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
			mains[thread{e.Pid, e.Tid}] = true
		}
	}
	most := int64(0)
	for _, e := range events {
		if mains[thread{e.Pid, e.Tid}] {
			most = max(most, e.TDur)
		}
	}
	return time.Duration(most) * time.Microsecond
}

// A slider answers within a frame or two: its move renders its own figure only.
func TestSliderMovesAreCheap(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.move("#report-memory", -50)
	v.waitText(".score.pf .verdict", "lying pays")
	busy := v.longestTask(func() {
		for position := -49; position < 0; position++ {
			v.move("#report-memory", position)
			eval[bool](v, "new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next(true))))")
		}
	})
	t.Logf("the longest task of 49 moves took %v of processor time", busy)
	if busy == 0 || busy > 50*time.Millisecond {
		t.Errorf("a slider's move kept the page busy for %v", busy)
	}
}
