// Command prerender writes the page's first view: the same component tree that the browser runs, rendered natively
// into index.html, with figures that the same solvers computed. What it writes can be read before, and without, any
// script. It also lists the charts that the view shows, which assets/prerender.mjs then draws into the page.
//
// It imports ui, wasm/study, net, solvers and core, and runs in the root of the module.
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	shell := flag.String("shell", "index.html", "the page without its contents")
	essay := flag.String("essay", "ui/essay", "directory of the essay's prose, one file a section")
	out := flag.String("out", "dist/index.html", "where the page goes")
	charts := flag.String("charts", "dist/charts.json", "where the list of charts goes")
	script := flag.String("vugu", "dist/vugu.js", "where vugu's browser script goes")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*shell, *essay, *out, *charts, *script); err != nil {
		log.Fatalf("prerender: %v", err)
	}
}

func run(shell, essay, out, charts, script string) error {
	view, err := renderView(essay)
	if err != nil {
		return err
	}
	page, err := fillShell(shell, view)
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, page, 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(charts, view.charts, 0o644); err != nil {
		return err
	}
	text, err := vuguScript()
	if err != nil {
		return err
	}
	return os.WriteFile(script, []byte(text), 0o644)
}
