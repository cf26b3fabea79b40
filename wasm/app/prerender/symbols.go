package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// Formulas explain themselves: every one that holds a symbol of the glossary (ui/essay/symbols.html) can be focused,
// is described by the glossary's entries to screen readers, and shows them to who points at it (assets/page/meanings.mjs).

var (
	formula  = regexp.MustCompile(`(?s)<math([^>]*)>(.*?)</math>`)
	accented = regexp.MustCompile(`<mover accent="true"><mi>([^<]+)</mi><mo>([^<]+)</mo></mover>`)
	letter   = regexp.MustCompile(`<mi>([^<]+)</mi>`)
	glossary = regexp.MustCompile(`(?s)<dl class="symbols">.*?</dl>`)
	entry    = regexp.MustCompile(`id="means-([a-zA-Z]+)"`)
)

// symbolNames are the glossary's names of symbols that are not one plain letter.
var symbolNames = map[string]string{"a~": "share", "a^": "score", "ε": "eps", "j": "i"}

// explainSymbols ties the formulas of the page to the glossary. A formula without any of its symbols is an error: it
// would stand unexplained.
func explainSymbols(page []byte) ([]byte, error) {
	list := glossary.FindIndex(page)
	if list == nil {
		return nil, fmt.Errorf("the page has no glossary of symbols")
	}
	known := map[string]bool{}
	for _, m := range entry.FindAllSubmatch(page[list[0]:list[1]], -1) {
		known[string(m[1])] = true
	}
	var err error
	explain := func(text []byte) []byte {
		return formula.ReplaceAllFunc(text, func(math []byte) []byte {
			m := formula.FindSubmatch(math)
			names := symbolsIn(string(m[2]), known)
			if len(names) == 0 {
				err = fmt.Errorf("no symbol of the formula %s is in ui/essay/symbols.html", math)
				return math
			}
			ids := "means-" + strings.Join(names, " means-")
			return fmt.Appendf(nil, `<math%s tabindex="0" aria-describedby="%s">%s</math>`, m[1], ids, m[2])
		})
	}
	page = bytes.Join([][]byte{explain(page[:list[0]]), page[list[0]:list[1]], explain(page[list[1]:])}, nil)
	return page, err
}

// symbolsIn names the symbols of a formula, in order, each once.
func symbolsIn(math string, known map[string]bool) []string {
	math = accented.ReplaceAllString(math, "<mi>$1$2</mi>")
	var names []string
	seen := map[string]bool{}
	for _, m := range letter.FindAllStringSubmatch(math, -1) {
		name := m[1]
		if other, ok := symbolNames[name]; ok {
			name = other
		}
		if known[name] && !seen[name] {
			names = append(names, name)
			seen[name] = true
		}
	}
	return names
}
