//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

var dist = flag.String("dist", "../../dist", "the built site")

// patience is how long a test waits for a state: far longer than any takes, so that a busy machine fails nothing.
const patience = 90 * time.Second

var browser context.Context

func TestMain(m *testing.M) {
	flag.Parse()
	if _, err := os.Stat(filepath.Join(*dist, "index.html")); err != nil {
		fmt.Fprintf(os.Stderr, "e2e: %v: build the site first (./build.sh build)\n", err)
		os.Exit(1)
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true))
	var stop context.CancelFunc
	browser, stop = chromedp.NewContext(allocator)
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintf(os.Stderr, "e2e: Chromium does not start: %v\n", err)
		os.Exit(1)
	}
	code := m.Run()
	stop()
	stopAllocator()
	os.Exit(code)
}

// visit is a tab on the site.
type visit struct {
	t       *testing.T
	ctx     context.Context
	origin  string
	path    string
	lacking string
	// elsewhere is another origin that the visit may ask.
	elsewhere string

	mu       sync.Mutex
	trouble  []string
	requests []string
}

// settings of a visit.
type settings struct {
	width, height int64
	dark          bool
	noScripts     bool
	reducedMotion bool
	// lacking is a file that the site answers 404 for, by its name in the tree; what the browser says of that is expected.
	lacking string
	// path is the page's query and fragment, e.g. "?view=game#game?memory=1".
	path string
	// lasts is how long the visit may take; 5 minutes if 0.
	lasts time.Duration
}

var desktop = settings{width: 1280, height: 800}

// open opens the site in a tab of its own. Whatever goes wrong in it until the test ends fails the test.
func open(t *testing.T, s settings) *visit {
	t.Helper()
	v := blank(t, s)
	v.load()
	return v
}

// load goes to the site.
func (v *visit) load() {
	v.t.Helper()
	v.do("open the page", chromedp.Navigate(v.origin+"/"+v.path))
}

// blank opens a tab that has not gone anywhere.
func blank(t *testing.T, s settings) *visit {
	t.Helper()
	server := httptest.NewServer(site(*dist, s.lacking))
	t.Cleanup(server.Close)
	return tab(t, server.URL, s)
}

// tab opens a tab that is to go to a server.
func tab(t *testing.T, origin string, s settings) *visit {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	if s.lasts == 0 {
		s.lasts = 5 * time.Minute
	}
	ctx, cancelTime := context.WithTimeout(ctx, s.lasts)
	t.Cleanup(cancelTime)
	v := &visit{t: t, ctx: ctx, origin: origin, path: s.path, lacking: s.lacking}
	v.listen()
	v.emulate(s)
	t.Cleanup(v.judge)
	return v
}

// site serves the built files as a static host would that knows few types of files, without ever caching them.
func site(dir, lacking string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if lacking != "" && strings.HasSuffix(plainName(r.URL.Path), "/"+lacking) {
			http.NotFound(w, r)
			return
		}
		if suffix := path.Ext(r.URL.Path); suffix == ".mjs" || suffix == ".wasm" {
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		files.ServeHTTP(w, r)
	})
}

var hashInName = regexp.MustCompile(`\.[0-9a-f]{10}(\.[a-z]+)`) // assets/publish/names.mjs

// plainName is a file's address without the hash that the build has put into its name.
func plainName(address string) string { return hashInName.ReplaceAllString(address, "$1") }

// listen collects what must not happen.
func (v *visit) listen() {
	v.t.Helper()
	v.do("start the tab")
	go func() {
		for m, err := range chromedp.Console(v.ctx) {
			if err != nil {
				return
			}
			if v.lacking != "" && strings.Contains(plainName(m.URL+" "+m.Text), v.lacking) {
				continue
			}
			if m.Type == "error" || m.Type == "warning" || m.Type == chromedp.ConsoleException {
				v.note(fmt.Sprintf("console %s: %s (%s:%d)", m.Type, m.Text, m.URL, m.Line))
			}
		}
	}()
	requests := chromedp.Events(v.ctx, network.RequestWillBeSent)
	if _, err := chromedp.Call(v.ctx, network.Enable, network.EnableParams{}); err != nil {
		v.t.Fatal(err)
	}
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			v.sent(e.Request.URL)
		}
	}()
}

func (v *visit) note(trouble string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.trouble = append(v.trouble, trouble)
}

func (v *visit) sent(url string) {
	v.mu.Lock()
	v.requests = append(v.requests, url)
	v.mu.Unlock()
	local := strings.HasPrefix(url, v.origin+"/") || (v.elsewhere != "" && strings.HasPrefix(url, v.elsewhere+"/")) || strings.HasPrefix(url, "data:") || strings.HasPrefix(url, "blob:")
	if !local {
		v.note("a request to another origin: " + url)
	}
}

// judge fails the test for what went wrong on the page meanwhile.
func (v *visit) judge() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, trouble := range v.trouble {
		v.t.Error(trouble)
	}
}

func (v *visit) emulate(s settings) {
	v.t.Helper()
	scheme, motion := "light", "no-preference"
	if s.dark {
		scheme = "dark"
	}
	if s.reducedMotion {
		motion = "reduce"
	}
	_, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: motion},
	}})
	if err != nil {
		v.t.Fatal(err)
	}
	_, err = chromedp.Call(v.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: s.noScripts})
	if err != nil {
		v.t.Fatal(err)
	}
	v.do("set the size", chromedp.EmulateViewport(s.width, s.height))
}

// do runs browser actions; failing is fatal.
func (v *visit) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, actions...); err != nil {
		v.t.Fatalf("%s: %v", what, err)
	}
}

// wait waits until a JavaScript expression is true, also across a reload of the page.
func (v *visit) wait(what, expression string) {
	v.t.Helper()
	until := time.Now().Add(patience)
	for {
		_, err := chromedp.Run(v.ctx, chromedp.Poll[bool]("!!("+expression+")",
			chromedp.WithPollingTimeout(time.Until(until)), chromedp.WithPollingInterval(20*time.Millisecond)))
		if err == nil {
			return
		}
		if !movedOn(err) || time.Now().After(until) {
			v.t.Fatalf("waiting until %s: %v\n%s", what, err, v.state())
		}
	}
}

// movedOn says whether an expression could not be evaluated because the page was just being replaced.
func movedOn(err error) bool {
	return strings.Contains(err.Error(), "navigated") || strings.Contains(err.Error(), "Cannot find context") ||
		strings.Contains(err.Error(), "context was destroyed")
}

// state is what the page says, for failures.
func (v *visit) state() string {
	text, _ := chromedp.Run(v.ctx, chromedp.Evaluate[string](`[...document.querySelectorAll('[role=status], [role=alert]')]
		.map((e) => (e.id || e.className) + ': ' + e.textContent).join('\n')`))
	return text
}

// eval evaluates a JavaScript expression.
func eval[T any](v *visit, expression string) T {
	v.t.Helper()
	result, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatalf("%s: %v", expression, err)
	}
	return result
}

// text is what an element says.
func (v *visit) text(selector string) string {
	v.t.Helper()
	return eval[string](v, fmt.Sprintf("document.querySelector(%s).textContent", quoted(selector)))
}

// waitText waits until an element says something that contains words.
func (v *visit) waitText(selector, words string) {
	v.t.Helper()
	v.wait(fmt.Sprintf("%s says %q", selector, words),
		fmt.Sprintf("document.querySelector(%s)?.textContent.includes(%s)", quoted(selector), quoted(words)))
}

// click presses what a visitor would press, once it is in sight and stands still: sections get their true height when
// they come into sight.
func (v *visit) click(selector string) {
	v.t.Helper()
	v.do("find "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
	eval[bool](v, fmt.Sprintf(`new Promise((resolve) => {
		const element = document.querySelector(%s);
		element.scrollIntoView({ block: 'center', behavior: 'instant' });
		let last;
		const look = () => {
			const { left, top } = element.getBoundingClientRect();
			if (`+"`${left} ${top}`"+` === last) return resolve(true);
			last = `+"`${left} ${top}`"+`;
			element.scrollIntoView({ block: 'center', behavior: 'instant' });
			requestAnimationFrame(look);
		};
		look();
	})`, quoted(selector)))
	v.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// move moves a slider to a position, as dragging does.
func (v *visit) move(selector string, position int) {
	v.t.Helper()
	v.input(selector, fmt.Sprint(position))
}

// input puts a value into a field, as typing or dragging does.
func (v *visit) input(selector, value string) {
	v.t.Helper()
	eval[bool](v, fmt.Sprintf(`(() => {
		const field = document.querySelector(%s);
		field.value = %s;
		return field.dispatchEvent(new Event('input', { bubbles: true }));
	})()`, quoted(selector), quoted(value)))
}

// ready waits until the page listens.
func (v *visit) ready() {
	v.t.Helper()
	eval[bool](v, "dispatchEvent(new Event('pointermove'))") // somebody is there
	v.wait("the page listens", "document.documentElement.dataset.ready !== undefined")
}

func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}
