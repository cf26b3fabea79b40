package words

import "testing"

func TestTypeset(t *testing.T) {
	for plain, want := range map[string]string{
		"PA's exploitability is 0.":                           "PA’s exploitability is 0.",
		"0.0042 ± 2.46e-04 (n = 2,000) if about demands.":     "0.0042 ± 2.46\u202f×\u202f10⁻⁴ (n = 2,000) if about demands.",
		"With a tolerance of 1e-3 at every budget.":           "With a tolerance of 10⁻³ at every budget.",
		"2x2, scarce (few units): at least 80 % of it":        "2\u202f×\u202f2, scarce (few units): at least 80\u202f% of it",
		"L to the power of -1/2, fitted: -0.48 ± 0.03":        "L to the power of \u22121/2, fitted: \u22120.48 ± 0.03",
		"Clipping to [0.1, 1] piles them up; see eq. (7) too": "Clipping to [0.1, 1] piles them up; see eq. (7) too",
		"an exponent, e, and - a dash; x and exe":             "an exponent, e, and - a dash; x and exe",
		"": "",
	} {
		if got := Typeset(plain); got != want {
			t.Errorf("Typeset(%q) = %q, want %q", plain, got, want)
		}
	}
}
