//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// article is a page of somebody else's, on an origin of its own and with a policy of its own, that embeds three figures.
const article = `<!doctype html>
<html lang="en"><title>An article</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="article.css">
<script src="%[1]s/embed.js" async></script>
<h1>An article</h1>
<p>On request, with its own words on the button:</p>
<fallow-embed id="asked" view="game" state="memory=0.250025" prompt="Try to cheat"></fallow-embed>
<p>At once:</p>
<fallow-embed id="lab" view="lab" eager hide="text,tools"></fallow-embed>
<p>With a picture of the page's own, at a fixed height:</p>
<fallow-embed id="bench" view="bench" height="500"><a href="%[1]s/?view=bench">The bench</a></fallow-embed>
<iframe id="plain" src="%[1]s/?view=game&amp;theme=light" title="A plain frame" loading="lazy" width="600" height="400"></iframe>
</html>`

const articleStyle = "body { max-width: 46rem; background: #fff } .dark body { background: #111 }"

// publisher serves the article under the strictest policy that an embed can work with.
func publisher(site string) http.Handler {
	serve := func(kind, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Security-Policy", fmt.Sprintf("default-src 'none'; script-src 'self' %[1]s; style-src 'self'; img-src data: %[1]s; frame-src %[1]s; require-trusted-types-for 'script'", site))
			_, _ = w.Write([]byte(text))
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", serve("text/html", fmt.Sprintf(article, site)))
	mux.HandleFunc("/article.css", serve("text/css", articleStyle))
	return mux
}

// besideArticle opens a tab that is to go to the article, which stands on another origin than the site: v.elsewhere.
func besideArticle(t *testing.T) *visit {
	t.Helper()
	server := httptest.NewServer(site(*dist, ""))
	t.Cleanup(server.Close)
	host := httptest.NewServer(publisher(server.URL))
	t.Cleanup(host.Close)
	v := tab(t, server.URL, desktop)
	v.elsewhere = host.URL
	return v
}

// Three figures in an article on another origin.
func TestEmbeds(t *testing.T) {
	v := besideArticle(t)
	v.do("open the article", chromedp.Navigate(v.elsewhere))
	v.hear()
	v.wait("the page's own picture is shown", "document.querySelector('#bench a').getClientRects().length === 1")
	driveEmbeds(v, "document.documentElement.classList.add('dark'), true")

	// What is not from the frame is not heard.
	eval[bool](v, "postMessage({ fallow: 1, type: 'error', message: 'forged' }, '*'), new Promise((next) => setTimeout(() => next(true), 50))")
	if eval[bool](v, "heard.some((m) => m.message === 'forged')") {
		t.Error("a forged message was heard")
	}
}

// hear notes in window.heard what the embeds of a page say, and makes their frames reachable.
func (v *visit) hear() {
	v.t.Helper()
	v.wait("the element is defined", "customElements.get('fallow-embed') && document.querySelector('fallow-embed')?.shadowRoot")
	eval[bool](v, `(() => {
		window.heard = [];
		window.shadowOf = (id) => document.getElementById(id).shadowRoot;
		window.frameOf = (id) => shadowOf(id).querySelector('iframe');
		for (const embed of document.querySelectorAll('fallow-embed')) {
			for (const type of ['ready', 'progress', 'result', 'error', 'resize', 'state']) {
				embed.addEventListener(type, ({ detail }) => heard.push({ id: embed.id, type, ...detail }));
			}
		}
		return true;
	})()`)
}

// driveEmbeds uses the figures of a page: #asked waits to be asked, #lab is eager and trains, #bench has a fixed height.
// Their theme follows the page, their height their contents. `darken` makes the page dark.
func driveEmbeds(v *visit, darken string) {
	t := v.t
	t.Helper()
	v.wait("a picture stands for the figure", "shadowOf('asked').querySelector('img')?.naturalWidth > 300")
	v.wait("the button has the page's words", "shadowOf('asked').querySelector('button').textContent === 'Try to cheat'")
	if eval[bool](v, "Boolean(frameOf('asked') ?? frameOf('bench'))") {
		t.Error("a figure was loaded before anybody asked")
	}
	eval[bool](v, "shadowOf('asked').querySelector('button').click(), true")
	v.wait("the figure answers", "heard.some((m) => m.id === 'asked' && m.type === 'ready' && m.view === 'game')")
	v.wait("it is as high as it needs", "frameOf('asked').height > 300 && heard.some((m) => m.id === 'asked' && m.type === 'resize' && m.height === +frameOf('asked').height)")
	v.wait("it shows the state that was asked for", "document.getElementById('asked').state.includes('memory=0.250025')")

	eval[bool](v, "document.getElementById('lab').scrollIntoView(), true")
	v.wait("the page is light", "new URL(frameOf('lab').src).searchParams.get('theme') === 'light'")
	inLab := v.frame("view=lab")
	inLab.wait("the figure listens", "document.documentElement.dataset.ready !== undefined")
	eval[bool](v, darken)
	inLab.wait("the figure is dark, too", "document.documentElement.dataset.theme === 'dark'")
	inLab.click("#lab-train")
	inLab.wait("training has begun", stepOf+" > 20")
	v.wait("the page hears of it", "heard.some((m) => m.id === 'lab' && m.type === 'progress' && m.done > 0)")
	inLab.click("#lab-stop")
	v.wait("the page hears of the result", "heard.some((m) => m.id === 'lab' && m.type === 'result')")

	wide := eval[int](v, "heard.length")
	v.emulate(settings{width: 420, height: 800})
	v.wait("a narrow figure is of another height", fmt.Sprintf("heard.slice(%d).some((m) => m.id === 'lab' && m.type === 'resize' && m.height === +frameOf('lab').height)", wide))

	eval[bool](v, "document.getElementById('bench').open(), true")
	v.wait("the bench answers", "heard.some((m) => m.id === 'bench' && m.type === 'ready')")
	if height := eval[string](v, "frameOf('bench').height"); height != "500" {
		t.Errorf("the frame of a fixed height is %s high", height)
	}
}

// An element that is gone does not listen any more, and so is not kept.
func TestRemovedEmbedsAreGone(t *testing.T) {
	v := besideArticle(t)
	v.prepare("window.looks = 0; { const look = getComputedStyle; window.getComputedStyle = (...args) => { looks++; return look(...args); }; }")
	v.do("open the article", chromedp.Navigate(v.elsewhere))
	v.hear()
	dark := desktop
	dark.dark = true
	const changed = "matchMedia('(prefers-color-scheme: dark)').matches"
	v.emulate(dark)
	v.wait("the elements look how light the page is", changed+" && looks > 0")
	eval[bool](v, "document.querySelectorAll('fallow-embed').forEach((embed) => embed.remove()), true")
	const afterFrames = "new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next(looks))))"
	before := eval[int](v, afterFrames)
	v.emulate(desktop)
	v.wait("the page is light again", "!"+changed)
	if after := eval[int](v, afterFrames); after != before {
		t.Errorf("elements that are gone looked %d times how light the page is", after-before)
	}
}

func TestEmbedScriptIsSmall(t *testing.T) {
	const most = 5000
	info, err := os.Stat(filepath.Join(*dist, "embed.js"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() >= most {
		t.Errorf("embed.js has %d bytes, want less than %d", info.Size(), most)
	}
}
