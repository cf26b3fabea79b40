package kernels

func (Plain[T]) PoolTable(rows, cols, x []T, items, n, m, f int) {
	checkTable(x, rows, cols, items, n, m, f)
	clear(rows)
	clear(cols)
	for b := range items {
		for i := range n {
			row := rows[(b*n+i)*f:][:f]
			for j := range m {
				cell := x[((b*n+i)*m+j)*f:][:f]
				axpy(row, cell, 1)
				if cols != nil {
					axpy(cols[(b*m+j)*f:][:f], cell, 1)
				}
			}
		}
	}
}

func (Plain[T]) SpreadTable(x, rows, cols []T, items, n, m, f int, relu bool) {
	checkTable(x, rows, cols, items, n, m, f)
	for b := range items {
		for i := range n {
			row := rows[(b*n+i)*f:][:f]
			for j := range m {
				cell := x[((b*n+i)*m+j)*f:][:f]
				axpy(cell, row, 1)
				if cols != nil {
					axpy(cell, cols[(b*m+j)*f:][:f], 1)
				}
				if relu {
					rectify(cell)
				}
			}
		}
	}
}
