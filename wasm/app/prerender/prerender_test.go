package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The script that vugu passes to eval is found in its source, whole.
func TestVuguScript(t *testing.T) {
	script, err := vuguScript()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"window.vuguRender=", "window.vuguGetRenderArray="} {
		if !strings.Contains(script, want) {
			t.Errorf("the script lacks %s", want)
		}
	}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestProseGoesToItsPlace(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "one.html", "<p>one</p>")
	page, err := insertProse([]byte(`<main><div class="prose" data-prose="one"></div></main>`), dir)
	if want := `<main><div class="prose" data-prose="one"><p>one</p></div></main>`; err != nil || string(page) != want {
		t.Errorf("got %s, %v; want %s", page, err, want)
	}
}

func TestProseIsNeitherMissingNorForgotten(t *testing.T) {
	dir := t.TempDir()
	place := []byte(`<div class="prose" data-prose="one"></div>`)
	if _, err := insertProse(place, dir); err == nil {
		t.Error("a section without its text was accepted")
	}
	write(t, dir, "one.html", "")
	write(t, dir, "two.html", "")
	if _, err := insertProse(place, dir); err == nil || !strings.Contains(err.Error(), "two.html") {
		t.Errorf("a text that is used nowhere: error %v", err)
	}
}

func TestShellNeedsItsPlaces(t *testing.T) {
	dir := t.TempDir()
	v := &view{main: []byte("<main>view</main>"), snapshot: []byte(`{"a":1}`)}
	shell := write(t, dir, "shell.html", string(mountPlace)+string(snapshotPlace))
	page, err := fillShell(shell, v)
	if want := `<main>view</main><script type="application/json" id="snapshot">{"a":1}</script>`; err != nil || string(page) != want {
		t.Errorf("got %s, %v; want %s", page, err, want)
	}
	for _, text := range []string{"", string(mountPlace), string(mountPlace) + string(mountPlace) + string(snapshotPlace)} {
		if _, err := fillShell(write(t, dir, "bad.html", text), v); err == nil {
			t.Errorf("the shell %q was accepted", text)
		}
	}
}
