//go:build e2e

package e2e

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"fallow/wasm/serve/static"
)

// What the first view may transfer, in bytes as they come over the network, headers included.
const (
	mostBefore     = 150_000   // before any WebAssembly, in either form
	mostWithBrotli = 1_600_000 // with the program, brotli
	mostWithGzip   = 2_100_000 // the same, gzip
)

// transfers adds up what a server sends: a worker's requests are not those of a tab.
type transfers struct {
	mu    sync.Mutex
	sizes map[string]int
}

// serve is next, asked for one encoding only.
func (c *transfers) serve(next http.Handler, encoding string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Accept-Encoding", encoding)
		counted := &counted{ResponseWriter: w}
		next.ServeHTTP(counted, r)
		var header strings.Builder
		w.Header().Write(&header)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.sizes[plainName(r.URL.Path)] += counted.bytes + header.Len()
	})
}

// counted is a response whose bytes are counted.
type counted struct {
	http.ResponseWriter
	bytes int
}

func (c *counted) Write(data []byte) (int, error) {
	c.bytes += len(data)
	return c.ResponseWriter.Write(data)
}

// sum is what came before WebAssembly, and in all.
func (c *transfers) sum() (before, all int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, size := range c.sizes {
		all += size
		switch strings.TrimPrefix(name, "/") {
		case "", "style.css", "theme.js", "boot.js", "icon.svg":
			before += size
		}
	}
	return before, all
}

// The first view, from a host that sends precompressed files, up to a page that answers and has drawn its charts.
func TestFirstViewTransfers(t *testing.T) {
	for _, c := range []struct {
		encoding string
		most     int
	}{{"br", mostWithBrotli}, {"gzip", mostWithGzip}} {
		t.Run(c.encoding, func(t *testing.T) {
			counted := &transfers{sizes: map[string]int{}}
			server := httptest.NewServer(counted.serve(static.Files(*dist), c.encoding))
			t.Cleanup(server.Close)
			v := tab(t, server.URL, desktop)
			// Later the service worker fetches all of it once more, to keep it.
			v.prepare("Object.defineProperty(navigator, 'serviceWorker', { value: undefined })")
			v.load()
			v.ready()
			v.wait("the engine is there", "document.getElementById('boot').textContent === ''")
			v.move("#report-memory", -98)
			v.waitText(".score.pf .verdict", "lying pays")
			v.wait("the chart is alive", "document.querySelectorAll('#game-curve svg').length === 1")
			before, all := counted.sum()
			t.Logf("%s: %d kB before WebAssembly, %d kB with it", c.encoding, before/1000, all/1000)
			if before < 10_000 || all < 500_000 {
				t.Errorf("only %d and %d bytes were counted", before, all)
			}
			if before > mostBefore || all > c.most {
				t.Errorf("%d bytes before WebAssembly, %d with it; want at most %d and %d (of ./build.sh build best)", before, all, mostBefore, c.most)
				counted.list(t)
			}
		})
	}
}

func (c *transfers) list(t *testing.T) {
	for name, size := range c.sizes {
		t.Logf("%8d %s", size, name)
	}
}
