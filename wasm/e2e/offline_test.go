//go:build e2e

package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
)

// deployed is a host on which a newer version of the site can be put while a tab is open.
type deployed struct {
	*httptest.Server
	newer atomic.Bool
	gone  atomic.Pointer[string] // the end of the address of a file that is no longer there
}

// The newer version differs by a word of the page, and so by the version in its service worker.
const oldWord, newWord = "Nothing leaves this tab", "Nothing at all leaves this tab"

func deploy(t *testing.T) *deployed {
	d := &deployed{}
	files := site(*dist, "")
	d.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = "index.html"
		}
		if gone := d.gone.Load(); gone != nil && strings.HasSuffix(plainName(r.URL.Path), *gone) {
			http.NotFound(w, r)
			return
		}
		if !d.newer.Load() || name != "index.html" && name != "sw.js" {
			files.ServeHTTP(w, r)
			return
		}
		text, err := os.ReadFile(filepath.Join(*dist, name))
		if err != nil {
			t.Error(err)
		}
		text = bytes.ReplaceAll(text, []byte(oldWord), []byte(newWord))
		text = bytes.ReplaceAll(text, []byte(`version:"`), []byte(`version:"newer`))
		text = bytes.ReplaceAll(text, []byte(`"version":"`), []byte(`"version":"newer`))
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Type", map[string]string{"sw.js": "text/javascript"}[name])
		if name == "index.html" {
			w.Header().Set("Content-Type", "text/html")
		}
		_, _ = io.Copy(w, bytes.NewReader(text))
	}))
	t.Cleanup(d.Close)
	return d
}

// After one visit the page loads, computes, plays with the shipped network and trains without a network.
func TestOffline(t *testing.T) {
	d := deploy(t)
	v := tab(t, d.URL, desktop)
	v.load()
	v.ready()
	v.wait("the service worker answers", "navigator.serviceWorker.controller !== null")
	d.CloseClientConnections()
	d.Close()

	v.do("reload", chromedp.Reload())
	v.ready()
	v.move("#report-memory", -98)
	v.waitText(".score.pf .verdict", "lying pays")
	v.waitText(".splits", "ExS-Net")
	v.choose(endless)
	v.click("#lab-train")
	v.wait("training has begun", stepOf+" > 20")
	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
	v.wait("the charts are drawn", "document.querySelectorAll('.lab-charts svg').length > 0")
}

// A newer version is offered in a sentence; what the visitor does goes on until they take it.
func TestNewVersionIsOffered(t *testing.T) {
	d := deploy(t)
	v := tab(t, d.URL, desktop)
	v.load()
	v.ready()
	v.wait("the service worker answers", "navigator.serviceWorker.controller !== null")
	if v.text("#update") != "" {
		t.Errorf("a first visit is offered %q", v.text("#update"))
	}
	d.newer.Store(true)
	v.do("reload", chromedp.Reload())
	v.ready()
	v.waitText("#update", "There is a newer version of this page.")
	if !strings.Contains(v.text("footer"), oldWord) {
		t.Error("the newer version came without being asked for")
	}
	v.wait("it is in sight", "document.getElementById('update').getBoundingClientRect().bottom <= innerHeight")
	v.click("#update button:last-child")
	if v.text("#update") != "" {
		t.Error("the offer stays, though it was put off")
	}
	v.do("reload", chromedp.Reload())
	v.ready()
	v.waitText("#update", "There is a newer version of this page.")
	v.click("#update button")
	v.wait("the newer version is there", "document.querySelector('footer')?.textContent.includes("+quoted(newWord)+")")
	v.ready()
	if v.text("#update") != "" {
		t.Errorf("the newest version is offered %q", v.text("#update"))
	}
}

// A page whose files are gone, because the site has moved on, is loaded anew once, and then says what is missing.
func TestOldCopyIsRenewed(t *testing.T) {
	d := deploy(t)
	gone := "/app.wasm"
	d.gone.Store(&gone)
	v := tab(t, d.URL, desktop)
	v.load()
	v.lacking = "app.wasm"
	v.wait("it has been loaded anew", "sessionStorage.getItem('fallow renewed')?.includes('/app.')")
	v.waitText("#boot", "answered 404")
	d.gone.Store(nil)
	v.do("reload", chromedp.Reload())
	v.ready()
}
