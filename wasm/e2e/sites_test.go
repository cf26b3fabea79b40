//go:build e2e && sites

// With documentation sites and apps made by other people's tools, which ./build.sh test-embeds installs.

package e2e

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// tool runs a program of npm's in the folder of the sites.
func tool(t *testing.T, environment []string, name string, arguments ...string) {
	t.Helper()
	run := exec.Command(filepath.Join("node_modules", ".bin", name), arguments...)
	run.Dir = "sites"
	run.Env = append(os.Environ(), environment...)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// A documentation site made by VitePress embeds three figures.
func TestVitePress(t *testing.T) {
	server := httptest.NewServer(site(*dist, ""))
	t.Cleanup(server.Close)
	out := t.TempDir()
	tool(t, []string{"FALLOW_SITE=" + server.URL}, "vitepress", "build", "docs", "--outDir", out)
	host := httptest.NewServer(site(out, ""))
	t.Cleanup(host.Close)
	v := tab(t, server.URL, desktop)
	v.elsewhere = host.URL
	v.do("open the documentation", chromedp.Navigate(host.URL))
	v.hear()
	driveEmbeds(v, "document.querySelector('.VPSwitchAppearance').click(), true")
}

// An app bundled by Vite computes with the package, whose types hold.
func TestVite(t *testing.T) {
	pack := filepath.Join("sites", "node_modules", "fallow")
	if err := os.RemoveAll(pack); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(pack, os.DirFS(filepath.Join(*dist, "npm"))); err != nil {
		t.Fatal(err)
	}
	tool(t, nil, "tsc", "--project", ".")
	out := t.TempDir()
	tool(t, nil, "vite", "build", "app", "--outDir", out, "--emptyOutDir")
	host := httptest.NewServer(site(out, ""))
	t.Cleanup(host.Close)
	v := tab(t, host.URL, desktop)
	v.load()
	v.waitText("#answer", "0.75 true budgets[1]")
}
