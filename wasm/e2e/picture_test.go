//go:build e2e

package e2e

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

var readme = flag.String("readme", "", "where to write the picture of the first screen for the README")

// The README's picture is the first screen with the best lie on it. It must stay small enough to be part of the tree.
func TestReadmePicture(t *testing.T) {
	const width, height, most = 1280, 720, 300_000
	v := open(t, settings{width: width, height: height, reducedMotion: true})
	v.ready()
	v.click("#find-lie")
	v.waitText(".score.pf .verdict", "lying pays")
	v.wait("the chart is alive", "document.querySelectorAll('#game-curve svg').length === 1")
	v.wait("the engine is there", "document.getElementById('boot').textContent === ''")
	picture, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if len(picture) > most {
		t.Errorf("the picture takes %d bytes, want at most %d", len(picture), most)
	}
	decoded, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	if size := decoded.Bounds().Size(); size.X != width || size.Y != height {
		t.Errorf("the picture is %v", size)
	}
	if *readme != "" {
		if err := os.WriteFile(*readme, picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
