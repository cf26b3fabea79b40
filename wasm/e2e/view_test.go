//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
)

// visible lists the figures that can be seen.
const visible = "[...document.querySelectorAll('[data-figure]')].filter((e) => [...e.querySelectorAll('*')].some((part) => part.getClientRects().length > 0)).map((e) => e.dataset.figure).join()"

// A view is one figure alone, which works; its page is no wider than a narrow frame.
func TestViews(t *testing.T) {
	forEachView(t, func(t *testing.T, name string, dark bool) {
		for _, width := range []int64{320, 1100} {
			v := open(t, settings{width: width, height: 700, dark: dark, path: "?view=" + name})
			v.ready()
			if got := eval[string](v, visible); got != name {
				t.Errorf("?view=%s shows %s", name, got)
			}
			if sticks := eval[int](v, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); sticks > 0 {
				t.Errorf("?view=%s sticks out by %d at %d", name, sticks, width)
			}
			v.wait("the way to the whole page is there", "document.querySelector('.whole a').getClientRects().length > 0")
		}
	})
}

// forEachView tests the view of every figure, two at a time and every other one in the dark: nothing here is about speed.
func forEachView(t *testing.T, test func(t *testing.T, name string, dark bool)) {
	all := open(t, desktop)
	for k, name := range eval[[]string](all, "[...document.querySelectorAll('[data-figure]')].map((e) => e.dataset.figure)") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, name, k%2 == 0)
		})
	}
}

// A class sees figures and headings in large type; what is not wanted is hidden by name.
func TestClassroomAndHiding(t *testing.T) {
	v := open(t, at("?class=1&hide=settings"))
	v.ready()
	if eval[float64](v, "parseFloat(getComputedStyle(document.documentElement).fontSize)") < 20 {
		t.Error("the type is not large")
	}
	v.wait("the essay is hidden", "[...document.querySelectorAll('.prose p:not(.lead), .tools, .pills')].every((e) => e.getClientRects().length === 0)")
	v.wait("headings and controls are there", "document.querySelector('#train h2').getClientRects().length === 1 && document.querySelector('#find-lie').getClientRects().length === 1")
	v.wait("nothing sticks out", "document.documentElement.scrollWidth <= innerWidth")
}

// The theme of the address holds whatever the system says, and is not kept.
func TestThemeOfTheAddress(t *testing.T) {
	v := open(t, at("?theme=dark"))
	v.wait("the page is dark", "getComputedStyle(document.body).backgroundColor === 'rgb(22, 24, 26)'")
	v.wait("nothing is kept", "localStorage.getItem('theme') === null")
}

// An embedding page on another origin hears of the frame's height, readiness, state and results, and sets theme and
// state; what is not a message for the page is not listened to.
func TestFrameTalks(t *testing.T) {
	v := blank(t, desktop)
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><script>
			window.heard = [];
			addEventListener('message', ({ data, origin }) => { if (origin === %q) heard.push(data); });
			const post = (data) => frames[0].postMessage(data, %q);
		</script><iframe src="%s/?view=game" width="800" height="600"></iframe>`, v.origin, v.origin, v.origin)
	}))
	t.Cleanup(host.Close)
	v.elsewhere = host.URL
	v.do("open the host", chromedp.Navigate(host.URL))
	v.wait("the frame is ready", "heard.some((m) => m.fallow === 1 && m.type === 'ready' && m.view === 'game')")
	v.wait("its height is known", "heard.some((m) => m.type === 'resize' && m.height > 300)")
	eval[bool](v, "post({ fallow: 1, type: 'state', state: 'game?memory=0.250025' }), post('nonsense'), post({ fallow: 1, type: 'theme', theme: 7 }), true")
	v.wait("the frame shows another state", "heard.some((m) => m.type === 'state' && m.state === 'game?memory=0.250025')")
	eval[bool](v, "post({ fallow: 1, type: 'state', state: 'game?memory=none' }), true")
	v.wait("a bad state is a sentence", "heard.some((m) => m.type === 'error' && m.message.includes('is not a number'))")
}
