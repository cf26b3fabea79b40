package link

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"fallow/core"
)

// Reader hands out a figure's pairs. Every method takes what is usual, and returns it where the key is missing. The
// first thing that is wrong is kept for Err; a figure takes over nothing if there is anything.
type Reader struct {
	figure string
	pairs  map[string]string
	err    error
}

// Read reads a part of an address.
func Read(p Part) *Reader {
	r := &Reader{figure: p.Figure, pairs: map[string]string{}}
	if len(p.State) > 4*Most {
		r.fail("", "is too long to be one of this page’s")
		return r
	}
	for pair := range strings.SplitSeq(p.State, "&") {
		if pair == "" {
			continue
		}
		key, escaped, _ := strings.Cut(pair, "=")
		value, ok := unescape(escaped)
		if !ok {
			r.fail(key, "cannot be read")
			return r
		}
		r.pairs[key] = value
	}
	return r
}

// Err is a *core.InputError about the first pair that is wrong or that nothing has asked for; nil if all is well. It is
// called after everything that may stand there was asked for.
func (r *Reader) Err() error {
	if r.err == nil {
		for key := range r.pairs { // one is enough, and there seldom are two
			r.fail(key, "says something that this page does not know")
		}
	}
	return r.err
}

// Text reads a text of at most so many bytes.
func (r *Reader) Text(key, usual string, most int) string {
	value, ok := r.pairs[key]
	if !ok {
		return usual
	}
	delete(r.pairs, key)
	if len(value) > most {
		r.fail(key, "is too long")
		return usual
	}
	return value
}

// Int reads a whole number from least to most.
func (r *Reader) Int(key string, usual, least, most int) int {
	return int(r.whole(key, float64(usual), float64(least), float64(most)))
}

func (r *Reader) whole(key string, usual, least, most float64) float64 {
	x := r.Number(key, usual, least, most)
	if x != math.Trunc(x) {
		r.fail(key, "is not a whole number")
		return usual
	}
	return x
}

// Number reads a number from least to most.
func (r *Reader) Number(key string, usual, least, most float64) float64 {
	text, ok := r.pairs[key]
	if !ok {
		return usual
	}
	x, ok := r.number(key, text, least, most)
	delete(r.pairs, key)
	if !ok {
		return usual
	}
	return x
}

func (r *Reader) number(key, text string, least, most float64) (x float64, ok bool) {
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || math.IsNaN(x):
		r.fail(key, "is not a number")
	case x < least || x > most:
		r.fail(key, "must lie between "+number(least)+" and "+number(most))
	default:
		return x, true
	}
	return 0, false
}

// Numbers reads a list of at most so many numbers, each from least to most.
func (r *Reader) Numbers(key string, usual []float64, count int, least, most float64) []float64 {
	text, ok := r.pairs[key]
	if !ok {
		return usual
	}
	delete(r.pairs, key)
	if text == "" {
		return nil
	}
	if strings.Count(text, ",") >= count {
		r.fail(key, "holds more than "+strconv.Itoa(count)+" numbers")
		return usual
	}
	var xs []float64
	for one := range strings.SplitSeq(text, ",") {
		x, ok := r.number(key, one, least, most)
		if !ok {
			return usual
		}
		xs = append(xs, x)
	}
	return xs
}

// Flag reads yes or no.
func (r *Reader) Flag(key string, usual bool) bool {
	return r.Choice(key, answers, index(usual)) == 1
}

// Choice reads one of names, and returns its index.
func (r *Reader) Choice(key string, names []string, usual int) int {
	text, ok := r.pairs[key]
	if !ok {
		return usual
	}
	delete(r.pairs, key)
	for k, name := range names {
		if name == text {
			return k
		}
	}
	r.fail(key, "must be one of "+strings.Join(names, ", "))
	return usual
}

// Reject records what is wrong with a key that has been read.
func (r *Reader) Reject(key, reason string) { r.fail(key, reason) }

func (r *Reader) fail(key, reason string) {
	if r.err != nil {
		return
	}
	path := "the link’s part about “" + shortened(r.figure) + "”"
	if key != "" {
		path = "“" + shortened(key) + "” of “" + shortened(r.figure) + "” in the link"
	}
	r.err = &core.InputError{Path: path, Reason: reason}
}

// shortened keeps what anybody may have typed fit for a sentence.
func shortened(text string) string {
	text = strings.ToValidUTF8(text, "?")
	if utf8.RuneCountInString(text) > 24 {
		return string([]rune(text)[:24]) + "…"
	}
	return text
}

func unescape(text string) (string, bool) {
	var b strings.Builder
	for k := 0; k < len(text); k++ {
		switch c := text[k]; c {
		case '+':
			b.WriteByte(' ')
		case '%':
			if k+2 >= len(text) {
				return "", false
			}
			code, err := strconv.ParseUint(text[k+1:k+3], 16, 8)
			if err != nil {
				return "", false
			}
			b.WriteByte(byte(code))
			k += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), utf8.ValidString(b.String())
}
