//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The page in one file opens from a disk, computes, plays with the shipped network and trains. Any request fails it.
func TestSingleFile(t *testing.T) {
	const most = 4_000_000
	info, err := os.Stat(filepath.Join(*dist, "fallow.html"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > most {
		t.Errorf("the file has %d bytes, want at most %d", info.Size(), most)
	}
	// Alone in a folder, as on a stick.
	text, err := os.ReadFile(filepath.Join(*dist, "fallow.html"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "fallow.html"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	v := tab(t, "file://"+dir, desktop)
	v.do("open the file", chromedp.Navigate("file://"+dir+"/fallow.html"))
	v.ready()
	v.waitText(".single", "one file")
	v.move("#report-memory", -98)
	v.waitText(".score.pf .verdict", "lying pays")
	v.waitText(".splits", "ExS-Net")
	v.choose(endless)
	v.click("#lab-train")
	v.wait("training has begun", stepOf+" > 20")
	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
	v.click("#study-run")
	v.waitText("#study-failed", "it is left out of the page in one file. The page on a site has it; ./build.sh serve makes one.")
	v.click("[data-tools=game] [data-do=embed]")
	v.waitText("[data-tools=game] [role=status]", "Other pages cannot show this file. On a site")
	if got := eval[string](v, "document.querySelector('[data-tools=game]').textContent"); strings.Contains(got, "file:") {
		t.Errorf("the line offers what lies on this disk: %s", got)
	}
	v.wait("the charts are drawn", "document.querySelectorAll('.lab-charts svg').length > 0")
}
