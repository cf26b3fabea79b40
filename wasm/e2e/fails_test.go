//go:build e2e

package e2e

import (
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
