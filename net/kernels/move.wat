;; Four arrays to one array of vectors and back: a transpose, 4x4 at a time.

;; interleave writes element e of up to four arrays of size floats, fromStride bytes apart, as the vector at
;; to + e*toStride. Lanes beyond the last array repeat it.
(func $interleave (param $to i32) (param $toStride i32)
  (param $f0 i32) (param $fromStride i32) (param $size i32) (param $arrays i32)
  (local $f1 i32) (local $f2 i32) (local $f3 i32)
  (local $x0 v128) (local $x1 v128) (local $x2 v128) (local $x3 v128)
  (local $y0 v128) (local $y1 v128) (local $y2 v128) (local $y3 v128)
  (local.set $f1 (call $nextRow (local.get $f0) (local.get $fromStride) (local.get $arrays) (i32.const 1)))
  (local.set $f2 (call $nextRow (local.get $f1) (local.get $fromStride) (local.get $arrays) (i32.const 2)))
  (local.set $f3 (call $nextRow (local.get $f2) (local.get $fromStride) (local.get $arrays) (i32.const 3)))
  (block $noFours
    (br_if $noFours (i32.lt_u (local.get $size) (i32.const 4)))
    (loop $fours
      (local.set $x0 (v128.load (local.get $f0)))
      (local.set $x1 (v128.load (local.get $f1)))
      (local.set $x2 (v128.load (local.get $f2)))
      (local.set $x3 (v128.load (local.get $f3)))
      ;; Interleave 0 with 2 and 1 with 3, then the results.
      (local.set $y0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $x0) (local.get $x2)))
      (local.set $y1 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $x1) (local.get $x3)))
      (local.set $y2 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $x0) (local.get $x2)))
      (local.set $y3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $x1) (local.get $x3)))
      (v128.store (local.get $to)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $y0) (local.get $y1)))
      (local.set $to (i32.add (local.get $to) (local.get $toStride)))
      (v128.store (local.get $to)
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $y0) (local.get $y1)))
      (local.set $to (i32.add (local.get $to) (local.get $toStride)))
      (v128.store (local.get $to)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $y2) (local.get $y3)))
      (local.set $to (i32.add (local.get $to) (local.get $toStride)))
      (v128.store (local.get $to)
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $y2) (local.get $y3)))
      (local.set $to (i32.add (local.get $to) (local.get $toStride)))
      (local.set $f0 (i32.add (local.get $f0) (i32.const 16)))
      (local.set $f1 (i32.add (local.get $f1) (i32.const 16)))
      (local.set $f2 (i32.add (local.get $f2) (i32.const 16)))
      (local.set $f3 (i32.add (local.get $f3) (i32.const 16)))
      (br_if $fours (i32.ge_u
        (local.tee $size (i32.sub (local.get $size) (i32.const 4))) (i32.const 4)))))
  (block $noOnes
    (br_if $noOnes (i32.eqz (local.get $size)))
    (loop $ones
      (i32.store (local.get $to) (i32.load (local.get $f0)))
      (i32.store offset=4 (local.get $to) (i32.load (local.get $f1)))
      (i32.store offset=8 (local.get $to) (i32.load (local.get $f2)))
      (i32.store offset=12 (local.get $to) (i32.load (local.get $f3)))
      (local.set $to (i32.add (local.get $to) (local.get $toStride)))
      (local.set $f0 (i32.add (local.get $f0) (i32.const 4)))
      (local.set $f1 (i32.add (local.get $f1) (i32.const 4)))
      (local.set $f2 (i32.add (local.get $f2) (i32.const 4)))
      (local.set $f3 (i32.add (local.get $f3) (i32.const 4)))
      (br_if $ones (local.tee $size (i32.sub (local.get $size) (i32.const 1)))))))

;; separate undoes interleave with toStride 16: it writes vectors to up to four arrays that follow one another. A lane
;; that repeats the last array is written over it, which changes nothing.
(func $separate (param $t0 i32) (param $from i32) (param $size i32) (param $arrays i32)
  (local $stride i32) (local $t1 i32) (local $t2 i32) (local $t3 i32)
  (local $x0 v128) (local $x1 v128) (local $x2 v128) (local $x3 v128)
  (local $y0 v128) (local $y1 v128) (local $y2 v128) (local $y3 v128)
  (local.set $stride (i32.shl (local.get $size) (i32.const 2)))
  (local.set $t1 (call $nextRow (local.get $t0) (local.get $stride) (local.get $arrays) (i32.const 1)))
  (local.set $t2 (call $nextRow (local.get $t1) (local.get $stride) (local.get $arrays) (i32.const 2)))
  (local.set $t3 (call $nextRow (local.get $t2) (local.get $stride) (local.get $arrays) (i32.const 3)))
  (block $noFours
    (br_if $noFours (i32.lt_u (local.get $size) (i32.const 4)))
    (loop $fours
      (local.set $x0 (v128.load (local.get $from)))
      (local.set $x1 (v128.load offset=16 (local.get $from)))
      (local.set $x2 (v128.load offset=32 (local.get $from)))
      (local.set $x3 (v128.load offset=48 (local.get $from)))
      (local.set $y0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $x0) (local.get $x2)))
      (local.set $y1 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $x1) (local.get $x3)))
      (local.set $y2 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $x0) (local.get $x2)))
      (local.set $y3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $x1) (local.get $x3)))
      (v128.store (local.get $t0)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $y0) (local.get $y1)))
      (v128.store (local.get $t1)
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $y0) (local.get $y1)))
      (v128.store (local.get $t2)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $y2) (local.get $y3)))
      (v128.store (local.get $t3)
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $y2) (local.get $y3)))
      (local.set $from (i32.add (local.get $from) (i32.const 64)))
      (local.set $t0 (i32.add (local.get $t0) (i32.const 16)))
      (local.set $t1 (i32.add (local.get $t1) (i32.const 16)))
      (local.set $t2 (i32.add (local.get $t2) (i32.const 16)))
      (local.set $t3 (i32.add (local.get $t3) (i32.const 16)))
      (br_if $fours (i32.ge_u
        (local.tee $size (i32.sub (local.get $size) (i32.const 4))) (i32.const 4)))))
  (block $noOnes
    (br_if $noOnes (i32.eqz (local.get $size)))
    (loop $ones
      (i32.store (local.get $t0) (i32.load (local.get $from)))
      (i32.store (local.get $t1) (i32.load offset=4 (local.get $from)))
      (i32.store (local.get $t2) (i32.load offset=8 (local.get $from)))
      (i32.store (local.get $t3) (i32.load offset=12 (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $t0 (i32.add (local.get $t0) (i32.const 4)))
      (local.set $t1 (i32.add (local.get $t1) (i32.const 4)))
      (local.set $t2 (i32.add (local.get $t2) (i32.const 4)))
      (local.set $t3 (i32.add (local.get $t3) (i32.const 4)))
      (br_if $ones (local.tee $size (i32.sub (local.get $size) (i32.const 1)))))))

;; nextRow is the row behind the given one if there are more than index rows, else the same row again: edges are
;; computed in full and the surplus is thrown away, without reading outside the matrix.
(func $nextRow (param $row i32) (param $stride i32) (param $rows i32) (param $index i32) (result i32)
  (i32.add (local.get $row)
    (select (local.get $stride) (i32.const 0) (i32.gt_s (local.get $rows) (local.get $index)))))

;; copy copies n <= 8 floats.
(func $copy (param $to i32) (param $from i32) (param $n i32)
  (if (i32.and (local.get $n) (i32.const 8))
    (then
      (v128.store (local.get $to) (v128.load (local.get $from)))
      (v128.store offset=16 (local.get $to) (v128.load offset=16 (local.get $from)))
      (return)))
  (if (i32.and (local.get $n) (i32.const 4))
    (then
      (v128.store (local.get $to) (v128.load (local.get $from)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))))
  (if (i32.and (local.get $n) (i32.const 2))
    (then
      (i64.store (local.get $to) (i64.load (local.get $from)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))))
  (if (i32.and (local.get $n) (i32.const 1))
    (then (i32.store (local.get $to) (i32.load (local.get $from))))))

;; loadPart loads n < 4 floats and zeros behind them. spare: 4 floats.
(func $loadPart (param $from i32) (param $n i32) (param $spare i32) (result v128)
  (v128.store (local.get $spare) (v128.const f32x4 0 0 0 0))
  (call $copy (local.get $spare) (local.get $from) (local.get $n))
  (v128.load (local.get $spare)))

;; storePart stores the first n < 4 floats of v. spare: 4 floats.
(func $storePart (param $to i32) (param $v v128) (param $n i32) (param $spare i32)
  (v128.store (local.get $spare) (local.get $v))
  (call $copy (local.get $to) (local.get $spare) (local.get $n)))

;; sumLanes is (0 + 2) + (1 + 3).
(func $sumLanes (param $v v128) (result f32)
  (f32.add
    (f32.add (f32x4.extract_lane 0 (local.get $v)) (f32x4.extract_lane 2 (local.get $v)))
    (f32.add (f32x4.extract_lane 1 (local.get $v)) (f32x4.extract_lane 3 (local.get $v)))))

(func $min (param $x i32) (param $y i32) (result i32)
  (select (local.get $x) (local.get $y) (i32.lt_u (local.get $x) (local.get $y))))
