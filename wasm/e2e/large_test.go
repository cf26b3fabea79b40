//go:build e2e

package e2e

import (
	"strings"
	"testing"
	"time"
)

// large is a program on a page that embeds the engine: what it saw of 100,000 agents that all ask for all of 10 resources.
type large struct {
	// Seconds is how long the quickest solve took, from the call to the answer.
	Seconds    float64
	Iterations float64
	Worst      float64 // of gap and residual
	Progress   []float64
	SmallWait  float64 // ms that another call had to wait while one worker was busy
	AbortMs    float64
	FreeMs     float64 // from the abort until that worker had answered something else
	AbortName  string
	UniformMs  float64
	Handed     float64 // parts of the budgets that the uniform rule handed out
}

// A hundred thousand agents in a tab: progress rises, an abort is answered at once and frees the worker, and the answer
// comes with its certificate. How long it takes is logged: a loaded machine must not fail the test.
func TestLargeInstanceInABrowser(t *testing.T) {
	v := embed(t)
	got := eval[large](v, `(async () => {
		const [n, m] = [100_000, 10];
		let state = 1;
		const draw = () => .1 + .9 * ((state = (state * 48271) % 2147483647) / 2147483647);
		const matrix = () => Array.from({ length: n }, () => Array.from({ length: m }, draw));
		const instance = { values: matrix(), demands: matrix(), budgets: new Array(m).fill(n / 2) };
		const fallow = await api.load({ workers: 1 });
		const pf = { name: 'pf' };
		const seen = { Seconds: Infinity, AbortMs: Infinity, FreeMs: Infinity };
		for (let tries = 0; tries < 3 && !(seen.Seconds > 5 && seen.Seconds < Infinity); tries++) {
			const progress = [];
			const at = performance.now();
			const onProgress = ({ done, total }) => { if (done / total !== progress.at(-1)) progress.push(done / total); };
			const { certificate } = await fallow.allocate(instance, pf, {}, { onProgress });
			const seconds = (performance.now() - at) / 1000;
			if (seconds < seen.Seconds) {
				Object.assign(seen, {
					Seconds: seconds, Iterations: certificate.iterations, Worst: Math.max(certificate.gap, certificate.residual), Progress: progress,
				});
			}
		}
		for (let tries = 0; tries < 6 && !(seen.AbortMs < 100 && seen.FreeMs < 100); tries++) {
			const controller = new AbortController();
			let underWay;
			const some = new Promise((resolve) => { underWay = resolve; });
			const promise = fallow.allocate(instance, pf, {}, { signal: controller.signal, onProgress: ({ done }) => done > .2 && underWay() })
				.catch((error) => error.name);
			await Promise.race([some, promise]);
			const waiting = performance.now();
			await fallow.allocate(figure1, pf);
			seen.SmallWait = performance.now() - waiting;
			const at = performance.now();
			controller.abort();
			seen.AbortName = String(await promise);
			if (seen.AbortName === '[object Object]') continue; // an outcome: it was solved before the abort came
			seen.AbortMs = Math.min(seen.AbortMs, performance.now() - at);
			await fallow.allocate(figure1, pf);
			seen.FreeMs = Math.min(seen.FreeMs, performance.now() - at);
		}
		const at = performance.now();
		const uniform = await fallow.allocate(instance, { name: 'uniform' });
		Object.assign(seen, { UniformMs: performance.now() - at, Handed: uniform.efficiency });
		fallow.close();
		return seen;
	})()`)
	t.Logf("100,000 x 10, all ask for all: %.2f s, %.0f iterations; progress %.2f; abort after %.0f ms, worker free after %.0f ms, another call answered meanwhile in %.0f ms; uniform rule %.0f ms",
		got.Seconds, got.Iterations, got.Progress, got.AbortMs, got.FreeMs, got.SmallWait, got.UniformMs)
	if !(got.Worst <= 1e-9) {
		t.Errorf("certificate %g", got.Worst)
	}
	for k, done := range got.Progress {
		if k > 0 && done < got.Progress[k-1] {
			t.Errorf("progress falls: %v", got.Progress)
			break
		}
	}
	// Told ten times a second, of which some say the same.
	if n := len(got.Progress); n < min(5, 3+int(2*got.Seconds)) || got.Progress[n-1] != 1 {
		t.Errorf("progress %v in %.2f s", got.Progress, got.Seconds)
	}
	if got.AbortName != "AbortError" || got.AbortMs > 100 || got.FreeMs > 1000 {
		t.Errorf("the abort gave %q after %g ms, and the worker was free after %g", got.AbortName, got.AbortMs, got.FreeMs)
	}
	if d := got.Handed - 1; d > 1e-9 || d < -1e-9 {
		t.Errorf("the uniform rule hands out %g of what there is", got.Handed)
	}
}

// The page solves such a problem at a press, tells how far it is, and gives it up at another. Its worker takes less than
// 3 s of processor time for it, and the page's own thread stays free: other programs on the machine add to the seconds on
// the clock, which are logged, but not to these.
func TestSolveForManyAgentsOnThePage(t *testing.T) {
	const most, longestTask = 3 * time.Second, 200 * time.Millisecond
	v := open(t, desktop)
	v.ready()
	v.click("#big-solve")
	said := eval[string](v, `new Promise((resolve) => {
		const [status, cancel] = ['status', 'cancel'].map((what) => document.querySelector('#big-' + what));
		const look = () => {
			if (status.textContent.startsWith('Solving: ')) cancel.click();
			if (/^(Given up|Solved in)/.test(status.textContent)) resolve(status.textContent);
			else requestAnimationFrame(look);
		};
		look();
	})`)
	if !strings.HasPrefix(said, "Given up.") {
		t.Errorf("given up as soon as it said how far it was, it says %q", said)
	}
	v.wait("the button is there again", "!document.querySelector('#big-solve').disabled && document.querySelector('#big-cancel').disabled")
	var worker, page time.Duration
	for range 3 {
		events := v.traceAll(func() {
			v.click("#big-solve")
			v.waitText("#big-status", "Solved in ")
		})
		worker = busiest(onThreads(events, "DedicatedWorker thread"))
		tasks := times(onThreads(events, "CrRendererMain"))
		if worker == 0 || len(tasks) == 0 {
			t.Fatal("the trace lacks a thread")
		}
		page = tasks[len(tasks)-1]
		status := v.text("#big-status")
		t.Logf("%.40s… its worker was busy for %v, the page with one task for up to %v", status, worker, page)
		if !strings.Contains(status, "This division is proved optimal to 10⁻⁹") {
			t.Errorf("it says %q", status)
		}
		if worker < most && page < longestTask {
			return
		}
	}
	t.Errorf("the worker was busy for %v, the page with one task for up to %v", worker, page)
}
