//go:build e2e && sites

// With documentation sites and apps made by other people's tools, which ./build.sh test-embeds installs.

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"fallow/wasm/serve/static"
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

// An app bundled by Vite computes with the package, whose types hold, in a program for Node too.
func TestVite(t *testing.T) {
	pack := filepath.Join("sites", "node_modules", "fallow")
	if err := os.RemoveAll(pack); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(pack, os.DirFS(filepath.Join(*dist, "npm"))); err != nil {
		t.Fatal(err)
	}
	tool(t, nil, "tsc", "--project", ".")
	tool(t, nil, "tsc", "--project", "tsconfig.node.json")
	out := t.TempDir()
	tool(t, nil, "vite", "build", "app", "--outDir", out, "--emptyOutDir")
	host := httptest.NewServer(site(out, ""))
	t.Cleanup(host.Close)
	v := tab(t, host.URL, desktop)
	v.load()
	v.waitText("#answer", "0.75 true budgets[1]")
}

// The cells that the README gives for Observable, in Observable's own runtime on another origin: a cell that waits for
// another has its value, and one that is edited frees the workers of what it was.
func TestNotebook(t *testing.T) {
	library := httptest.NewServer(allowingAll(static.Files(*dist)))
	t.Cleanup(library.Close)
	runtime := http.FileServer(http.Dir(filepath.Join("sites", "node_modules", "@observablehq", "runtime", "src")))
	mux := http.NewServeMux()
	mux.Handle("/", answering("text/html", "<!doctype html><title>A notebook</title><link rel=icon href=data:,>"))
	mux.Handle("/runtime/", http.StripPrefix("/runtime/", runtime))
	notebook := httptest.NewServer(mux)
	t.Cleanup(notebook.Close)
	v := tab(t, notebook.URL, desktop)
	v.elsewhere = library.URL
	v.load()
	cells := observableCells(t, library.URL)
	eval[bool](v, fmt.Sprintf(`(async () => {
		window.alive = 0;
		window.Worker = class extends Worker {
			constructor(...args) { super(...args); alive++; }
			terminate() { alive--; super.terminate(); }
		};
		const { Runtime } = await import('/runtime/index.js');
		const module = new Runtime().module();
		const shown = { fulfilled(value) { window.shown = value; }, rejected(error) { window.shown = String(error); } };
		module.define('instance', [], () => ({ values: [[1, .5], [1, .25]], demands: [[1, 1], [1, 1]], budgets: [1, 1] }));
		window.cell = module.define('fallow', [], async () => (%s));
		module.variable(shown).define('utilities', ['fallow', 'instance'], async (fallow, instance) => (%s));
		module.variable(shown).define(null, ['fallow', 'invalidation'], (fallow, invalidation) => { (%s); return window.shown; });
		return true;
	})()`, cells[0], cells[1], cells[2]))
	v.wait("the cell shows utilities", "Math.abs(window.shown?.[0] - .75) < 1e-6 && alive > 0")
	eval[bool](v, "Boolean(cell.define('fallow', [], () => null))")
	v.wait("the workers are gone", "alive === 0")
}

// observableCells are what the README says to write into a notebook.
func observableCells(t *testing.T, site string) []string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| Observable \|.*$`).FindString(string(readme))
	row = strings.ReplaceAll(row, "https://example.org/fallow", site)
	var cells []string
	for _, code := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row, -1) {
		cells = append(cells, strings.TrimPrefix(code[1], "fallow = "))
	}
	if len(cells) != 3 {
		t.Fatalf("the README gives %d cells for Observable, want 3: %q", len(cells), cells)
	}
	return cells
}
