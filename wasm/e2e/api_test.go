//go:build e2e

package e2e

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"fallow/core/sample"
	"fallow/net"
	"fallow/net/kernels"
)

// host is a static host as bad as they come: the site is somewhere down a path, WebAssembly has no type of its own, and
// the policy allows nothing that is not needed.
func host(dir, at string) http.Handler {
	files := http.StripPrefix(at, http.FileServer(http.Dir(dir)))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Cache-Control", "no-store")
		header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:")
		switch {
		case r.URL.Path == at+"/blank.html":
			header.Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<!doctype html><title>An embedding page</title><link rel=icon href=data:,>"))
			return
		case strings.HasSuffix(r.URL.Path, ".mjs"):
			header.Set("Content-Type", "text/javascript")
		case strings.HasSuffix(r.URL.Path, ".wasm"):
			header.Set("Content-Type", "application/octet-stream")
		}
		files.ServeHTTP(w, r)
	})
}

// embed opens a page that is not ours, with fallow.mjs as window.api and every worker that it starts in window.workers.
func embed(t *testing.T) *visit {
	t.Helper()
	server := httptest.NewServer(host(*dist, "/deep/down"))
	t.Cleanup(server.Close)
	v := tab(t, server.URL, desktop)
	v.do("open the page", chromedp.Navigate(server.URL+"/deep/down/blank.html"))
	eval[bool](v, `(async () => {
		window.workers = [];
		window.Worker = class extends Worker {
			constructor(...args) { super(...args); workers.push(this); }
		};
		window.figure1 = { values: [[1, .5], [1, .25]], demands: [[1, 1], [1, 1]], budgets: [1, 1] };
		window.sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
		window.api = await import('./fallow.mjs');
		return true;
	})()`)
	return v
}

// The same seed gives the same bits natively and in a browser, with or without SIMD, whatever the number of workers.
func TestSameBits(t *testing.T) {
	options := net.Options{
		Objective: net.Objective{Kind: net.Constrained, Tolerance: 1e-3},
		Network:   net.Network{Kind: net.MLP, Width: 32, Depth: 2},
		Batch:     64, Iterations: 50, Seed: 7,
	}
	trainer, err := net.NewTrainer(net.Data{Setups: []sample.Setup{{Agents: 2, Resources: 2}}}, options, kernels.Best())
	if err != nil {
		t.Fatal(err)
	}
	for !trainer.Done() {
		if _, err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256(trainer.Model().Save())
	want := hex.EncodeToString(sum[:])
	v := embed(t)
	for _, load := range []string{"{ workers: 1 }", "{ workers: 3 }", "{ workers: 2, simd: 'off' }"} {
		got := eval[string](v, `(async () => {
			const fallow = await api.load(`+load+`);
			const model = await fallow.train({ agents: 2, resources: 2 }, {
				objective: { kind: 'constrained', tolerance: 1e-3 }, network: { kind: 'mlp', width: 32, depth: 2 },
				batch: 64, iterations: 50, seed: 7,
			});
			fallow.close();
			const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', model.save()));
			return [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');
		})()`)
		if got != want {
			t.Errorf("%s: weights of hash %s, natively %s", load, got, want)
		}
	}
}

// Every call of the API answers in a page that is not ours.
func TestAPIInABrowser(t *testing.T) {
	v := embed(t)
	got := eval[map[string]float64](v, `(async () => {
		const fallow = await api.load({ workers: 2 });
		const pf = await fallow.allocate(figure1, { name: 'pf' });
		const many = await fallow.allocateMany([figure1, figure1, figure1], { name: 'pa' });
		const lie = await fallow.bestResponse(figure1, { name: 'pf' }, 0, { deviate: 'values' });
		const drawn = await fallow.sample({ agents: 3, resources: 2 }, 100, 1);
		const mean = await fallow.evaluate(drawn, { name: 'uniform' }, { samples: 100, seed: 1 });
		const fault = await fallow.allocate({ ...figure1, budgets: [1, -1] }, { name: 'pf' }).catch((error) => error);
		const result = {
			utility: pf.utilities[0], many: many.length, ratio: many[0].ratios[1], gain: lie.gain, drawn: drawn.length,
			samples: mean.samples, named: +(fault instanceof api.InputError && fault.path === 'budgets[1]'),
			workers: fallow.engine.workers, simd: +fallow.engine.simd,
		};
		fallow.close();
		return result;
	})()`)
	want := map[string]float64{
		"utility": .75, "many": 3, "ratio": .5, "gain": .125, "drawn": 100, "samples": 100, "named": 1, "workers": 2, "simd": 1,
	}
	for name, value := range want {
		if d := got[name] - value; d > 1e-3 || d < -1e-3 {
			t.Errorf("%s is %v, want %v", name, got[name], value)
		}
	}
}

// An abort is answered within 100 ms, and training that is to be kept within 200 ms with its model.
func TestAbortInABrowser(t *testing.T) {
	v := embed(t)
	got := eval[map[string]float64](v, `(async () => {
		const fallow = await api.load({ workers: 2 });
		const setup = { agents: 2, resources: 2 };
		const endless = { objective: { kind: 'penalty', alpha: 1 }, iterations: 1e6 };
		// The best of a few tries: what other programs do to a busy machine is not ours.
		const timed = async (start, limit) => {
			let outcome, ms = Infinity;
			for (let tries = 0; tries < 5 && ms > limit; tries++) {
				const controller = new AbortController();
				const promise = start(controller.signal).catch((error) => error.name);
				await sleep(300);
				const at = performance.now();
				controller.abort();
				outcome = await promise;
				ms = performance.now() - at;
			}
			return [outcome, ms];
		};
		const [search, searchTime] = await timed((signal) =>
			fallow.bestResponse(figure1, { name: 'pf' }, 0, { evaluations: 1e8 }, { signal }), 100);
		const [training, trainingTime] = await timed((signal) => fallow.train(setup, endless, { signal }), 100);
		const [model, keepTime] = await timed((signal) => fallow.train(setup, endless, { signal, keep: true }), 200);
		fallow.close();
		return {
			aborted: +(search === 'AbortError' && training === 'AbortError'), searchTime, trainingTime,
			kept: model.parameters, keepTime,
		};
	})()`)
	if got["aborted"] != 1 || got["kept"] < 100 {
		t.Errorf("aborting gave %v", got)
	}
	if got["searchTime"] > 100 || got["trainingTime"] > 100 || got["keepTime"] > 200 {
		t.Errorf("aborting took too long (ms): %v", got)
	}
}

// A worker that is ended in the middle of training fails that call at once, and the engine goes on.
func TestWorkerEndsInABrowser(t *testing.T) {
	v := embed(t)
	got := eval[[]string](v, `(async () => {
		const fallow = await api.load({ workers: 1 });
		const training = fallow.train({ agents: 2, resources: 2 }, { objective: { kind: 'penalty', alpha: 1 }, iterations: 1e6 })
			.catch((error) => error.message);
		await sleep(300);
		workers.at(-1).terminate();
		const reason = await Promise.race([training, sleep(`+fmt.Sprint(patience.Milliseconds())+`)]);
		const outcome = await fallow.allocate(figure1, { name: 'pf' });
		fallow.close();
		return [String(reason), String(outcome.utilities.length)];
	})()`)
	if !strings.Contains(got[0], "has stopped") || got[1] != "2" {
		t.Errorf("training ended with %q, then allocate gave %s utilities", got[0], got[1])
	}
}
