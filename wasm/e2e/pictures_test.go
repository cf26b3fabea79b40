//go:build e2e

package e2e

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var pictures = flag.String("pictures", "", "folder to write a picture of every figure to, for embed.js to show")

const figures = "[...document.querySelectorAll('[data-figure]')].map((e) => e.dataset.figure)"

// Every figure has its pictures, which stand for it where it is embedded until the reader asks for it.
func TestFiguresHavePictures(t *testing.T) {
	all := open(t, desktop)
	for _, name := range eval[[]string](all, figures) {
		for _, theme := range []string{"light", "dark"} {
			file := filepath.Join("pictures", fmt.Sprintf("%s-%s.webp", name, theme))
			if *pictures != "" {
				takePicture(t, name, theme, filepath.Join(*pictures, filepath.Base(file)))
			} else if _, err := os.Stat(filepath.Join(*dist, file)); err != nil {
				t.Errorf("%v: run ./build.sh pictures", err)
			}
		}
	}
}

// takePicture writes what a figure looks like alone, at the width of a column of text.
func takePicture(t *testing.T, name, theme, file string) {
	t.Helper()
	const width, quality = 800, 60
	v := open(t, settings{width: width, height: 900, reducedMotion: true, path: fmt.Sprintf("?view=%s&theme=%s&hide=text,tools,data", name, theme)})
	v.ready()
	v.wait("its charts are drawn", "[...document.querySelectorAll(`[data-figure='"+name+"'] .chart`)].every((e) => e.querySelector('svg'))")
	height := eval[float64](v, "Math.ceil(document.querySelector(`[data-figure='"+name+"']`).getBoundingClientRect().bottom + 16)")
	most := math.Min(height, 1400)
	q := int64(quality)
	shot, err := chromedp.Call(v.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: "webp", Quality: &q, CaptureBeyondViewport: ptr(true),
		Clip: &page.Viewport{Width: width, Height: most, Scale: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, shot.Data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func ptr[T any](value T) *T { return &value }
