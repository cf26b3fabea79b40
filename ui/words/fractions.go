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

// MoreOrLess says in words how much larger (x > 0) or smaller something is than it was: "a sixth more", "a third less".
func MoreOrLess(x float64) string {
	direction := " more"
	if x < 0 {
		direction = " less"
	}
	switch name, ok := Fraction(math.Abs(x)); {
	case ok && name == "all" && x < 0:
		return "nothing left"
	case ok && (name == "all" || name == "about all"):
		if x > 0 {
			return "twice as much"
		}
		return "almost nothing left"
	case ok:
		return name + direction
	case math.Abs(x) < .01:
		return "a trifle" + direction
	case x > 1:
		return Number(1+x, 1) + " times as much"
	}
	return Percent(math.Abs(x), 0) + direction
}
