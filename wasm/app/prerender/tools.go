package main

import (
	"fmt"
	"regexp"
)

// toolsLine is what stands under every figure; assets/frame does what it says. Scripts show it, for without them it can
// do nothing.
const toolsLine = `<p role="group" aria-label="Take this figure with you">` +
	`<button type="button" class="plain" data-do="link">Copy link</button>` +
	`<button type="button" class="plain" data-do="svg">SVG</button>` +
	`<button type="button" class="plain" data-do="png">PNG</button>` +
	`<button type="button" class="plain" data-do="csv">CSV</button>` +
	`<button type="button" class="plain" data-do="embed" aria-expanded="false">Embed</button>` +
	`<span class="said" role="status"></span></p>`

var (
	figureElement = regexp.MustCompile(`<[^>]* data-figure="([a-z0-9-]+)"`)
	toolsElement  = regexp.MustCompile(`(<div [^>]*data-tools="([a-z0-9-]+)"[^>]*>)(</div>)`)
)

// insertTools puts the line into every element that waits for one. A figure without is an error.
func insertTools(page []byte) ([]byte, error) {
	waiting := map[string]bool{}
	for _, m := range toolsElement.FindAllSubmatch(page, -1) {
		waiting[string(m[2])] = true
	}
	for _, m := range figureElement.FindAllSubmatch(page, -1) {
		if !waiting[string(m[1])] {
			return nil, fmt.Errorf(`figure %s lacks <div class="tools breakout" :data-tools='"%s"'></div> after it in ui/root.vugu`, m[1], m[1])
		}
	}
	return toolsElement.ReplaceAll(page, []byte("${1}"+toolsLine+"${3}")), nil
}
