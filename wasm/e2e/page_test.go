//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The text, the first pictures and all that they say are there without any script.
func TestReadableWithoutScripts(t *testing.T) {
	v := open(t, settings{width: 1280, height: 800, noScripts: true})
	// With scripts disabled the page cannot be asked by script; the protocol's own view of it can.
	html, err := chromedp.Run(v.ctx, chromedp.OuterHTML(chromedp.CSS("html")))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"How badly will you say you need memory?", "Without money there are only words", "Partial allocation", "Your own problem",
		`class="plot wide"`, `class="plot narrow"`, ">0.750<", "<noscript>",
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page without scripts lacks %q", want)
		}
	}
	if v.requested(".wasm") {
		t.Error("WebAssembly was fetched though scripts are off")
	}
}

func (v *visit) requested(suffix string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, url := range v.requests {
		if strings.HasSuffix(url, suffix) {
			return true
		}
	}
	return false
}

// When the program takes the page over, nothing moves and nothing is drawn twice.
func TestTakeoverShiftsNothing(t *testing.T) {
	for _, s := range []settings{desktop, {width: 360, height: 740}} {
		v := open(t, s)
		eval[bool](v, `(() => {
			window.shift = 0;
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
			}).observe({ type: 'layout-shift', buffered: true });
			return true;
		})()`)
		v.ready()
		eval[bool](v, "document.querySelector('.game-curve').scrollIntoView(), true")
		v.wait("the chart is alive", "document.querySelectorAll('#game-curve svg').length === 1")
		if shift := eval[float64](v, "window.shift"); shift > 0.02 {
			t.Errorf("at width %d the layout shifted by %g", s.width, shift)
		}
		v.wait("nothing sticks out", "document.documentElement.scrollWidth <= innerWidth")
	}
}

// What is moved, chosen, filled in, pressed and unfolded before the page listens counts once it does: moved before any
// script ran, or while the program was on its way.
func TestEarlyTouchIsNotLost(t *testing.T) {
	const moved = `() => {
		for (const [id, value] of Object.entries({ 'report-memory': '-98', 'shrink-step': '3', 'twist-report': '20', 'split-share': '50' })) document.getElementById(id).value = value;
		document.getElementById('bench-values-0-0').value = '7';
		for (const summary of document.querySelectorAll('.lab-form summary, .split-figure summary')) summary.click();
	}`
	const touched = `() => {
		const report = (id, change) => { change(document.getElementById(id)); document.getElementById(id).dispatchEvent(new Event('input', { bubbles: true })); };
		for (const [id, value] of Object.entries({ 'report-memory': '-98', 'shrink-step': '3', 'twist-report': '20', 'split-share': '50', 'bench-values-0-0': '7' })) report(id, (e) => { e.value = value; });
		report('market-team-2', (e) => { e.checked = true; });
		for (const summary of document.querySelectorAll('.lab-form summary, .split-figure summary')) summary.click();
		document.getElementById('find-lie').click();
	}`
	for name, script := range map[string]string{"before scripts": "addEventListener('DOMContentLoaded', " + moved + ", { once: true })", "after the first": "addEventListener('load', " + touched + ")"} {
		t.Run(name, func(t *testing.T) {
			v := blank(t, desktop)
			v.prepare(script)
			v.load()
			v.ready()
			v.waitText(".score.pf .verdict", "lying pays")
			v.wait("partial allocation stays", "document.getElementById('shrink-step').value === '3'")
			v.waitText("#shrink-worth", "The best lie found gains")
			v.waitText(".twist .slider output", "0.5")
			v.waitText(".split-figure .slider output", "50")
			v.waitText("#split-product", "is 0.25")
			v.cell("bench-values-0-0", "7")
			v.wait("what was unfolded is", "[...document.querySelectorAll('.lab-form details, .split-figure details')].every(({ open }) => open)")
			v.wait("the bench reckons with it", "document.querySelector('.bench #bench-undo').getAttribute('aria-disabled') !== 'true' && !document.querySelector('.bench #bench-undo').disabled")
			if name == "after the first" {
				v.waitText("#found", "Proportional fairness: say just above 0.25")
				v.wait("the team is chosen", "document.getElementById('market-team-2').checked && document.querySelector('.market .slider label').textContent.includes('Team C')")
			}
		})
	}
}

// The first screen by keyboard alone.
func TestGameByKeyboard(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.do("focus the slider", chromedp.Focus(chromedp.ID("report-memory")))
	v.do("page down", chromedp.KeyEvent(kb.PageDown))
	v.waitText(".score.pf .verdict", "lying pays")
	v.waitText(".score.pa .verdict", "lying costs you")
	v.waitText(".score.uniform .verdict", "nothing gained")
	v.do("tab to the button", chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	v.waitText("#found", "Proportional fairness: say just above 0.25 and get at least 16.7")
	v.waitText(".score.pf .number", "0.875")
	v.do("tab to the truth", chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	v.waitText(".score.pf .verdict", "honesty")
	if got := v.text(".score.pf .number"); got != "0.750" {
		t.Errorf("honesty is worth %s", got)
	}
}

// The switch between light and dark works before and after the page listens, and lasts.
func TestTheme(t *testing.T) {
	v := open(t, settings{width: 1280, height: 800, dark: true})
	background := "getComputedStyle(document.body).backgroundColor"
	dark := eval[string](v, background)
	v.waitText("#theme", "Light")
	v.click("#theme")
	v.wait("the page is light", background+" !== "+quoted(dark))
	v.do("reload", chromedp.Reload())
	v.wait("the page is still light", background+" !== "+quoted(dark))
	v.ready()
}

// A worker fetches the program, so that the page's thread is free meanwhile; without that worker the page does it itself.
func TestProgramIsFetchedAside(t *testing.T) {
	fetched := "performance.getEntriesByType('resource').some(({ name }) => /\\/app\\.[^/]*wasm$/.test(name))"
	for lacking, byPage := range map[string]bool{"": false, "fetcher.js": true} {
		s := desktop
		s.lacking = lacking
		v := open(t, s)
		v.ready()
		if got := eval[bool](v, fetched); got != byPage {
			t.Errorf("without %q the page fetched the program itself: %t", lacking, got)
		}
	}
}

// A table that was unfolded stays so while its figure moves; folded again, it stays that.
func TestTablesStayUnfolded(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	unfolded := "document.querySelector('.split-figure details').open"
	v.click(".split-figure summary")
	for _, share := range []int{40, 30} {
		v.move("#split-share", share)
		v.waitText("#split-product", map[int]string{40: "0.4 for A", 30: "0.3 for A"}[share])
		if !eval[bool](v, unfolded) {
			t.Error("the table was folded by a move of the slider")
		}
	}
	v.click(".split-figure summary")
	v.move("#split-share", 50)
	v.waitText("#split-product", "0.5 for A")
	if eval[bool](v, unfolded) {
		t.Error("the table was unfolded by a move of the slider")
	}
}
