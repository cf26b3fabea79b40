//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// mostTabs is more than there are things to focus on the page.
const mostTabs = 400

// tabTo presses Tab until the element has the focus. Whatever is passed must show that it has it.
func (v *visit) tabTo(selector string) {
	v.t.Helper()
	for range mostTabs {
		v.do("press Tab", chromedp.KeyEvent(kb.Tab))
		where := eval[struct {
			There, Shown bool
			Name         string
		}](v, fmt.Sprintf(`(() => {
			const e = document.activeElement;
			const outlined = (x) => x && getComputedStyle(x).outlineStyle !== 'none';
			return { There: e.matches(%s), Shown: e === document.body || outlined(e) || outlined(e.nextElementSibling) || outlined(e.parentElement), Name: e.id || e.outerHTML.slice(0, 80) };
		})()`, quoted(selector)))
		if !where.Shown {
			v.t.Errorf("%s has the focus and does not show it", where.Name)
		}
		if where.There {
			return
		}
	}
	v.t.Fatalf("%s cannot be reached with the Tab key", selector)
}

func (v *visit) press(keys ...string) {
	v.t.Helper()
	for _, key := range keys {
		v.do("press a key", chromedp.KeyEvent(key))
	}
}

// The whole visitor's path with a keyboard alone: cheat, find the best lie, train, play against the auditor, and find
// out on the bench what a lie would gain.
func TestVisitByKeyboard(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.tabTo("#report-memory")
	v.press(kb.PageDown)
	v.waitText(".score.pf .verdict", "lying pays")
	v.tabTo("#find-lie")
	v.press(kb.Enter)
	v.waitText("#found", "Proportional fairness: say just above 0.25")

	v.choose(endless)
	v.tabTo("#lab-train")
	v.press(kb.Enter)
	v.wait("training has begun", stepOf+" > 5")
	v.tabTo("#lab-stop")
	v.press(kb.Enter)
	v.waitText("#lab-status", "Trained")

	v.tabTo("#play-again")
	v.press(kb.Enter)
	v.waitText(".play .side-title", "Round 1 of 20")
	v.tabTo("#plane-measure")

	v.tabTo("#bench-find")
	v.press(kb.Enter)
	v.waitText(".bench-lie .found", "gains at least")
}

// Nothing sticks out of the page from a phone to a wall, nor when it is enlarged to twice its size.
func TestWidths(t *testing.T) {
	for _, s := range []settings{
		{width: 360, height: 740}, {width: 640, height: 400}, {width: 1280, height: 800}, {width: 2560, height: 1440}, {width: 3840, height: 2160},
	} {
		v := open(t, s)
		v.ready()
		eval[bool](v, "document.querySelectorAll('details').forEach((d) => { d.open = true; }), true")
		wide := eval[[]string](v, `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
			[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.scroll, pre, .formula'))
			.slice(0, 8).map((e) => e.localName + '.' + (e.getAttribute('class') ?? '') + ' ' + Math.round(e.getBoundingClientRect().right))`)
		if len(wide) > 0 {
			t.Errorf("at width %d these stick out: %v", s.width, wide)
		}
	}
}

// A finger hits what is to be pressed: targets have at least 24 by 24 pixels (WCAG 2.2, 2.5.8), links in text apart.
func TestTargets(t *testing.T) {
	v := open(t, settings{width: 360, height: 740})
	v.ready()
	small := eval[[]string](v, `[...document.querySelectorAll('button, input, select, summary, textarea, .top a')].filter((e) => {
		const { width, height } = (e.closest('label') ?? e).getBoundingClientRect();
		return width > 0 && (width < 23.5 || height < 23.5);
	}).map((e) => (e.id || e.textContent || e.className) + ' ' + Math.round(e.getBoundingClientRect().width) + 'x' + Math.round(e.getBoundingClientRect().height))`)
	if len(small) > 0 {
		t.Errorf("too small to hit: %v", small)
	}
}

// With reduced motion nothing moves by itself.
func TestReducedMotion(t *testing.T) {
	v := open(t, settings{width: 1280, height: 800, reducedMotion: true})
	v.ready()
	v.move("#report-memory", -98)
	v.waitText(".score.pf .verdict", "lying pays")
	if n := eval[int](v, "document.getAnimations().length"); n > 0 {
		t.Errorf("%d animations run", n)
	}
}
