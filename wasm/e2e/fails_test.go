//go:build e2e

package e2e

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// prepared opens the page in a browser that script has changed before the page's own scripts ran.
func prepared(t *testing.T, script string) *visit {
	t.Helper()
	v := blank(t, desktop)
	v.prepare(script)
	v.load()
	return v
}

// prepare has script run before the page's own scripts.
func (v *visit) prepare(script string) {
	v.t.Helper()
	_, err := chromedp.Call(v.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	if err != nil {
		v.t.Fatal(err)
	}
}

// What a browser cannot do is a sentence, and the first picture stays as it is.
func TestPoorBrowsers(t *testing.T) {
	for _, test := range []struct{ lacking, script, place, sentence string }{
		{"WebAssembly", "delete globalThis.WebAssembly", "#boot", "this browser has no WebAssembly"},
		{"memory", "WebAssembly.instantiate = () => Promise.reject(new RangeError('WebAssembly.Memory(): could not allocate memory'))",
			"#boot", "there is not enough memory"},
		{"workers", "delete globalThis.Worker", ".game > .problem", "there are no workers here"},
	} {
		v := prepared(t, test.script)
		if test.lacking == "workers" {
			v.ready()
			v.move("#report-memory", -50)
		}
		v.waitText(test.place, test.sentence)
		if got := v.text(".score.pf .number"); got != "0.750" {
			t.Errorf("without %s the first picture says %q", test.lacking, got)
		}
	}
}

// Without SIMD the figures move, and the page says that they are slow.
func TestWithoutSIMD(t *testing.T) {
	v := prepared(t, `globalThis.Worker = class extends Worker {
		postMessage(message, ...more) {
			if (message?.start) message.start.simd = 'off';
			super.postMessage(message, ...more);
		}
	}`)
	v.ready()
	v.move("#report-memory", -50)
	v.waitText(".score.pf .verdict", "lying pays")
	v.waitText("#boot", "no SIMD")
}

// Where a part of the page cannot be had, a sentence says so, and what was there stays.
func TestFailsWell(t *testing.T) {
	for _, test := range []struct {
		lacking, place string
		use            func(v *visit)
	}{
		{"boot.js", "#boot", nil}, {"app.wasm", "#boot", nil}, {"vugu.js", "#boot", nil},
		{"models/2x2.safetensors", ".bench .problem", func(v *visit) { v.move("#lie-value-1", 50) }},
		{"charts.js", "#boot", func(v *visit) {
			v.move("#report-memory", -50)
			v.waitText("#boot", "could not be loaded")
			v.move("#report-memory", 0)
		}},
		{"frame.js", "[data-tools=game] [role=status]", func(v *visit) { v.click("[data-tools=game] [data-do=link]") }},
	} {
		s := desktop
		s.lacking = test.lacking
		v := open(t, s)
		if test.use != nil {
			v.ready()
			test.use(v)
		}
		v.wait("a sentence says what is wrong without "+test.lacking, "/404|could not be loaded/.test(document.querySelector("+quoted(test.place)+")?.textContent)")
		v.wait("the first picture is there without "+test.lacking, "document.querySelector('.score.pf .number')?.textContent === '0.750' && document.querySelector('#game-curve svg')")
	}
}

// What could not be loaded for a moment is loaded at the next need, and the sentence about it goes.
func TestTriesAgain(t *testing.T) {
	const drawn = "document.querySelectorAll('#game-curve svg').length === 1" // the build puts two there
	for lacking, place := range map[string]string{
		"charts.js": "#boot", "fallow.js": ".game > .problem", "frame.js": "[data-tools=game] [role=status]",
	} {
		var missing atomic.Value
		missing.Store(lacking)
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			site(*dist, missing.Load().(string)).ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		v := tab(t, server.URL, settings{width: 1280, height: 800, lacking: lacking})
		v.load()
		v.ready()
		use := func(position int) {
			v.move("#report-memory", position)
			if lacking == "frame.js" {
				v.click("[data-tools=game] [data-do=embed]")
			}
		}
		use(-50)
		v.wait("a sentence says what is wrong without "+lacking, "document.querySelector("+quoted(place)+").textContent !== ''")
		missing.Store("")
		use(-98)
		v.waitText(".score.pf .verdict", "lying pays")
		v.wait("the curves are drawn", drawn)
		v.wait("the sentence is gone", "!/could not be/.test(document.querySelector("+quoted(place)+").textContent)")
	}
}
