package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// vuguScript returns the script that vugu's renderer passes to eval in the browser. Served as a file it is there
// before vugu starts, and the page's policy can forbid eval.
func vuguScript() (string, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/vugu/vugu").Output()
	if err != nil {
		return "", fmt.Errorf("finding vugu's source: %w", err)
	}
	path := filepath.Join(strings.TrimSpace(string(dir)), "domrender", "renderer-js-script.go")
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return "", err
	}
	for _, decl := range file.Decls {
		if text, ok := constantIn(decl, "jsHelperScript"); ok {
			return strconv.Unquote(text)
		}
	}
	return "", fmt.Errorf("%s has no constant jsHelperScript", path)
}

// constantIn returns the literal of the constant called name, if decl declares it.
func constantIn(decl ast.Decl, name string) (literal string, ok bool) {
	gen, ok := decl.(*ast.GenDecl)
	if !ok || gen.Tok != token.CONST {
		return "", false
	}
	for _, spec := range gen.Specs {
		value := spec.(*ast.ValueSpec)
		if value.Names[0].Name == name {
			lit, ok := value.Values[0].(*ast.BasicLit)
			return lit.Value, ok
		}
	}
	return "", false
}
