//go:build e2e && soak

package e2e

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

var soak = flag.Duration("soak", 2*time.Minute, "how long the page is used over and over")

// use is one round of what a visitor does: cheat, have the best lie found, edit the bench, train, pause, go on, cancel.
func (v *visit) use(round int) {
	v.t.Helper()
	const training = "document.getElementById('lab-status').textContent.startsWith('Training') && " + stepOf + " > 5"
	v.move("#report-memory", -98+round%90)
	// A network that begins to play takes away what was found before.
	v.wait("the best lie is found", `((button) => !button.disabled &&
		(/at least/.test(document.getElementById('found').textContent) || (button.click(), false)))(document.getElementById('find-lie'))`)
	v.input("#bench-demands-0-1", fmt.Sprint(300+round%50))
	v.push("#lab-train")
	if round%2 == 0 { // at once, or with some steps taken
		v.wait("training has begun", training)
	}
	v.push("#lab-train")
	v.waitText("#lab-status", "Paused")
	v.push("#lab-train")
	v.wait("training goes on", training)
	v.push("#lab-stop")
	v.waitText("#lab-status", "Trained")
}

// push presses a button as soon as it can be pressed, wherever the page has moved it to meanwhile.
func (v *visit) push(selector string) {
	v.t.Helper()
	v.wait(selector+" can be pressed", fmt.Sprintf("((button) => !button.disabled && (button.click(), true))(document.querySelector(%s))", quoted(selector)))
}

// weight is what the tab takes, in bytes where nothing else is said.
type weight struct {
	resident  float64   // the process of the page and its workers
	scripts   float64   // the page's JavaScript
	program   float64   // the page's WebAssembly
	workers   []float64 // the WebAssembly of each worker that has not been ended
	nodes     float64   // how many, those outside of the document too
	listeners float64   // how many
	stored    float64   // what the browser keeps for the page
}

func (w weight) String() string {
	text := fmt.Sprintf("process %.1f MB; page: JavaScript %.2f MB, WebAssembly %.1f MB, %.0f nodes, %.0f listeners; workers: WebAssembly",
		w.resident/1e6, w.scripts/1e6, w.program/1e6, w.nodes, w.listeners)
	for _, bytes := range w.workers {
		text += fmt.Sprintf(" %.1f", bytes/1e6)
	}
	return text + fmt.Sprintf(" MB; kept %.2f MB", w.stored/1e6)
}

// grown says what is more than a tenth above what it was, and by how much.
func (w weight) grown(was weight) map[string]string {
	all := map[string]string{}
	check := func(what string, now, before float64) {
		if now > 1.1*before {
			all[what] = fmt.Sprintf("%.0f, was %.0f", now, before)
		}
	}
	check("the process", w.resident, was.resident)
	check("the page's JavaScript", w.scripts, was.scripts)
	check("the page's WebAssembly", w.program, was.program)
	check("nodes", w.nodes, was.nodes)
	check("listeners", w.listeners, was.listeners)
	check("workers", float64(len(w.workers)), float64(len(was.workers)))
	check("the workers' WebAssembly", sum(w.workers), sum(was.workers))
	return all
}

func sum(xs []float64) (total float64) {
	for _, x := range xs {
		total += x
	}
	return total
}

// scales makes the page's WebAssembly and its workers known to weigh.
const scales = `
	const instantiate = WebAssembly.instantiate;
	WebAssembly.instantiate = async (...args) => {
		const made = await instantiate.apply(WebAssembly, args);
		window.programMemory = made.exports?.mem ?? made.instance?.exports.mem;
		return made;
	};
	window.workers = new Set();
	window.Worker = class extends Worker {
		constructor(...args) { super(...args); workers.add(this); }
		terminate() { workers.delete(this); super.terminate(); }
		weigh() {
			return new Promise((resolve) => {
				const take = ({ data }) => {
					if (!data.pong) return;
					this.removeEventListener('message', take);
					resolve(data.memory);
				};
				this.addEventListener('message', take);
				this.postMessage({ ping: true });
			});
		}
	};`

// rest is for how long the page must have drawn nothing until its program collects its own garbage, and lets go of the
// browser's (wasm/app/garbage.go), and as long again for that.
const rest = 2 * 500 * time.Millisecond

// weigh looks when the page has measured what it measures after a training, and has rested.
func (v *visit) weigh(pid int) weight {
	v.t.Helper()
	v.wait("what is measured has been", "[...document.querySelectorAll('.lab-result caption')].some(({ textContent }) => textContent.endsWith('fresh problems'))")
	time.Sleep(rest)
	for range 3 {
		if _, err := chromedp.Call(v.ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			v.t.Fatal(err)
		}
	}
	var w weight
	metrics, err := chromedp.Call(v.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		v.t.Fatal(err)
	}
	for _, m := range metrics.Metrics {
		switch m.Name {
		case "JSHeapUsedSize":
			w.scripts = m.Value
		case "Nodes":
			w.nodes = m.Value
		case "JSEventListeners":
			w.listeners = m.Value
		}
	}
	if w.resident, err = residentOf(pid); err != nil {
		v.t.Fatal(err)
	}
	w.program = eval[float64](v, "window.programMemory.buffer.byteLength")
	w.workers = eval[[]float64](v, "Promise.all([...workers].map((worker) => worker.weigh()))")
	w.stored = eval[float64](v, "navigator.storage.estimate().then(({ usage }) => usage)")
	return w
}

// residentOf reads how much memory a process has, in bytes; os.ErrNotExist is in the error when the process has ended.
func residentOf(pid int) (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if errors.Is(err, syscall.ESRCH) { // it ended between opening and reading
		err = os.ErrNotExist
	}
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		var kB float64
		if _, err := fmt.Sscanf(line, "Private_Dirty: %f kB", &kB); err == nil {
			return kB * 1024, nil
		}
	}
	return 0, errors.New("the system does not say how much memory the process has")
}

// rendererOf finds the process of a tab: the one whose memory a large array of the tab's makes grow.
func (v *visit) rendererOf() int {
	v.t.Helper()
	before := v.renderers()
	eval[bool](v, "(window.ballast = new Uint8Array(1e8).fill(1)).length > 0")
	defer eval[bool](v, "delete window.ballast")
	for pid, size := range v.renderers() {
		if was, known := before[pid]; known && size-was > 5e7 {
			return pid
		}
	}
	v.t.Fatal("the tab's process was not found")
	return 0
}

// renderers weighs every process that shows a tab of this browser. A tab of an earlier test may be about to end.
func (v *visit) renderers() map[int]float64 {
	v.t.Helper()
	all, err := chromedp.CallBrowser(v.ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		v.t.Fatal(err)
	}
	sizes := map[int]float64{}
	for _, process := range all.ProcessInfo {
		if process.Type != "renderer" {
			continue
		}
		pid := int(process.ID)
		size, err := residentOf(pid)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			v.t.Fatal(err)
		}
		sizes[pid] = size
	}
	return sizes
}

// warm is when the process has the memory that it needs: until then the browser compiles what turns out to be hot.
const warm = 5 * time.Minute

// inARow is how many weighings in a row must find the same grown in a run that ends before the page is warm: a heap of
// 4 MB sways a little with what was drawn last.
const inARow = 3

// The page and its workers take no more memory however long they are used: flat within a tenth after the first minutes.
func TestMemoryStaysFlat(t *testing.T) {
	s := desktop
	s.lasts = *soak + 5*time.Minute
	v := blank(t, s)
	v.prepare(scales)
	if _, err := chromedp.Call(v.ctx, performance.Enable, performance.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	v.load()
	v.ready()
	pid := v.rendererOf()
	begun := time.Now()
	round := 0
	useUntil := func(end time.Duration) weight {
		for time.Since(begun) < end {
			v.use(round)
			round++
		}
		w := v.weigh(pid)
		t.Logf("after %d rounds, %.0f s: %v", round, time.Since(begun).Seconds(), w)
		return w
	}
	settling := min(warm, *soak/2)
	useUntil(settling / 2)
	first := useUntil(settling)
	if settling < warm {
		first.resident = math.Inf(1)
	}
	const parts = 5
	times := map[string]int{} // of what the last weighings in a row found grown
	for k := range time.Duration(parts) {
		w := useUntil(settling + (*soak-settling)*(k+1)/parts)
		grown := w.grown(first)
		for what := range times {
			if grown[what] == "" {
				delete(times, what)
			}
		}
		for what, text := range grown {
			times[what]++
			if settling == warm || times[what] == inARow {
				t.Errorf("after %.0f s %s is more than a tenth above what it was after %.0f s: %s", time.Since(begun).Seconds(), what, settling.Seconds(), text)
			}
		}
	}
}

// Whatever a page may leak is seen.
func TestLeaksAreSeen(t *testing.T) {
	v := blank(t, desktop)
	v.prepare(scales)
	if _, err := chromedp.Call(v.ctx, performance.Enable, performance.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	v.load()
	v.ready()
	v.click("#find-lie")
	v.waitText("#found", "at least")
	pid := v.rendererOf()
	was := v.weigh(pid)
	eval[bool](v, `(async () => {
		const { load } = await import(performance.getEntriesByType('resource').find(({ name }) => /fallow.[0-9a-f]{10}.js/.test(name)).name);
		window.leaks = {
			buffer: new Uint8Array(1e8).fill(1),
			objects: Array.from({ length: 1e5 }, (_, k) => ({ k })),
			nodes: Array.from({ length: 5000 }, () => document.createElement('p')),
			engine: await load({ workers: 1 }),
		};
		for (const node of leaks.nodes) node.addEventListener('click', () => node);
		window.programMemory = new WebAssembly.Memory({ initial: 1000 });
		return true;
	})()`)
	now := v.weigh(pid)
	grown := now.grown(was)
	for _, what := range []string{"the process", "the page's JavaScript", "the page's WebAssembly", "nodes", "listeners", "workers", "the workers' WebAssembly"} {
		if grown[what] == "" {
			t.Errorf("nothing is said of %s:\n%v\nnow %v\nwas %v", what, grown, now, was)
		}
	}
}
