//go:build e2e && soak

package e2e

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

var soak = flag.Duration("soak", 2*time.Minute, "how long the page is used over and over")

// use is one round of what a visitor does: cheat, have the best lie found, edit the bench, train, stop, train and cancel.
func (v *visit) use(round int) {
	v.t.Helper()
	v.move("#report-memory", -98+round%90)
	v.click("#find-lie")
	v.waitText("#found", "at least")
	v.input("#bench-demands-0-1", fmt.Sprint(300+round%50))
	v.click("#lab-train")
	v.wait("training has begun", stepOf+" > 5")
	v.click("#lab-train")
	v.waitText("#lab-status", "Paused")
	v.click("#lab-train")
	v.click("#lab-stop")
	v.wait("training is over", "!/step|Starting/.test(document.getElementById('lab-status').textContent) || /Trained/.test(document.getElementById('lab-status').textContent)")
}

// weight is what the tab takes, in bytes.
type weight struct {
	resident, scripts, program float64 // the process; the page's JavaScript; the page's WebAssembly
	nodes, listeners           float64 // how many
}

func (w weight) String() string {
	return fmt.Sprintf("process %.1f MB, page: JavaScript %.2f MB, WebAssembly %.1f MB, %.0f nodes, %.0f listeners",
		w.resident/1e6, w.scripts/1e6, w.program/1e6, w.nodes, w.listeners)
}

// weigh collects garbage and looks.
func (v *visit) weigh(pid int) weight {
	v.t.Helper()
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
	w.program = eval[float64](v, "window.programMemory.buffer.byteLength")
	w.resident = residentOf(v.t, pid)
	return w
}

// residentOf reads how much memory a process has, in bytes.
func residentOf(t *testing.T, pid int) float64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		var kB float64
		if _, err := fmt.Sscanf(line, "Private_Dirty: %f kB", &kB); err == nil {
			return kB * 1024
		}
	}
	t.Fatal("the system does not say how much memory the process has")
	return 0
}

// rendererOf finds the process of a tab: the one whose memory a large array of the tab's makes grow.
func (v *visit) rendererOf() int {
	v.t.Helper()
	before := map[int]float64{}
	for _, pid := range renderers(v.t) {
		before[pid] = residentOf(v.t, pid)
	}
	eval[bool](v, "(window.ballast = new Uint8Array(1e8).fill(1)).length > 0")
	defer eval[bool](v, "delete window.ballast")
	for pid, size := range before {
		if residentOf(v.t, pid)-size > 5e7 {
			return pid
		}
	}
	v.t.Fatal("the tab's process was not found")
	return 0
}

func renderers(t *testing.T) []int {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, e := range entries {
		var pid int
		if _, err := fmt.Sscan(e.Name(), &pid); err != nil {
			continue
		}
		command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err == nil && strings.Contains(string(command), "--type=renderer") {
			pids = append(pids, pid)
		}
	}
	return pids
}

// The page and its workers take no more memory however long they are used: flat within a tenth after the first part.
func TestMemoryStaysFlat(t *testing.T) {
	v := blank(t, desktop)
	_, err := chromedp.Call(v.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `const instantiate = WebAssembly.instantiate;
			WebAssembly.instantiate = async (...args) => {
				const made = await instantiate.apply(WebAssembly, args);
				window.programMemory = made.exports?.mem ?? made.instance?.exports.mem;
				return made;
			};`,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(v.ctx, performance.Enable, performance.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	v.load()
	v.ready()
	pid := v.rendererOf()
	begun := time.Now()
	round := 0
	useFor := func(d time.Duration) {
		for until := time.Now().Add(d); time.Now().Before(until); round++ {
			v.use(round)
		}
	}
	useFor(*soak / 3)
	first := v.weigh(pid)
	t.Logf("after %d rounds, %.0f s: %v", round, time.Since(begun).Seconds(), first)
	for range 4 {
		useFor(*soak / 6)
		t.Logf("after %d rounds, %.0f s: %v", round, time.Since(begun).Seconds(), v.weigh(pid))
	}
	last := v.weigh(pid)
	if last.resident > 1.1*first.resident || last.program > 1.1*first.program || last.scripts > 1.1*first.scripts {
		t.Errorf("memory has grown by more than a tenth: %v; was %v", last, first)
	}
}
