//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
)

// hostPage embeds figures of a site in a folder, which its addresses name without the slash at the end. Its colours are
// written as they seldom were when the element was made.
const hostPage = `<!doctype html>
<html lang="en"><title>A host</title><link rel="icon" href="data:,">
<script>addEventListener('DOMContentLoaded', () => { document.getElementById('early').state = 'memory=0.3'; });</script>
<script src="%[1]s/docs/fallow/embed.js" defer></script>
<body style="width: 320px; background: oklch(0.985 0.002 247.8)">
<fallow-embed id="told" src="%[1]s/docs/fallow" view="game"></fallow-embed>
<fallow-embed id="early" view="game"></fallow-embed>
<div id="dark" style="color: #eee; background: color(srgb 0.1 0.1 0.1)"><fallow-embed id="nested" view="market"></fallow-embed></div>
</html>`

// memorySlider is what the game's slider for memory stands at, in hundredths of a doubling from the truth.
const memorySlider = "document.querySelector('#report-memory').value"

// openHost opens the host page.
func openHost(t *testing.T) *visit {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/docs/fallow/", http.StripPrefix("/docs/fallow", site(*dist, "")))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	page := httptest.NewServer(answering("text/html", fmt.Sprintf(hostPage, server.URL)))
	t.Cleanup(page.Close)
	v := tab(t, server.URL, desktop)
	v.elsewhere = page.URL
	v.do("open the host", chromedp.Navigate(page.URL))
	v.hear()
	return v
}

// A figure shows what its host says, whenever the host says it, and says what it shows.
func TestEmbedHearsItsHost(t *testing.T) {
	v := openHost(t)
	eval[bool](v, `(window.told = document.getElementById('told'), told.open(), true)`)
	eval[bool](v, `new Promise((next) => setTimeout(() => { told.setAttribute('state', 'memory=0.4'); next(true); }, 30))`)
	v.wait("the figure answers", "heard.some((m) => m.id === 'told' && m.type === 'ready')")
	frame := v.frame("view=game")
	frame.wait("it shows what was said while it was loading", memorySlider+" === '-32'")
	v.wait("and says so", "told.state === 'game?memory=0.4'")

	move := func(to string) {
		frame.is("(e => { e.value = " + to + "; e.dispatchEvent(new Event('input', { bubbles: true })); })(document.querySelector('#report-memory'))")
	}
	move("300")
	v.wait("the reader's move is heard", "told.state === 'game?memory=4'")
	if !eval[bool](v, "told.state = 'memory=0.4', told.state === 'game?memory=0.4'") {
		t.Error("what the host asks for is not the state until the figure answers")
	}
	frame.wait("the host's word holds again", memorySlider+" === '-32'")

	move("300")
	v.wait("the reader's move is heard", "told.state === 'game?memory=4'")
	eval[bool](v, "told.state = 'memory=none', true")
	v.wait("what cannot be shown is a sentence", "heard.some((m) => m.type === 'error' && m.message.includes('is not a number'))")
	v.wait("the state is what is shown", "told.state === 'game?memory=4'")

	eval[bool](v, "told.setAttribute('hide', 'text'), true")
	v.wait("with parts left out it shows the same", "heard.filter((m) => m.type === 'ready').length === 2 && told.state === 'game?memory=4'")
	eval[bool](v, "document.body.append(told), true")
	v.wait("elsewhere in the page it shows the same", "heard.filter((m) => m.type === 'ready').length === 3 && told.state === 'game?memory=4'")
	eval[bool](v, "told.setAttribute('view', 'market'), told.state = null, true")
	v.wait("another figure comes in its place", "heard.some((m) => m.type === 'ready' && m.view === 'market')")
	v.wait("it shows what it begins with", "told.state === ''")
}

// A site's address may end in a slash or not, a host's colours may be written in any way, and what was set before the
// script came is not lost.
func TestEmbedFindsItsWay(t *testing.T) {
	v := openHost(t)
	v.wait("the picture of a light page", "shadowOf('told').querySelector('img').src.endsWith('/docs/fallow/pictures/game-light.webp')")
	v.wait("it is there", "shadowOf('told').querySelector('img').naturalWidth > 300")
	v.wait("the picture of a dark part", "shadowOf('nested').querySelector('img').src.endsWith('/docs/fallow/pictures/market-dark.webp')")
	eval[bool](v, "document.getElementById('dark').style.background = 'lab(95 0 0)', true")
	v.wait("the part is light", "shadowOf('nested').querySelector('img').src.endsWith('market-light.webp')")
	eval[bool](v, "Object.assign(document.body.style, { background: 'linear-gradient(#111, #222)', color: '#eee' }), true")
	v.wait("the picture of a page whose text is light", "shadowOf('told').querySelector('img').src.endsWith('game-dark.webp')")

	v.wait("what was set early is the state", "document.getElementById('early').getAttribute('state') === 'memory=0.3'")
	eval[bool](v, "document.getElementById('early').open(), true")
	v.wait("the figure shows it", "heard.some((m) => m.id === 'early' && m.type === 'ready') && document.getElementById('early').state === 'game?memory=0.3'")
	if title := eval[string](v, "frameOf('early').title"); title != "Fallow: game" {
		t.Errorf("the frame is called %q", title)
	}
}
