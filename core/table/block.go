package table

// Cells cuts a text into rows of cells without asking what they mean, for pasting among others. A cell that is a number
// is written anew, with a decimal point; the rest stay as they are. The error is a *core.InputError.
func Cells(text string) ([][]string, error) {
	rows, m, err := split(text)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for _, r := range rows {
		cells := make([]string, len(r.cells))
		for k, cell := range r.cells {
			cells[k] = cell
			if x, fault := m.number(cell); fault == "" {
				cells[k] = FormatNumber(x)
			}
		}
		out = append(out, cells)
	}
	return out, nil
}
