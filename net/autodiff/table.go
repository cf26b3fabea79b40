package autodiff

import "fallow/net/kernels"

// poolTable sums tables of cells, items×n×m×f in x, over each of their directions: rows[b,i] = Σ_m x[b,i,m], of
// length items×n×f, and unless nil cols[b,m] = Σ_i x[b,i,m], of length items×m×f.
func poolTable[T kernels.Float](rows, cols, x []T, items, n, m, f int) {
	clear(rows)
	clear(cols)
	for b := range items {
		for i := range n {
			row := rows[(b*n+i)*f:][:f]
			for j := range m {
				cell := x[((b*n+i)*m+j)*f:][:f]
				for k, v := range cell {
					row[k] += v
				}
				if cols != nil {
					col := cols[(b*m+j)*f:][:f]
					for k, v := range cell {
						col[k] += v
					}
				}
			}
		}
	}
}

// spreadTable adds rows[b,i] and, unless nil, cols[b,m] to every cell x[b,i,m], and then takes max(0, ·) if relu.
// The shapes are those of poolTable.
func spreadTable[T kernels.Float](x, rows, cols []T, items, n, m, f int, relu bool) {
	for b := range items {
		for i := range n {
			row := rows[(b*n+i)*f:][:f]
			for j := range m {
				cell := x[((b*n+i)*m+j)*f:][:f]
				for k, v := range row {
					cell[k] += v
				}
				if cols != nil {
					for k, v := range cols[(b*m+j)*f:][:f] {
						cell[k] += v
					}
				}
				if relu {
					for k, v := range cell {
						cell[k] = max(v, 0)
					}
				}
			}
		}
	}
}
