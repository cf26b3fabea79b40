package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/vugu/vugu"
	"github.com/vugu/vugu/staticrender"

	"fallow/ui"
)

// view is the page's first view in the parts that the shell needs.
type view struct {
	main     []byte // the mount element with all that is in it
	snapshot []byte // JSON for ui.Page.Restore
	charts   []byte // JSON for assets/prerender.mjs
}

func renderView(essay string) (*view, error) {
	page := ui.NewPage(nativeWorld())
	if err := presentShipped(page); err != nil {
		return nil, err
	}
	if err := presentFrontier(page); err != nil {
		return nil, err
	}
	page.Start()
	if err := page.Problem(); err != nil {
		return nil, err
	}
	v := &view{}
	var err error
	if v.snapshot, err = page.Snapshot(); err != nil {
		return nil, err
	}
	if v.charts, err = chartList(page.Charts()); err != nil {
		return nil, err
	}
	if v.main, err = renderTree(&ui.Root{Page: page}); err != nil {
		return nil, err
	}
	if v.main, err = insertProse(v.main, essay); err != nil {
		return nil, err
	}
	if v.main, err = insertVerdicts(v.main); err != nil {
		return nil, err
	}
	v.main, err = explainSymbols(insertTools(v.main))
	return v, err
}

// chartList writes what assets/prerender.mjs draws.
func chartList(charts []ui.Chart) ([]byte, error) {
	type entry struct {
		ID     string `json:"id"`
		Kind   string `json:"kind"`
		Width  int    `json:"width"`
		Spec   any    `json:"spec"`
		Marker any    `json:"marker"`
	}
	list := []entry{}
	for _, c := range charts {
		list = append(list, entry{c.ID, c.Kind, c.Width, c.Spec(), c.Marker})
	}
	return json.Marshal(list)
}

func renderTree(root vugu.Builder) ([]byte, error) {
	var out bytes.Buffer
	renderer := staticrender.New(&out)
	env, err := vugu.NewBuildEnv(renderer.EventEnv())
	if err != nil {
		return nil, err
	}
	results := env.RunBuild(root)
	ui.Tidy(results)
	err = renderer.Render(results)
	return out.Bytes(), err
}

var proseElement = regexp.MustCompile(`(<div class="prose[^"]*" data-prose="([a-z-]+)">)(</div>)`)

// insertProse puts each section's text into the element that waits for it. A missing or a forgotten text is an error.
func insertProse(page []byte, essay string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(essay, "*.html"))
	if err != nil {
		return nil, err
	}
	unused := map[string]bool{}
	for _, f := range files {
		unused[f] = true
	}
	page = proseElement.ReplaceAllFunc(page, func(element []byte) []byte {
		m := proseElement.FindSubmatch(element)
		name := filepath.Join(essay, string(m[2])+".html")
		text, readErr := os.ReadFile(name)
		if readErr != nil {
			err = readErr
			return element
		}
		delete(unused, name)
		return bytes.Join([][]byte{m[1], text, m[3]}, nil)
	})
	if err == nil && len(unused) > 0 {
		for name := range unused {
			err = fmt.Errorf("%s belongs to no section of ui/root.vugu", name)
		}
	}
	return page, err
}
