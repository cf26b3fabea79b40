//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The symbols of a formula are explained where it is pointed at, reached by keyboard or touched, until Escape is pressed
// or the reader goes elsewhere.
func TestSymbolsAreExplained(t *testing.T) {
	v := open(t, desktop)
	v.wait("the page's first script runs", "document.documentElement.dataset.booted !== undefined")
	const formula = "#sharing .formula math"
	explained := func(how string) {
		t.Helper()
		v.wait("symbols are explained "+how, `(() => {
			const box = document.querySelector('.meanings'), { left, right, top, bottom, height } = box.getBoundingClientRect();
			return !box.hidden && height > 20 && left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight &&
				box.textContent.includes('how many units of resource m') && box.textContent.includes('utility');
		})()`)
	}
	gone := func(how string) {
		t.Helper()
		v.wait("explanations are gone "+how, "document.querySelector('.meanings').hidden")
	}
	at := func() (x, y float64) {
		t.Helper()
		eval[bool](v, "document.querySelector('"+formula+"').scrollIntoView({ block: 'center', behavior: 'instant' }), true")
		place := eval[[]float64](v, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
			const { left, top, width, height } = document.querySelector('`+formula+` msub').getBoundingClientRect();
			done([left + width / 2, top + height / 2]);
		})))`)
		return place[0], place[1]
	}
	point := func(x, y float64) {
		t.Helper()
		if _, err := chromedp.Call(v.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y}); err != nil {
			t.Fatal(err)
		}
	}

	x, y := at()
	point(x, y)
	explained("where the pointer is")
	point(5, y)
	gone("when the pointer has gone")

	v.do("focus the formula", chromedp.Focus(chromedp.CSS(formula)))
	explained("at the focus")
	v.do("escape", chromedp.KeyEvent(kb.Escape))
	gone("after Escape")
	if got := eval[string](v, "document.activeElement.localName"); got != "math" {
		t.Errorf("Escape moved the focus to %s", got)
	}
	eval[bool](v, "document.activeElement.blur(), true")

	x, y = at()
	if _, err := chromedp.Call(v.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	for _, touch := range []input.DispatchTouchEventParams{
		{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}},
		{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}},
	} {
		if _, err := chromedp.Call(v.ctx, input.DispatchTouchEvent, touch); err != nil {
			t.Fatal(err)
		}
	}
	explained("at a touch")
}

// Every symbol of every formula has an entry in the glossary that the formula is described by.
func TestFormulasAreDescribed(t *testing.T) {
	v := open(t, desktop)
	for _, lost := range eval[[]string](v, `[...document.querySelectorAll('.prose math[aria-describedby]')].flatMap((math) => {
		const entries = math.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id));
		const known = entries.map((e) => e?.querySelector('dt').textContent.replace(/[im]+$/, '') ?? '');
		const words = new Set(['min', 'log', 'e', 'i', 'm', 'j']);
		return [...math.querySelectorAll('mi')].map((mi) => mi.textContent).filter((s) => !words.has(s) && !known.some((k) => k.startsWith(s)))
			.concat(entries.includes(null) ? ['an entry of ' + math.getAttribute('aria-describedby')] : []).map((s) => s + ' in ' + math.textContent);
	})`) {
		t.Errorf("nothing explains %s", lost)
	}
	if bare := eval[int](v, "document.querySelectorAll('.prose math:not([aria-describedby], dt math)').length"); bare > 0 {
		t.Errorf("%d formulas are described by nothing", bare)
	}
}
