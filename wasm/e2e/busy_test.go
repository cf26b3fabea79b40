//go:build e2e

package e2e

import (
	"cmp"
	"encoding/json"
	"slices"
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
	// Ts is when it began, Dur its wall time, TDur its processor time, in microseconds.
	Ts   int64 `json:"ts"`
	Dur  int64 `json:"dur"`
	TDur int64 `json:"tdur"`
	Args struct {
		Name string `json:"name"`
	} `json:"args"`
}

// busy is how long the thread was busy with it: the processor's time does not grow when the machine is busy with
// something else, but a virtual machine's clock of it makes jumps, past the wall time even.
func (e traceEvent) busy() time.Duration {
	return time.Duration(min(e.Dur, e.TDur)) * time.Microsecond
}

// trace is what the main threads of pages did while action ran.
func (v *visit) trace(action func()) []traceEvent {
	v.t.Helper()
	return onThreads(v.traceAll(action), "CrRendererMain")
}

// traceAll is what all threads did.
func (v *visit) traceAll(action func()) []traceEvent {
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
		TraceConfig: &tracing.TraceConfig{
			IncludedCategories: []string{"toplevel", "devtools.timeline"}, ExcludedCategories: []string{"*"},
		},
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
	return events
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

// onThreads are the events of the threads with that name.
func onThreads(events []traceEvent, name string) []traceEvent {
	type thread struct{ pid, tid int }
	named := map[thread]bool{}
	for _, e := range events {
		if e.Name == "thread_name" && e.Args.Name == name {
			named[thread{e.Pid, e.Tid}] = true
		}
	}
	var those []traceEvent
	for _, e := range events {
		if named[thread{e.Pid, e.Tid}] {
			those = append(those, e)
		}
	}
	return those
}

// busiest is how long the busiest of the threads of some events was busy in all. Events that lie within others of their
// thread count as parts of these.
func busiest(events []traceEvent) time.Duration {
	type thread struct{ pid, tid int }
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b traceEvent) int { return cmp.Or(cmp.Compare(a.Ts, b.Ts), cmp.Compare(b.Dur, a.Dur)) })
	total, until, most := map[thread]time.Duration{}, map[thread]int64{}, time.Duration(0)
	for _, e := range events {
		th := thread{e.Pid, e.Tid}
		if e.Dur == 0 || e.Ts < until[th] {
			continue
		}
		until[th] = e.Ts + e.Dur
		total[th] += e.busy()
		most = max(most, total[th])
	}
	return most
}

// times are those of the events with one of the names (of all without), shortest first.
func times(events []traceEvent, names ...string) []time.Duration {
	var all []time.Duration
	for _, e := range events {
		if e.Dur > 0 && (len(names) == 0 || slices.Contains(names, e.Name)) {
			all = append(all, e.busy())
		}
	}
	slices.Sort(all)
	return all
}

// longestTask is the most that one task of the page's main thread took while action ran.
func (v *visit) longestTask(action func()) time.Duration {
	v.t.Helper()
	all := times(v.trace(action))
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1]
}

// A slider answers within a frame: its move renders its own figure only, within 16 ms, and no task that comes of it
// (the browser's own layout and painting included) is a long one. Whatever else the machine does can only add to the
// times, so one round will do of those that fit into the test's patience.
func TestSliderMovesAreCheap(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.move("#report-memory", -50)
	v.waitText(".score.pf .verdict", "lying pays")
	var render, task time.Duration
	for until := time.Now().Add(patience); time.Now().Before(until); {
		events := v.trace(func() {
			for position := -49; position < -24; position++ {
				v.move("#report-memory", position)
				eval[bool](v, "new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next(true))))")
			}
		})
		renders, tasks := times(events, "FireAnimationFrame"), times(events)
		if len(renders) < 25 {
			t.Fatalf("25 moves were followed by %d frames", len(renders))
		}
		render, task = renders[len(renders)-1], tasks[len(tasks)-1]
		t.Logf("25 moves: a render took up to %v (nine of ten at most %v), a task up to %v",
			render, renders[len(renders)*9/10], task)
		if render < 16*time.Millisecond && task < 50*time.Millisecond {
			return
		}
	}
	t.Errorf("a slider's move kept the page busy for %v, its render %v", task, render)
}
