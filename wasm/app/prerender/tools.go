package main

import "regexp"

// toolsLine is what stands under every figure; assets/frame does what it says. Scripts show it, for without them it can
// do nothing.
const toolsLine = `<p role="group" aria-label="Take this figure with you">` +
	`<button type="button" class="plain" data-do="link">Copy link</button>` +
	`<button type="button" class="plain" data-do="svg">SVG</button>` +
	`<button type="button" class="plain" data-do="png">PNG</button>` +
	`<button type="button" class="plain" data-do="image">Copy image</button>` +
	`<button type="button" class="plain" data-do="csv">CSV</button>` +
	`<button type="button" class="plain" data-do="embed" aria-expanded="false">Embed</button>` +
	`<span class="said" role="status"></span></p>`

var toolsElement = regexp.MustCompile(`(<div [^>]*data-tools="[a-z0-9-]+"[^>]*>)(</div>)`)

// insertTools puts the line into every element that waits for one.
func insertTools(page []byte) []byte {
	return toolsElement.ReplaceAll(page, []byte("${1}"+toolsLine+"${2}"))
}
