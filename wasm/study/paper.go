package study

// paperNumber is a number that the paper gives, beside the row that measures the same.
type paperNumber struct {
	series, system, metric string
	mean, spread           float64
}

// table2Numbers are the rows of Table 2. Efficiency is a share here. The ratios to PF are quotients of the table's
// numbers: its test set is not public, so they are what can be compared.
var table2Numbers = func() []paperNumber {
	var numbers []paperNumber
	rows := []struct {
		series string
		cells  [3][2]float64 // NSW, exploitability, efficiency: number and ±
	}{
		{seriesPF, [3][2]float64{{8.00e-2, 1.5e-2}, {3.70e-3, 1.2e-3}, {.566, .039}}},
		{seriesPA, [3][2]float64{{2.22e-2, 2.1e-3}, {0, 0}, {.262, .025}}},
		{seriesMixture, [3][2]float64{{5.11e-2, 6.6e-3}, {1.85e-3, 6.2e-4}, {.414, .036}}},
		{seriesExS, [3][2]float64{{7.24e-2, 4.3e-3}, {4.04e-4, 9.6e-5}, {.550, .042}}},
		{seriesPerturbed, [3][2]float64{{7.26e-2, 1.0e-2}, {4.78e-4, 2.9e-4}, {.552, .014}}},
		{seriesAdversarial, [3][2]float64{{7.01e-2, 2.0e-2}, {5.25e-4, 1.7e-4}, {.549, .026}}},
	}
	for _, row := range rows {
		for k, metric := range []string{metricNSW, metricExploitability, metricEfficiency} {
			numbers = append(numbers, paperNumber{row.series, "2x2", metric, row.cells[k][0], row.cells[k][1]})
			if row.series != seriesPF {
				numbers = append(numbers, paperNumber{row.series, "2x2", metric + relative, row.cells[k][0] / rows[0].cells[k][0], none})
			}
		}
	}
	return numbers
}()

// beside puts the paper's numbers into the rows that measure the same.
func (t Table) beside(numbers []paperNumber) {
	for k := range t {
		for _, p := range numbers {
			if r := &t[k]; r.Series == p.series && r.System == p.system && r.Metric == p.metric {
				r.Paper, r.PaperSpread = p.mean, p.spread
			}
		}
	}
}
