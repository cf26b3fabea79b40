;; Sums over rows, and the pools and spreads of a table of cells.

;; sumRows: out[j] (+)= Σ_i a[i][j] in the order of i, a being m x n.
(func (export "sumRows") (param $out i32) (param $a i32) (param $m i32) (param $n i32) (param $accumulate i32)
  (call $sumStrided (local.get $out) (local.get $a) (local.get $m) (i32.shl (local.get $n) (i32.const 2))
    (local.get $n) (local.get $accumulate)))

;; sumStrided adds m rows of n floats, stride bytes apart, to zero or to what is in out.
(func $sumStrided (param $out i32) (param $a i32) (param $m i32) (param $stride i32) (param $n i32)
  (param $accumulate i32)
  (local $row i32) (local $i i32)
  (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s f32)
  (block $noSixteens
    (br_if $noSixteens (i32.lt_u (local.get $n) (i32.const 16)))
    (loop $sixteens
      (local.set $s0 (v128.const f32x4 0 0 0 0))
      (local.set $s1 (v128.const f32x4 0 0 0 0))
      (local.set $s2 (v128.const f32x4 0 0 0 0))
      (local.set $s3 (v128.const f32x4 0 0 0 0))
      (if (local.get $accumulate)
        (then
          (local.set $s0 (v128.load (local.get $out)))
          (local.set $s1 (v128.load offset=16 (local.get $out)))
          (local.set $s2 (v128.load offset=32 (local.get $out)))
          (local.set $s3 (v128.load offset=48 (local.get $out)))))
      (local.set $row (local.get $a))
      (local.set $i (local.get $m))
      (block $noRows
        (br_if $noRows (i32.eqz (local.get $i)))
        (loop $rows
          (local.set $s0 (f32x4.add (local.get $s0) (v128.load (local.get $row))))
          (local.set $s1 (f32x4.add (local.get $s1) (v128.load offset=16 (local.get $row))))
          (local.set $s2 (f32x4.add (local.get $s2) (v128.load offset=32 (local.get $row))))
          (local.set $s3 (f32x4.add (local.get $s3) (v128.load offset=48 (local.get $row))))
          (local.set $row (i32.add (local.get $row) (local.get $stride)))
          (br_if $rows (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
      (v128.store (local.get $out) (local.get $s0))
      (v128.store offset=16 (local.get $out) (local.get $s1))
      (v128.store offset=32 (local.get $out) (local.get $s2))
      (v128.store offset=48 (local.get $out) (local.get $s3))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (local.set $a (i32.add (local.get $a) (i32.const 64)))
      (br_if $sixteens (i32.ge_u
        (local.tee $n (i32.sub (local.get $n) (i32.const 16))) (i32.const 16)))))
  (block $noFours
    (br_if $noFours (i32.lt_u (local.get $n) (i32.const 4)))
    (loop $fours
      (local.set $s0 (v128.const f32x4 0 0 0 0))
      (if (local.get $accumulate) (then (local.set $s0 (v128.load (local.get $out)))))
      (local.set $row (local.get $a))
      (local.set $i (local.get $m))
      (block $noRows
        (br_if $noRows (i32.eqz (local.get $i)))
        (loop $rows
          (local.set $s0 (f32x4.add (local.get $s0) (v128.load (local.get $row))))
          (local.set $row (i32.add (local.get $row) (local.get $stride)))
          (br_if $rows (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
      (v128.store (local.get $out) (local.get $s0))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (br_if $fours (i32.ge_u
        (local.tee $n (i32.sub (local.get $n) (i32.const 4))) (i32.const 4)))))
  (block $noOnes
    (br_if $noOnes (i32.eqz (local.get $n)))
    (loop $ones
      (local.set $s (f32.const 0))
      (if (local.get $accumulate) (then (local.set $s (f32.load (local.get $out)))))
      (local.set $row (local.get $a))
      (local.set $i (local.get $m))
      (block $noRows
        (br_if $noRows (i32.eqz (local.get $i)))
        (loop $rows
          (local.set $s (f32.add (local.get $s) (f32.load (local.get $row))))
          (local.set $row (i32.add (local.get $row) (local.get $stride)))
          (br_if $rows (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
      (f32.store (local.get $out) (local.get $s))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $a (i32.add (local.get $a) (i32.const 4)))
      (br_if $ones (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))

;; sumProducts: out[j] (+)= Σ_i a[i][j]·b[i][j] in the order of i, a and b being m x n.
(func (export "sumProducts") (param $out i32) (param $a i32) (param $b i32) (param $m i32) (param $n i32)
  (param $accumulate i32)
  (local $i i32) (local $end i32) (local $row i32)
  (local.set $row (i32.shl (local.get $n) (i32.const 2)))
  (local.set $end (call $vectorBytes (local.get $n)))
  (if (i32.eqz (local.get $accumulate))
    (then (memory.fill (local.get $out) (i32.const 0) (local.get $row))))
  (block $none
    (br_if $none (i32.eqz (local.get $m)))
    (loop $rows
      (local.set $i (i32.const 0))
      (block $noVectors
        (br_if $noVectors (i32.eqz (local.get $end)))
        (loop $vectors
          (v128.store (i32.add (local.get $out) (local.get $i)) (f32x4.add
            (v128.load (i32.add (local.get $out) (local.get $i)))
            (f32x4.mul
              (v128.load (i32.add (local.get $a) (local.get $i)))
              (v128.load (i32.add (local.get $b) (local.get $i))))))
          (br_if $vectors (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
      (block $noOnes
        (br_if $noOnes (i32.eq (local.get $i) (local.get $row)))
        (loop $ones
          (f32.store (i32.add (local.get $out) (local.get $i)) (f32.add
            (f32.load (i32.add (local.get $out) (local.get $i)))
            (f32.mul
              (f32.load (i32.add (local.get $a) (local.get $i)))
              (f32.load (i32.add (local.get $b) (local.get $i))))))
          (br_if $ones (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $row)))))
      (local.set $a (i32.add (local.get $a) (local.get $row)))
      (local.set $b (i32.add (local.get $b) (local.get $row)))
      (br_if $rows (local.tee $m (i32.sub (local.get $m) (i32.const 1)))))))

;; poolTable: rows[b][i] = Σ_m x[b][i][m] and, unless cols is 0, cols[b][m] = Σ_i x[b][i][m], each f floats, for
;; tables of n x m cells. n, m and f are not 0.
(func (export "poolTable") (param $rows i32) (param $cols i32) (param $x i32)
  (param $items i32) (param $n i32) (param $m i32) (param $f i32)
  (local $cell i32) (local $row i32) (local $i i32)
  (local.set $cell (i32.shl (local.get $f) (i32.const 2)))
  (local.set $row (i32.mul (local.get $m) (local.get $cell)))
  (block $none
    (br_if $none (i32.eqz (local.get $items)))
    (loop $tables
      (if (local.get $cols)
        (then
          (local.set $i (i32.const 0))
          (loop $columns
            (call $sumStrided (local.get $cols)
              (i32.add (local.get $x) (i32.mul (local.get $i) (local.get $cell)))
              (local.get $n) (local.get $row) (local.get $f) (i32.const 0))
            (local.set $cols (i32.add (local.get $cols) (local.get $cell)))
            (br_if $columns (i32.lt_u
              (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $m))))))
      (local.set $i (local.get $n))
      (loop $agents
        (call $sumStrided (local.get $rows) (local.get $x)
          (local.get $m) (local.get $cell) (local.get $f) (i32.const 0))
        (local.set $rows (i32.add (local.get $rows) (local.get $cell)))
        (local.set $x (i32.add (local.get $x) (local.get $row)))
        (br_if $agents (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (br_if $tables (local.tee $items (i32.sub (local.get $items) (i32.const 1)))))))

;; spreadTable: x[b][i][m] = max(floor, x[b][i][m] + rows[b][i] + cols[b][m]), or without cols if that is 0. Shapes as
;; in poolTable.
(func (export "spreadTable") (param $x i32) (param $rows i32) (param $cols i32)
  (param $items i32) (param $n i32) (param $m i32) (param $f i32) (param $floor f32)
  (local $cell i32) (local $i i32) (local $j i32) (local $col i32)
  (local.set $cell (i32.shl (local.get $f) (i32.const 2)))
  (block $none
    (br_if $none (i32.eqz (local.get $items)))
    (loop $tables
      (local.set $i (local.get $n))
      (loop $agents
        (local.set $j (local.get $m))
        (local.set $col (local.get $cols))
        (loop $columns
          (call $spreadCell (local.get $x) (local.get $rows) (local.get $col) (local.get $f) (local.get $floor))
          (local.set $x (i32.add (local.get $x) (local.get $cell)))
          (if (local.get $cols) (then (local.set $col (i32.add (local.get $col) (local.get $cell)))))
          (br_if $columns (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
        (local.set $rows (i32.add (local.get $rows) (local.get $cell)))
        (br_if $agents (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (local.set $cols (local.get $col))
      (br_if $tables (local.tee $items (i32.sub (local.get $items) (i32.const 1)))))))

(func $spreadCell (param $x i32) (param $row i32) (param $col i32) (param $f i32) (param $floor f32)
  (local $i i32) (local $end i32) (local $v v128) (local $s f32)
  (local.set $end (call $vectorBytes (local.get $f)))
  (block $noVectors
    (br_if $noVectors (i32.eqz (local.get $end)))
    (loop $vectors
      (local.set $v (f32x4.add
        (v128.load (i32.add (local.get $x) (local.get $i)))
        (v128.load (i32.add (local.get $row) (local.get $i)))))
      (if (local.get $col)
        (then (local.set $v (f32x4.add
          (local.get $v) (v128.load (i32.add (local.get $col) (local.get $i)))))))
      (v128.store (i32.add (local.get $x) (local.get $i))
        (f32x4.pmax (local.get $v) (f32x4.splat (local.get $floor))))
      (br_if $vectors (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
  (local.set $end (i32.shl (local.get $f) (i32.const 2)))
  (block $noOnes
    (br_if $noOnes (i32.eq (local.get $i) (local.get $end)))
    (loop $ones
      (local.set $s (f32.add
        (f32.load (i32.add (local.get $x) (local.get $i)))
        (f32.load (i32.add (local.get $row) (local.get $i)))))
      (if (local.get $col)
        (then (local.set $s (f32.add
          (local.get $s) (f32.load (i32.add (local.get $col) (local.get $i)))))))
      (f32.store (i32.add (local.get $x) (local.get $i))
        (select (local.get $floor) (local.get $s) (f32.lt (local.get $s) (local.get $floor))))
      (br_if $ones (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end))))))
