// Command generated makes the *_gen.go files of the current directory compact; see package compact. `go generate ./ui`
// runs it after vugugen. It imports package compact only.
package main

import (
	"log"
	"os"
	"path/filepath"

	"fallow/ui/compact"
)

func main() {
	log.SetFlags(0)
	files, err := filepath.Glob("*_gen.go")
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range files {
		code, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(compact.Rewrite(string(code))), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
