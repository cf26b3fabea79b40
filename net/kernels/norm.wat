;; Layer normalisation. Sums along a row run in four lanes, element i in lane i mod 4, as $dot's do.

;; layerNorm: for each row of n floats, inverse = 1/√(variance + epsilon), unit = (x − mean)·inverse,
;; y = unit·gain + bias. scratch: 4 floats.
(func (export "layerNorm") (param $y i32) (param $unit i32) (param $inverse i32) (param $x i32)
  (param $gain i32) (param $bias i32) (param $rows i32) (param $n i32) (param $epsilon f32) (param $scratch i32)
  (local $i i32) (local $end i32) (local $rest i32) (local $row i32) (local $count f32)
  (local $sum v128) (local $d v128) (local $v v128) (local $mask v128)
  (local.set $end (call $vectorBytes (local.get $n)))
  (local.set $rest (i32.and (local.get $n) (i32.const 3)))
  (local.set $row (i32.shl (local.get $n) (i32.const 2)))
  (local.set $count (f32.convert_i32_s (local.get $n)))
  (local.set $mask (i32x4.lt_s (v128.const i32x4 0 1 2 3) (i32x4.splat (local.get $rest))))
  (block $none
    (br_if $none (i32.eqz (local.get $rows)))
    (loop $each
      ;; v becomes the mean in every lane.
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $i (i32.const 0))
      (block $noVectors
        (br_if $noVectors (i32.eqz (local.get $end)))
        (loop $vectors
          (local.set $sum (f32x4.add (local.get $sum) (v128.load (i32.add (local.get $x) (local.get $i)))))
          (br_if $vectors (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
      (if (local.get $rest)
        (then (local.set $sum (f32x4.add (local.get $sum)
          (call $loadPart (i32.add (local.get $x) (local.get $end)) (local.get $rest) (local.get $scratch))))))
      (local.set $v (f32x4.splat (f32.div (call $sumLanes (local.get $sum)) (local.get $count))))
      ;; unit = x − mean, and the sum of its squares.
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $i (i32.const 0))
      (block $noVectors
        (br_if $noVectors (i32.eqz (local.get $end)))
        (loop $vectors
          (local.set $d (f32x4.sub (v128.load (i32.add (local.get $x) (local.get $i))) (local.get $v)))
          (v128.store (i32.add (local.get $unit) (local.get $i)) (local.get $d))
          (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $d) (local.get $d))))
          (br_if $vectors (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
      (if (local.get $rest)
        (then
          (local.set $d (v128.and (local.get $mask) (f32x4.sub
            (call $loadPart (i32.add (local.get $x) (local.get $end)) (local.get $rest) (local.get $scratch))
            (local.get $v))))
          (call $storePart (i32.add (local.get $unit) (local.get $end)) (local.get $d)
            (local.get $rest) (local.get $scratch))
          (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $d) (local.get $d))))))
      (f32.store (local.get $inverse) (f32.div (f32.const 1) (f32.sqrt (f32.add
        (f32.div (call $sumLanes (local.get $sum)) (local.get $count)) (local.get $epsilon)))))
      (local.set $v (v128.load32_splat (local.get $inverse)))
      (local.set $i (i32.const 0))
      (block $noVectors
        (br_if $noVectors (i32.eqz (local.get $end)))
        (loop $vectors
          (local.set $d (f32x4.mul (v128.load (i32.add (local.get $unit) (local.get $i))) (local.get $v)))
          (v128.store (i32.add (local.get $unit) (local.get $i)) (local.get $d))
          (v128.store (i32.add (local.get $y) (local.get $i)) (f32x4.add
            (f32x4.mul (local.get $d) (v128.load (i32.add (local.get $gain) (local.get $i))))
            (v128.load (i32.add (local.get $bias) (local.get $i)))))
          (br_if $vectors (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
      (if (local.get $rest)
        (then
          (local.set $d (f32x4.mul
            (call $loadPart (i32.add (local.get $unit) (local.get $end)) (local.get $rest) (local.get $scratch))
            (local.get $v)))
          (call $storePart (i32.add (local.get $unit) (local.get $end)) (local.get $d)
            (local.get $rest) (local.get $scratch))
          (call $storePart (i32.add (local.get $y) (local.get $end))
            (f32x4.add
              (f32x4.mul (local.get $d)
                (call $loadPart (i32.add (local.get $gain) (local.get $end)) (local.get $rest) (local.get $scratch)))
              (call $loadPart (i32.add (local.get $bias) (local.get $end)) (local.get $rest) (local.get $scratch)))
            (local.get $rest) (local.get $scratch))))
      (local.set $x (i32.add (local.get $x) (local.get $row)))
      (local.set $y (i32.add (local.get $y) (local.get $row)))
      (local.set $unit (i32.add (local.get $unit) (local.get $row)))
      (local.set $inverse (i32.add (local.get $inverse) (i32.const 4)))
      (br_if $each (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))))

;; layerNormBack: with d = dy·gain for each row, dx = (d − mean(d) − unit·mean(d·unit))·inverse, added to dx if
;; accumulate. scratch: n + 8 floats.
(func (export "layerNormBack") (param $dx i32) (param $dy i32) (param $unit i32) (param $inverse i32)
  (param $gain i32) (param $rows i32) (param $n i32) (param $accumulate i32) (param $scratch i32)
  (local $i i32) (local $end i32) (local $rest i32) (local $row i32) (local $count f32) (local $ds i32)
  (local $sum v128) (local $along v128) (local $d v128) (local $u v128) (local $scale v128)
  (local.set $end (call $vectorBytes (local.get $n)))
  (local.set $rest (i32.and (local.get $n) (i32.const 3)))
  (local.set $row (i32.shl (local.get $n) (i32.const 2)))
  (local.set $count (f32.convert_i32_s (local.get $n)))
  (local.set $ds (i32.add (local.get $scratch) (i32.const 16)))
  (block $none
    (br_if $none (i32.eqz (local.get $rows)))
    (loop $each
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $along (v128.const f32x4 0 0 0 0))
      (local.set $i (i32.const 0))
      (block $noVectors
        (br_if $noVectors (i32.eqz (local.get $end)))
        (loop $vectors
          (local.set $d (f32x4.mul (v128.load (i32.add (local.get $dy) (local.get $i)))
            (v128.load (i32.add (local.get $gain) (local.get $i)))))
          (v128.store (i32.add (local.get $ds) (local.get $i)) (local.get $d))
          (local.set $sum (f32x4.add (local.get $sum) (local.get $d)))
          (local.set $along (f32x4.add (local.get $along)
            (f32x4.mul (local.get $d) (v128.load (i32.add (local.get $unit) (local.get $i))))))
          (br_if $vectors (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
      (if (local.get $rest)
        (then
          (local.set $d (f32x4.mul
            (call $loadPart (i32.add (local.get $dy) (local.get $end)) (local.get $rest) (local.get $scratch))
            (call $loadPart (i32.add (local.get $gain) (local.get $end)) (local.get $rest) (local.get $scratch))))
          (v128.store (i32.add (local.get $ds) (local.get $end)) (local.get $d))
          (local.set $sum (f32x4.add (local.get $sum) (local.get $d)))
          (local.set $along (f32x4.add (local.get $along) (f32x4.mul (local.get $d)
            (call $loadPart (i32.add (local.get $unit) (local.get $end)) (local.get $rest) (local.get $scratch)))))))
      (local.set $sum (f32x4.splat (f32.div (call $sumLanes (local.get $sum)) (local.get $count))))
      (local.set $along (f32x4.splat (f32.div (call $sumLanes (local.get $along)) (local.get $count))))
      (local.set $scale (v128.load32_splat (local.get $inverse)))
      (local.set $i (i32.const 0))
      (block $noVectors
        (br_if $noVectors (i32.eqz (local.get $end)))
        (loop $vectors
          (local.set $d (f32x4.mul (local.get $scale) (f32x4.sub
            (f32x4.sub (v128.load (i32.add (local.get $ds) (local.get $i))) (local.get $sum))
            (f32x4.mul (v128.load (i32.add (local.get $unit) (local.get $i))) (local.get $along)))))
          (if (local.get $accumulate)
            (then (local.set $d (f32x4.add (v128.load (i32.add (local.get $dx) (local.get $i))) (local.get $d)))))
          (v128.store (i32.add (local.get $dx) (local.get $i)) (local.get $d))
          (br_if $vectors (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
      (if (local.get $rest)
        (then
          (local.set $u
            (call $loadPart (i32.add (local.get $unit) (local.get $end)) (local.get $rest) (local.get $scratch)))
          (local.set $d (f32x4.mul (local.get $scale) (f32x4.sub
            (f32x4.sub (v128.load (i32.add (local.get $ds) (local.get $end))) (local.get $sum))
            (f32x4.mul (local.get $u) (local.get $along)))))
          (if (local.get $accumulate)
            (then (local.set $d (f32x4.add
              (call $loadPart (i32.add (local.get $dx) (local.get $end)) (local.get $rest) (local.get $scratch))
              (local.get $d)))))
          (call $storePart (i32.add (local.get $dx) (local.get $end)) (local.get $d)
            (local.get $rest) (local.get $scratch))))
      (local.set $dx (i32.add (local.get $dx) (local.get $row)))
      (local.set $dy (i32.add (local.get $dy) (local.get $row)))
      (local.set $unit (i32.add (local.get $unit) (local.get $row)))
      (local.set $inverse (i32.add (local.get $inverse) (i32.const 4)))
      (br_if $each (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))))
