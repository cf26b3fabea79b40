package ui

// Figures is a table of numbers: a name at the left of each row, the numbers at the right.
type Figures struct {
	Caption string
	Head    []string
	Rows    [][]string
}

func cellClass(k int) string {
	if k == 0 {
		return ""
	}
	return "figure-cell"
}
