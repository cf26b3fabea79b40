package words

import "math"

// fractions are the shares that have a name which everybody feels, in descending order.
var fractions = []struct {
	share float64
	name  string
}{
	{1, "all"}, {3. / 4, "three quarters"}, {2. / 3, "two thirds"}, {1. / 2, "half"}, {2. / 5, "two fifths"},
	{1. / 3, "a third"}, {1. / 4, "a quarter"}, {1. / 5, "a fifth"}, {1. / 6, "a sixth"}, {1. / 7, "a seventh"},
	{1. / 8, "an eighth"}, {1. / 10, "a tenth"}, {1. / 20, "a twentieth"}, {1. / 50, "a fiftieth"}, {1. / 100, "a hundredth"},
}

// Fraction names the share x (0 to 1) to the nearest fraction that has a name, with "about" where that is off by more
// than 2 % of x; ok is false where no name comes within 12 %.
func Fraction(x float64) (name string, ok bool) {
	best, off := "", math.Inf(1)
	for _, f := range fractions {
		if d := math.Abs(f.share-x) / x; d < off {
			best, off = f.name, d
		}
	}
	switch {
	case x <= 0 || off > .12:
		return "", false
	case off > .02:
		return "about " + best, true
	}
	return best, true
}

// Felt says in words how much larger (x > 0) or smaller something is than it was, "a sixth more", "a third less"; ok is
// false where there are no words that say more than the number.
func Felt(x float64) (phrase string, ok bool) {
	name, ok := Fraction(math.Abs(x))
	switch {
	case !ok:
		return "", false
	case name == "all" && x < 0:
		return "nothing left", true
	case name == "all":
		return "twice as much", true
	case name == "about all" && x < 0:
		return "almost nothing left", true
	case name == "about all":
		return "about twice as much", true
	case x < 0:
		return name + " less", true
	}
	return name + " more", true
}
