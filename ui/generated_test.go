//go:build !js

package ui

import (
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/vugu/vugu/gen"

	"fallow/ui/compact"
)

// The committed *_gen.go are what vugugen makes of the *.vugu, made compact.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	made, err := generated()
	if err != nil {
		t.Fatal(err)
	}
	committed, err := filepath.Glob("*_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if len(made) != len(committed) {
		t.Errorf("vugugen makes %d files, %d are there", len(made), len(committed))
	}
	for name, want := range made {
		if string(read(t, name)) != want {
			t.Errorf("%s is out of date: run go generate ./ui", name)
		}
	}
}

// generated returns what vugugen makes of the components, by the files' names. It is made once: vugu numbers components
// that it sees again in the same process anew.
var generated = sync.OnceValues(func() (map[string]string, error) {
	dir, err := os.MkdirTemp("", "fallow")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := copySources(dir); err != nil {
		return nil, err
	}
	if err := gen.Run(dir, &gen.ParserGoPkgOpts{SkipGoMod: true, SkipMainGo: true}); err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*_gen.go"))
	if err != nil {
		return nil, err
	}
	made := map[string]string{}
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		compacted, err := format.Source([]byte(compact.Rewrite(string(source))))
		if err != nil {
			return nil, err
		}
		made[filepath.Base(path)] = string(compacted)
	}
	return made, nil
})

// copySources copies what is written by hand here, without tests.
func copySources(dir string) error {
	for _, pattern := range []string{"*.go", "*.vugu"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_gen.go") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, name), source, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
