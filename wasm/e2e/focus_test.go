//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// pressOn presses Enter on what has the id, and waits until the focus is at another.
func (v *visit) pressOn(id, next string) {
	v.t.Helper()
	v.do("focus "+id, chromedp.Focus(chromedp.ID(id)), chromedp.KeyEvent(kb.Enter))
	v.wait(fmt.Sprintf("the focus goes from %s to %s", id, next), fmt.Sprintf("document.activeElement.id === %s", quoted(next)))
}

// A press by keyboard that takes its own button away leaves the focus where the reader goes on.
func TestFocusGoesOn(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.click("#play-again")
	v.waitText(".play .side-title", "Round 1 of 20")
	v.do("tell the truth", chromedp.Focus(chromedp.ID("play-truth")), chromedp.KeyEvent(kb.Enter))
	v.waitText(".play .side-title", "Round 2 of 20")
	v.pressOn("play-back", "play-say")
	v.waitText(".play .side-title", "Round 1 of 20")
	for _, round := range []string{"6", "11", "16"} {
		v.do("play on", chromedp.Focus(chromedp.ID("play-skip")), chromedp.KeyEvent(kb.Enter))
		v.waitText(".play .side-title", "Round "+round)
	}
	v.pressOn("play-skip", "play-again")

	v.click("#add-agent")
	v.wait("there is a third team", "document.getElementById('bench-agent-2') !== null")
	second := eval[string](v, "document.getElementById('bench-agent-1').value")
	v.do("remove the first team", chromedp.Focus(chromedp.ID("remove-agent-0")), chromedp.KeyEvent(kb.Enter))
	v.wait("it is gone", fmt.Sprintf("document.getElementById('bench-agent-0').value === %s", quoted(second)))
	if at := eval[string](v, "document.activeElement.id"); at != "remove-agent-0" {
		t.Errorf("the focus is at %q", at)
	}
	v.pressOn("remove-agent-1", "add-agent")
	if names := eval[string](v, "[...document.querySelectorAll('[id^=bench-agent-]')].map((e) => e.value).join()"); !strings.HasPrefix(names, second) {
		t.Errorf("left are %q", names)
	}
	v.pressOn("remove-resource-1", "add-resource")
}
