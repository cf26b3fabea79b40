package words

import "strconv"

// Thousands writes a whole number with its digits in groups of three: 100,000.
func Thousands(n int) string {
	s := strconv.Itoa(max(n, -n))
	for k := len(s) - 3; k > 0; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return signed(float64(n), s, "")
}
