;; Softmax down the columns of each matrix of a batch, forward and backward.
;;
;; Matrices are small (agents by resources), so lanes are matrices, not columns: four matrices are interleaved into
;; scratch, element by element, worked on there as vectors, and put back. That fits every number of columns, and each
;; lane adds its sums in the order of the rows.

;; softmax: x and y are batch matrices of rows x columns. scratch: 4*rows*columns floats. y may be x.
(func $softmax (export "softmax") (param $y i32) (param $x i32) (param $batch i32)
  (param $rows i32) (param $columns i32) (param $scratch i32)
  (local $size i32) (local $bytes i32) (local $group i32)
  (local.set $size (i32.mul (local.get $rows) (local.get $columns)))
  (local.set $bytes (i32.shl (local.get $size) (i32.const 2)))
  (if (i32.or (i32.eqz (local.get $batch)) (i32.eqz (local.get $size))) (then (return)))
  (loop $groups
    (local.set $group (call $min (local.get $batch) (i32.const 4)))
    (call $interleave (local.get $scratch) (i32.const 16) (local.get $x) (local.get $bytes)
      (local.get $size) (local.get $group))
    (call $softmaxVectors (local.get $scratch) (local.get $rows) (local.get $columns))
    (call $separate (local.get $y) (local.get $scratch) (local.get $size) (local.get $group))
    (local.set $x (i32.add (local.get $x) (i32.shl (local.get $bytes) (i32.const 2))))
    (local.set $y (i32.add (local.get $y) (i32.shl (local.get $bytes) (i32.const 2))))
    (br_if $groups (local.tee $batch (i32.sub (local.get $batch) (local.get $group))))))

;; softmaxVectors replaces a matrix rows x columns of vectors by the softmax of its columns.
(func $softmaxVectors (param $x i32) (param $rows i32) (param $columns i32)
  (local $stride i32) (local $end i32) (local $last i32) (local $column i32) (local $at i32)
  (local $top v128) (local $sum v128)
  (local.set $stride (i32.shl (local.get $columns) (i32.const 4)))
  (local.set $end (i32.add (local.get $x) (i32.mul (local.get $rows) (local.get $stride))))
  (local.set $last (i32.add (local.get $x) (local.get $stride)))
  (local.set $column (local.get $x))
  (loop $shift
    (local.set $top (v128.load (local.get $column)))
    (local.set $at (local.get $column))
    (loop $find
      (local.set $top (f32x4.pmax (local.get $top) (v128.load (local.get $at))))
      (br_if $find (i32.lt_u
        (local.tee $at (i32.add (local.get $at) (local.get $stride))) (local.get $end))))
    (local.set $at (local.get $column))
    (loop $subtract
      (v128.store (local.get $at) (f32x4.sub (v128.load (local.get $at)) (local.get $top)))
      (br_if $subtract (i32.lt_u
        (local.tee $at (i32.add (local.get $at) (local.get $stride))) (local.get $end))))
    (br_if $shift (i32.lt_u
      (local.tee $column (i32.add (local.get $column) (i32.const 16))) (local.get $last))))
  (call $expVectors (local.get $x) (local.get $x) (i32.mul (local.get $rows) (local.get $columns)))
  (local.set $column (local.get $x))
  (loop $normalise
    (local.set $sum (v128.const f32x4 0 0 0 0))
    (local.set $at (local.get $column))
    (loop $add
      (local.set $sum (f32x4.add (local.get $sum) (v128.load (local.get $at))))
      (br_if $add (i32.lt_u
        (local.tee $at (i32.add (local.get $at) (local.get $stride))) (local.get $end))))
    (local.set $sum (f32x4.div (v128.const f32x4 1 1 1 1) (local.get $sum)))
    (local.set $at (local.get $column))
    (loop $scale
      (v128.store (local.get $at) (f32x4.mul (v128.load (local.get $at)) (local.get $sum)))
      (br_if $scale (i32.lt_u
        (local.tee $at (i32.add (local.get $at) (local.get $stride))) (local.get $end))))
    (br_if $normalise (i32.lt_u
      (local.tee $column (i32.add (local.get $column) (i32.const 16))) (local.get $last)))))

;; softmaxBack: dx = y·(dy − Σ y·dy), added to dx if accumulate. scratch: 12*rows*columns floats.
(func $softmaxBack (export "softmaxBack") (param $dx i32) (param $y i32) (param $dy i32) (param $batch i32)
  (param $rows i32) (param $columns i32) (param $accumulate i32) (param $scratch i32)
  (local $size i32) (local $bytes i32) (local $group i32) (local $ys i32) (local $ds i32)
  (local.set $size (i32.mul (local.get $rows) (local.get $columns)))
  (if (i32.or (i32.eqz (local.get $batch)) (i32.eqz (local.get $size))) (then (return)))
  (local.set $bytes (i32.shl (local.get $size) (i32.const 2)))
  (local.set $ys (i32.add (local.get $scratch) (i32.shl (local.get $bytes) (i32.const 2))))
  (local.set $ds (i32.add (local.get $ys) (i32.shl (local.get $bytes) (i32.const 2))))
  (loop $groups
    (local.set $group (call $min (local.get $batch) (i32.const 4)))
    (call $interleave (local.get $scratch) (i32.const 16) (local.get $dy) (local.get $bytes)
      (local.get $size) (local.get $group))
    (call $interleave (local.get $ys) (i32.const 16) (local.get $y) (local.get $bytes)
      (local.get $size) (local.get $group))
    (if (local.get $accumulate)
      (then (call $interleave (local.get $ds) (i32.const 16) (local.get $dx) (local.get $bytes)
      (local.get $size) (local.get $group))))
    (call $softmaxBackVectors (local.get $scratch) (local.get $ys)
      (select (local.get $ds) (i32.const 0) (local.get $accumulate))
      (local.get $rows) (local.get $columns))
    (call $separate (local.get $dx) (local.get $scratch) (local.get $size) (local.get $group))
    (local.set $dx (i32.add (local.get $dx) (i32.shl (local.get $bytes) (i32.const 2))))
    (local.set $y (i32.add (local.get $y) (i32.shl (local.get $bytes) (i32.const 2))))
    (local.set $dy (i32.add (local.get $dy) (i32.shl (local.get $bytes) (i32.const 2))))
    (br_if $groups (local.tee $batch (i32.sub (local.get $batch) (local.get $group))))))

;; softmaxBackVectors replaces the gradient d, rows x columns of vectors, plus what is at base unless that is 0.
(func $softmaxBackVectors (param $d i32) (param $y i32) (param $base i32) (param $rows i32) (param $columns i32)
  (local $stride i32) (local $end i32) (local $last i32) (local $at i32) (local $toY i32) (local $toBase i32)
  (local $inner v128) (local $v v128)
  (local.set $stride (i32.shl (local.get $columns) (i32.const 4)))
  (local.set $end (i32.add (local.get $d) (i32.mul (local.get $rows) (local.get $stride))))
  (local.set $last (i32.add (local.get $d) (local.get $stride)))
  (local.set $toY (i32.sub (local.get $y) (local.get $d)))
  (local.set $toBase (i32.sub (local.get $base) (local.get $d)))
  (loop $each
    (local.set $inner (v128.const f32x4 0 0 0 0))
    (local.set $at (local.get $d))
    (loop $add
      (local.set $inner (f32x4.add (local.get $inner) (f32x4.mul
        (v128.load (i32.add (local.get $at) (local.get $toY))) (v128.load (local.get $at)))))
      (br_if $add (i32.lt_u
        (local.tee $at (i32.add (local.get $at) (local.get $stride))) (local.get $end))))
    (local.set $at (local.get $d))
    (loop $multiply
      (local.set $v (f32x4.mul (v128.load (i32.add (local.get $at) (local.get $toY)))
        (f32x4.sub (v128.load (local.get $at)) (local.get $inner))))
      (if (local.get $base)
        (then (local.set $v (f32x4.add
          (v128.load (i32.add (local.get $at) (local.get $toBase))) (local.get $v)))))
      (v128.store (local.get $at) (local.get $v))
      (br_if $multiply (i32.lt_u
        (local.tee $at (i32.add (local.get $at) (local.get $stride))) (local.get $end))))
    (br_if $each (i32.lt_u
      (local.tee $d (i32.add (local.get $d) (i32.const 16))) (local.get $last)))))
