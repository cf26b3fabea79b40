//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func at(path string) settings {
	s := desktop
	s.path = path
	return s
}

// A copied link shows the same picture, and leads to it.
func TestLinksRestore(t *testing.T) {
	v := open(t, at("#lab?width=16;game?memory=0.250025"))
	v.ready()
	v.waitText(".score.pf .number", "0.875")
	v.wait("the lab is set", "document.getElementById('lab-field-width').value === '16'")
	v.wait("the lab is on the screen", "Math.abs(document.querySelector('[data-figure=lab]').getBoundingClientRect().top) < 100")
	v.wait("the address stays", "location.hash === '#lab?width=16;game?memory=0.250025'")
}

// A link that says nonsense is told so in a sentence; what else it says counts.
func TestBadLinks(t *testing.T) {
	v := open(t, at("#game?memory=%3Cb%3E;lab?width=16"))
	v.ready()
	v.waitText(".game > .problem", "“memory” of “game” in the link is not a number")
	v.wait("the lab is set", "document.getElementById('lab-field-width').value === '16'")
}

// The address follows a slider without leaving entries behind, a choice is an entry, back and forward go through them,
// places lose nothing, and a reload shows what was there.
func TestAddressFollows(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	before := eval[int](v, "history.length")
	for _, position := range []int{-50, -80, -98} {
		v.move("#report-memory", position)
	}
	v.waitText(".score.pf .verdict", "lying pays")
	v.wait("the address follows", "/^#game.memory=0[.]25/.test(location.hash)")
	if now := eval[int](v, "history.length"); now != before {
		t.Errorf("dragging a slider made %d entries", now-before)
	}
	v.click("#lab-steps-0")
	v.wait("the address has the lab first", "/^#lab.steps=500;game.memory=0[.]25/.test(location.hash)")
	if now := eval[int](v, "history.length"); now != before+1 {
		t.Errorf("a choice made %d entries", now-before)
	}
	v.do("go back", chromedp.NavigateBack())
	v.wait("the lab is as before", "document.getElementById('lab-steps-3').checked")
	v.wait("the address is as before", "/^#game.memory=0[.]25[0-9]*$/.test(location.hash)")
	v.do("go forward", chromedp.NavigateForward())
	v.wait("the lab is chosen again", "document.getElementById('lab-steps-0').checked")
	eval[bool](v, "document.querySelector('.top a[href=\"#audits\"]').click(), true")
	v.wait("the place is the address", "location.hash === '#audits'")
	v.do("reload", chromedp.Reload())
	v.ready()
	v.wait("the lab is still chosen", "document.getElementById('lab-steps-0').checked")
	v.waitText(".score.pf .verdict", "lying pays")
}
