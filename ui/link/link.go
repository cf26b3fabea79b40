// Package link writes what figures show into the page's address, and reads it back: a copied address restores the
// picture. The address's fragment is used, because no host ever sees it:
//
//	#game?memory=0.250025&gpus=1;lab?width=32
//
// is one part a figure, parted by ";": the figure's name, and after "?" its state as key=value pairs. The page scrolls to
// the first. What is as the page begins with is left out, so that "#bench" is a place and nothing else. Keys are lower
// case; values are percent-encoded where they hold anything but letters, digits and -._~,:!*/ and a "+" stands for a
// space.
//
// What stands in an address was typed by anybody: Reader takes nothing that it was not told to expect, and says in a
// sentence what it did not take. The package imports core for its errors.
package link

import "strings"

// Most is how many bytes the state of one figure may have. What is larger stays out of the address: chat programs and
// hosts cut longer ones off.
const Most = 1800

// Part is a figure's part of an address.
type Part struct {
	Figure string
	// State is the figure's pairs as they stand in the address; empty for a place.
	State string
}

// Split reads the parts of an address, which may begin with "#". What has no name is left out.
func Split(address string) []Part {
	var parts []Part
	for text := range strings.SplitSeq(strings.TrimPrefix(address, "#"), ";") {
		if figure, state, _ := strings.Cut(text, "?"); figure != "" {
			parts = append(parts, Part{figure, state})
		}
	}
	return parts
}

// Join writes an address, without "#".
func Join(parts []Part) string {
	var b strings.Builder
	for k, p := range parts {
		if k > 0 {
			b.WriteByte(';')
		}
		b.WriteString(p.Figure)
		if p.State != "" {
			b.WriteByte('?')
			b.WriteString(p.State)
		}
	}
	return b.String()
}
