//go:build e2e

package e2e

import (
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"fallow/wasm/serve/static"
)

// What the first view may transfer, in bytes as they come over the network, headers included.
const (
	mostBefore     = 150_000   // before any WebAssembly, in either form
	mostWithBrotli = 1_600_000 // with the program, brotli
	mostWithGzip   = 2_100_000 // the same, gzip
)

// transfers adds up what the tab receives.
type transfers struct {
	mu    sync.Mutex
	names map[network.RequestID]string
	sizes map[string]float64
}

// watch begins to count what v receives.
func watch(v *visit) *transfers {
	v.t.Helper()
	c := &transfers{names: map[network.RequestID]string{}, sizes: map[string]float64{}}
	sent := chromedp.Events(v.ctx, network.RequestWillBeSent)
	finished := chromedp.Events(v.ctx, network.LoadingFinished)
	go func() {
		for e, err := range sent {
			if err != nil {
				return
			}
			c.mu.Lock()
			c.names[e.RequestID] = plainName(strings.TrimPrefix(e.Request.URL, v.origin))
			c.mu.Unlock()
		}
	}()
	go func() {
		for e, err := range finished {
			if err != nil {
				return
			}
			c.mu.Lock()
			c.sizes[c.names[e.RequestID]] += e.EncodedDataLength
			c.mu.Unlock()
		}
	}()
	return c
}

// sum is what came before WebAssembly, and in all.
func (c *transfers) sum() (before, all float64) {
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
		most     float64
	}{{"br", mostWithBrotli}, {"gzip", mostWithGzip}} {
		t.Run(c.encoding, func(t *testing.T) {
			server := httptest.NewServer(static.Files(*dist))
			t.Cleanup(server.Close)
			v := tab(t, server.URL, desktop)
			_, err := chromedp.Call(v.ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
				Headers: network.Headers{"Accept-Encoding": c.encoding},
			})
			if err != nil {
				t.Fatal(err)
			}
			counted := watch(v)
			v.load()
			v.ready()
			v.wait("the engine is there", "document.getElementById('boot').textContent === ''")
			v.move("#report-memory", -98)
			v.waitText(".score.pf .verdict", "lying pays")
			v.wait("the chart is alive", "document.querySelectorAll('#game-curve svg').length === 1")
			before, all := counted.sum()
			t.Logf("%s: %.0f kB before WebAssembly, %.0f kB with it", c.encoding, before/1000, all/1000)
			if before < 10_000 || all < 500_000 {
				t.Errorf("only %.0f and %.0f bytes were counted", before, all)
			}
			if before > mostBefore || all > c.most {
				t.Errorf("%.0f bytes before WebAssembly, %.0f with it; want at most %d and %.0f (of ./build.sh build best)", before, all, mostBefore, c.most)
				counted.list(t)
			}
		})
	}
}

func (c *transfers) list(t *testing.T) {
	for name, size := range c.sizes {
		t.Logf("%8.0f %s", size, name)
	}
}
