//go:build e2e

package e2e

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fallow/wasm/serve/static"
)

// A page imports the library from another origin, which allows that by CORS, as notebooks and pages without tools do.
func TestLibraryFromAnotherOrigin(t *testing.T) {
	library := httptest.NewServer(allowingAll(static.Files(*dist)))
	t.Cleanup(library.Close)
	page := httptest.NewServer(answering("text/html", "<!doctype html><title>A page</title><link rel=icon href=data:,>"))
	t.Cleanup(page.Close)
	v := tab(t, page.URL, desktop)
	v.elsewhere = library.URL
	v.load()
	got := eval[float64](v, `(async () => {
		const { load } = await import('`+library.URL+`/fallow.mjs');
		const fallow = await load();
		const instance = { values: [[1, .5], [1, .25]], demands: [[1, 1], [1, 1]], budgets: [1, 1] };
		const { utilities } = await fallow.allocate(instance, { name: 'pf' });
		fallow.close();
		return utilities[0];
	})()`)
	if got < .7499 || got > .7501 {
		t.Errorf("agent 0 has %v, want 0.75", got)
	}
}

func allowingAll(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		h.ServeHTTP(w, r)
	})
}

func answering(kind, text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, text)
	})
}

// Whoever comes to an address that is not there finds the way to the page, wherever the site lies.
func TestNothingAtThisAddress(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(*dist, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	there := http.StripPrefix("/some/where", site(*dist, ""))
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/some/where/") && !strings.Contains(r.URL.Path, "/gone/") {
			there.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(page)
	}))
	t.Cleanup(host.Close)
	v := tab(t, host.URL, settings{width: 360, height: 640, path: "some/where/gone/for/ever.html", lacking: "/gone/"})
	v.load()
	v.waitText("h1", "nothing at this address")
	v.wait("the way is found", "document.getElementById('home').href === "+quoted(host.URL+"/some/where/"))
	v.click("#home")
	v.ready()
	if at := eval[string](v, "location.pathname"); at != "/some/where/" {
		t.Errorf("the way leads to %s", at)
	}
}
