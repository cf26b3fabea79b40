package words

import (
	"strconv"
	"strings"
)

// Typeset writes an engine's plain sentence as the page writes its own: curved apostrophes, true minus signs, no break
// before a percent sign, 2 × 2 for 2x2 and powers of ten for 2.46e-04.
func Typeset(sentence string) string {
	sentence = strings.ReplaceAll(strings.ReplaceAll(sentence, "'", "’"), " %", thinSpace+"%")
	items := strings.Split(sentence, " ")
	for k, item := range items {
		core := strings.Trim(item, "(),.;:[]")
		if core == "" {
			continue
		}
		if set, ok := typesetNumber(core); ok {
			items[k] = strings.Replace(item, core, set, 1)
		}
	}
	return strings.Join(items, " ")
}

// typesetNumber writes what is a number, or a number of agents by one of resources.
func typesetNumber(text string) (string, bool) {
	agents, resources, ok := strings.Cut(text, "x")
	if ok && digits(agents) && digits(resources) {
		return agents + thinSpace + "×" + thinSpace + resources, true
	}
	mantissa, exponent, scientific := strings.Cut(text, "e")
	e, err := strconv.Atoi(exponent)
	number, negative := strings.CutPrefix(mantissa, "-")
	if !digits(strings.ReplaceAll(strings.Replace(number, ".", "", 1), "/", "")) || scientific && err != nil {
		return "", false
	}
	if negative {
		number = minus + number
	}
	switch {
	case !scientific:
		return number, true
	case number == "1":
		return "10" + superscript(e), true
	}
	return number + thinSpace + "×" + thinSpace + "10" + superscript(e), true
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
