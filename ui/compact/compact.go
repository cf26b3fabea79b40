// Package compact rewrites the Go code that vugugen makes of ui/*.vugu, so that it is a third of the size once compiled:
// what vugugen writes out for every node becomes a call of a function in ui/nodes.go, and the text nodes that are only
// a line break and indentation in the markup, which ui.Tidy would remove anyway, are left out. It imports nothing of ours.
package compact

import (
	"regexp"
	"strconv"
	"strings"
)

// quoted is a string literal as vugugen writes it.
const quoted = `"(?:[^"\\]|\\.)*"`

var (
	attribute  = `(?:vugu\.VGAttribute)?\{Namespace: "", Key: (` + quoted + `), Val: (` + quoted + `)\}`
	attributes = regexp.MustCompile(attribute)
	blank      = regexp.MustCompile(`^"(?: |\\t)*\\n(?: |\\t|\\n)*"$`)

	appended = `(\n\s*vgparent\.AppendChild\(vgn\))?`
	text     = regexp.MustCompile(`\n\s*vgn = &vugu\.VGNode\{Type: vugu\.VGNodeType\(1\), Data: (` + quoted + `)\}\n\s*vgparent\.AppendChild\(vgn\)`)
	element  = regexp.MustCompile(`vgn = &vugu\.VGNode\{Type: vugu\.VGNodeType\(3\), Namespace: (` + quoted + `), Data: (` + quoted +
		`), Attr: \[\]vugu\.VGAttribute(?:\(nil\)|\{(` + attribute + `(?:, ` + attribute + `)*)\})\}` + appended)
	markup   = regexp.MustCompile(`vgn\.SetInnerHTML\(vugu\.HTML\((` + quoted + `)\)\)`)
	property = regexp.MustCompile(`\{\s*b, err := vjson\.Marshal\((.*)\)\s*if err != nil \{\s*panic\(err\)\s*\}\s*` +
		`vgn\.Prop = append\(vgn\.Prop, vugu\.VGProperty\{Key: (` + quoted + `), JSONVal: vjson\.RawMessage\(b\)\}\)\s*\}`)
	event = regexp.MustCompile(`vgn\.DOMEventHandlerSpecList = append\(vgn\.DOMEventHandlerSpecList, vugu\.DOMEventHandlerSpec\{\s*` +
		`EventType:\s*(` + quoted + `),\s*Func:\s*(func\(event vugu\.DOMEvent\) \{.*\}),\s*(?://[^\n]*\s*)?\}\)`)
)

// Rewrite makes the code of one component shorter. What it does not know stays as it is, so that rewriting twice is the
// same as once.
func Rewrite(code string) string {
	code = text.ReplaceAllStringFunc(code, func(match string) string {
		data := text.FindStringSubmatch(match)[1]
		if blank.MatchString(data) {
			return ""
		}
		return "\nvgn = textIn(vgparent, " + data + ")"
	})
	code = element.ReplaceAllStringFunc(code, func(match string) string {
		parts := element.FindStringSubmatch(match)
		list, ok := joined(parts[3])
		if !ok {
			return match
		}
		parent := "nil"
		if parts[len(parts)-1] != "" {
			parent = "vgparent"
		}
		return "vgn = elementIn(" + parent + ", " + parts[1] + ", " + parts[2] + ", " + strconv.Quote(list) + ")"
	})
	code = markup.ReplaceAllString(code, "setMarkup(vgn, $1)")
	code = property.ReplaceAllString(code, "setProperty(vgn, $2, $1)")
	return event.ReplaceAllString(code, "on(vgn, $1, $2)")
}

// joined is a list of attributes as elementIn takes it, or false where one has a line break in it.
func joined(list string) (text string, ok bool) {
	var lines []string
	for _, match := range attributes.FindAllStringSubmatch(list, -1) {
		key, err := strconv.Unquote(match[1])
		if err != nil {
			return "", false
		}
		value, err := strconv.Unquote(match[2])
		if err != nil || strings.Contains(value, "\n") {
			return "", false
		}
		lines = append(lines, key+"="+value)
	}
	return strings.Join(lines, "\n"), true
}
