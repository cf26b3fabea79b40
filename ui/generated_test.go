//go:build !js

package ui

import (
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vugu/vugu/gen"

	"fallow/ui/compact"
)

// The committed *_gen.go are what vugugen makes of the *.vugu, made compact.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	dir := t.TempDir()
	for _, pattern := range []string{"*.go", "*.vugu"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_gen.go") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			copyFile(t, name, filepath.Join(dir, name))
		}
	}
	if err := gen.Run(dir, &gen.ParserGoPkgOpts{SkipGoMod: true, SkipMainGo: true}); err != nil {
		t.Fatal(err)
	}
	made, _ := filepath.Glob(filepath.Join(dir, "*_gen.go"))
	committed, _ := filepath.Glob("*_gen.go")
	if len(made) != len(committed) {
		t.Errorf("vugugen makes %d files, %d are there", len(made), len(committed))
	}
	for _, path := range made {
		want, err := format.Source([]byte(compact.Rewrite(string(read(t, path)))))
		if err != nil {
			t.Fatal(err)
		}
		if name := filepath.Base(path); string(read(t, name)) != string(want) {
			t.Errorf("%s is out of date: run go generate ./ui", name)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	if err := os.WriteFile(to, read(t, from), 0o644); err != nil {
		t.Fatal(err)
	}
}
