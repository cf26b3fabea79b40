package link

import (
	"strconv"
	"strings"
)

// Writer collects a figure's pairs. Every method takes what is usual, that is, what the page begins with, and writes
// nothing if the value is that.
type Writer struct{ pairs []string }

// State is the pairs as they stand in an address. It is empty if they are too many for one: such work is kept by other
// means.
func (w *Writer) State() string {
	if s := strings.Join(w.pairs, "&"); len(s) <= Most {
		return s
	}
	return ""
}

// Text writes a text.
func (w *Writer) Text(key, value, usual string) {
	if value != usual {
		w.pairs = append(w.pairs, key+"="+escape(value))
	}
}

// Int writes a whole number.
func (w *Writer) Int(key string, value, usual int) {
	w.Text(key, strconv.Itoa(value), strconv.Itoa(usual))
}

// Number writes a number to six digits.
func (w *Writer) Number(key string, value, usual float64) {
	w.Text(key, number(value), number(usual))
}

// Exact writes a number so that the same one is read, where six digits could do something else.
func (w *Writer) Exact(key string, value, usual float64) {
	w.Text(key, strconv.FormatFloat(value, 'g', -1, 64), strconv.FormatFloat(usual, 'g', -1, 64))
}

// Flag writes yes or no.
func (w *Writer) Flag(key string, value, usual bool) {
	w.Choice(key, answers, index(value), index(usual))
}

// Choice writes the name of what was chosen.
func (w *Writer) Choice(key string, names []string, chosen, usual int) {
	w.Text(key, names[chosen], names[usual])
}

// Numbers writes a list of numbers to six digits. Where there is no usual list, an empty one is.
func (w *Writer) Numbers(key string, values, usual []float64) {
	w.Text(key, numbers(values), numbers(usual))
}

var answers = []string{"no", "yes"}

func index(flag bool) int {
	if flag {
		return 1
	}
	return 0
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func numbers(xs []float64) string {
	texts := make([]string, len(xs))
	for k, x := range xs {
		texts[k] = number(x)
	}
	return strings.Join(texts, ",")
}

const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,:!*/"

// escape keeps what may stand in a value; the rest becomes %XX, byte by byte.
func escape(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case strings.IndexByte(plain, c) >= 0:
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
