package words

import "testing"

func TestNumbersReadAsTheyShould(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Number(0.75, 3), "0.75"},
		{Number(-3, 1), "−3"},
		{Number(-0.00001, 2), "0"},
		{Number(10, 0), "10"},
		{Fixed(0.5, 2), "0.50"},
		{Fixed(-1e-9, 2), "0.00"},
		{Fixed(.3125, 3), "0.313"},
		{Fixed(.31249999999999989, 3), "0.313"},
		{Fixed(.31250000000000006, 3), "0.313"},
		{Fixed(-.0625, 3), "−0.063"},
		{Number(.0624999999999999, 3), "0.063"},
		{Fixed(.3124, 3), "0.312"},
		{Significant(5.0667, 3), "5.07"},
		{Significant(799.99999, 3), "800"},
		{Significant(0.042123, 3), "0.0421"},
		{Significant(0, 3), "0"},
		{Significant(1e-30, 3), "0"},
		{Percent(0.625, 1), "62.5\u202f%"},
		{Change(1./6, 1), "+16.7\u202f%"},
		{Change(-.03, 1), "−3.0\u202f%"},
		{Change(1e-9, 1), "0.0\u202f%"},
		{Scientific(4.04e-4, 2), "4.04\u202f×\u202f10⁻⁴"},
		{Scientific(0, 2), "0"},
		{Join("a", "b", "c"), "a, b and c"},
		{Join("a"), "a"},
		{Duration(0.2), "less than a second"},
		{Duration(40.4), "40\u202fs"},
		{Duration(200), "3\u202fmin"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestFractionsAreFelt(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{1. / 6, "a sixth more"}, {-.4, "two fifths less"}, {.24, "about a quarter more"}, {-1, "nothing left"},
		{1, "twice as much"}, {.95, "about twice as much"}, {-.97, "almost nothing left"},
		{-.0278, ""}, {.001, ""}, {3, ""},
	} {
		if got, ok := Felt(c.x); got != c.want || ok != (c.want != "") {
			t.Errorf("%g: got %q, want %q", c.x, got, c.want)
		}
	}
}
