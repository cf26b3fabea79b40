//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"testing"
)

// axeScript is axe-core, installed by build.sh.
const axeScript = "tools/node_modules/axe-core/axe.min.js"

// violation is what axe finds against a rule, and where.
type violation struct {
	ID    string   `json:"id"`
	Help  string   `json:"help"`
	Nodes []string `json:"nodes"`
}

// axe runs all of axe's rules on the page as it is.
func (v *visit) axe(what string) {
	v.t.Helper()
	script, err := os.ReadFile(axeScript)
	if err != nil {
		v.t.Fatalf("%v: run npm ci in wasm/e2e/tools, or ./build.sh test", err)
	}
	eval[bool](v, string(script)+"; true")
	// Sections out of sight have a height that is guessed, so that what they hold seems to lie on what follows.
	eval[bool](v, `(() => {
		const all = new CSSStyleSheet();
		all.replaceSync('main > section, main > section * { content-visibility: visible !important }');
		document.adoptedStyleSheets.push(all);
		return true;
	})()`)
	// Colours are judged when they have settled.
	eval[bool](v, "Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))).then(() => true)")
	found := eval[[]violation](v, `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, help, nodes }) =>
		({ id, help, nodes: nodes.slice(0, 5).map((n) => n.target.join(' ') + ': ' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message) })))`)
	for _, f := range found {
		text := fmt.Sprintf("%s: %s (%s)", what, f.Help, f.ID)
		for _, n := range f.Nodes {
			text += "\n\t" + n
		}
		v.t.Error(text)
	}
}

// axe-core finds nothing to say against the whole page, in light and in dark, wide and narrow, with everything unfolded.
func TestAxeOnThePage(t *testing.T) {
	for _, s := range []settings{desktop, {width: 360, height: 740, dark: true}} {
		v := open(t, s)
		v.ready()
		eval[bool](v, "document.querySelectorAll('details').forEach((d) => { d.open = true; }), true")
		v.click("[data-tools=lab] [data-do=embed]")
		v.wait("the snippet is there", "document.querySelector('.embedding')")
		v.axe(fmt.Sprintf("width %d, dark %v", s.width, s.dark))
	}
}

// Nor against any view, or the page for a class.
func TestAxeOnViews(t *testing.T) {
	forEachView(t, func(t *testing.T, name string, dark bool) {
		v := open(t, settings{width: 700, height: 800, dark: dark, path: "?view=" + name})
		v.ready()
		v.axe("?view=" + name)
	})
	v := open(t, at("?class=1"))
	v.ready()
	v.axe("?class=1")
}
