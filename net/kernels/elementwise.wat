;; Loops over arrays of n floats: four at a time, then the rest one by one, with the same operations.

;; vectorBytes is the length in bytes of the part of n floats that fills whole vectors.
(func $vectorBytes (param $n i32) (result i32)
  (i32.shl (i32.and (local.get $n) (i32.const -4)) (i32.const 2)))

;; add: y = a + b.
(func (export "add") (param $y i32) (param $a i32) (param $b i32) (param $n i32)
  (local $i i32) (local $end i32)
  (local.set $end (call $vectorBytes (local.get $n)))
  (block $noVectors
    (br_if $noVectors (i32.eqz (local.get $end)))
    (loop $vectors
      (v128.store (i32.add (local.get $y) (local.get $i)) (f32x4.add
        (v128.load (i32.add (local.get $a) (local.get $i)))
        (v128.load (i32.add (local.get $b) (local.get $i)))))
      (br_if $vectors (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
  (local.set $end (i32.shl (local.get $n) (i32.const 2)))
  (block $noOnes
    (br_if $noOnes (i32.eq (local.get $i) (local.get $end)))
    (loop $ones
      (f32.store (i32.add (local.get $y) (local.get $i)) (f32.add
        (f32.load (i32.add (local.get $a) (local.get $i)))
        (f32.load (i32.add (local.get $b) (local.get $i)))))
      (br_if $ones (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end))))))

;; mul: y = a·b.
(func (export "mul") (param $y i32) (param $a i32) (param $b i32) (param $n i32)
  (local $i i32) (local $end i32)
  (local.set $end (call $vectorBytes (local.get $n)))
  (block $noVectors
    (br_if $noVectors (i32.eqz (local.get $end)))
    (loop $vectors
      (v128.store (i32.add (local.get $y) (local.get $i)) (f32x4.mul
        (v128.load (i32.add (local.get $a) (local.get $i)))
        (v128.load (i32.add (local.get $b) (local.get $i)))))
      (br_if $vectors (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
  (local.set $end (i32.shl (local.get $n) (i32.const 2)))
  (block $noOnes
    (br_if $noOnes (i32.eq (local.get $i) (local.get $end)))
    (loop $ones
      (f32.store (i32.add (local.get $y) (local.get $i)) (f32.mul
        (f32.load (i32.add (local.get $a) (local.get $i)))
        (f32.load (i32.add (local.get $b) (local.get $i)))))
      (br_if $ones (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end))))))

;; scale: y = s·x.
(func (export "scale") (param $y i32) (param $x i32) (param $s f32) (param $n i32)
  (local $i i32) (local $end i32)
  (local.set $end (call $vectorBytes (local.get $n)))
  (block $noVectors
    (br_if $noVectors (i32.eqz (local.get $end)))
    (loop $vectors
      (v128.store (i32.add (local.get $y) (local.get $i)) (f32x4.mul
        (f32x4.splat (local.get $s)) (v128.load (i32.add (local.get $x) (local.get $i)))))
      (br_if $vectors (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
  (local.set $end (i32.shl (local.get $n) (i32.const 2)))
  (block $noOnes
    (br_if $noOnes (i32.eq (local.get $i) (local.get $end)))
    (loop $ones
      (f32.store (i32.add (local.get $y) (local.get $i)) (f32.mul
        (local.get $s) (f32.load (i32.add (local.get $x) (local.get $i)))))
      (br_if $ones (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end))))))

;; addScaled: y = y + s·x.
(func (export "addScaled") (param $y i32) (param $x i32) (param $s f32) (param $n i32)
  (local $i i32) (local $end i32)
  (local.set $end (call $vectorBytes (local.get $n)))
  (block $noVectors
    (br_if $noVectors (i32.eqz (local.get $end)))
    (loop $vectors
      (v128.store (i32.add (local.get $y) (local.get $i)) (f32x4.add
        (v128.load (i32.add (local.get $y) (local.get $i)))
        (f32x4.mul (f32x4.splat (local.get $s)) (v128.load (i32.add (local.get $x) (local.get $i))))))
      (br_if $vectors (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
  (local.set $end (i32.shl (local.get $n) (i32.const 2)))
  (block $noOnes
    (br_if $noOnes (i32.eq (local.get $i) (local.get $end)))
    (loop $ones
      (f32.store (i32.add (local.get $y) (local.get $i)) (f32.add
        (f32.load (i32.add (local.get $y) (local.get $i)))
        (f32.mul (local.get $s) (f32.load (i32.add (local.get $x) (local.get $i))))))
      (br_if $ones (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end))))))

;; reluBack: dx = dy where y > 0, else 0.
(func (export "reluBack") (param $dx i32) (param $y i32) (param $dy i32) (param $n i32)
  (local $i i32) (local $end i32)
  (local.set $end (call $vectorBytes (local.get $n)))
  (block $noVectors
    (br_if $noVectors (i32.eqz (local.get $end)))
    (loop $vectors
      (v128.store (i32.add (local.get $dx) (local.get $i)) (v128.and
        (v128.load (i32.add (local.get $dy) (local.get $i)))
        (f32x4.gt (v128.load (i32.add (local.get $y) (local.get $i))) (v128.const f32x4 0 0 0 0))))
      (br_if $vectors (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
  (local.set $end (i32.shl (local.get $n) (i32.const 2)))
  (block $noOnes
    (br_if $noOnes (i32.eq (local.get $i) (local.get $end)))
    (loop $ones
      (f32.store (i32.add (local.get $dx) (local.get $i)) (select
        (f32.load (i32.add (local.get $dy) (local.get $i))) (f32.const 0)
        (f32.gt (f32.load (i32.add (local.get $y) (local.get $i))) (f32.const 0))))
      (br_if $ones (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end))))))

;; dot: Σ a·b in four sums, element i in sum i mod 4. scratch: 4 floats.
(func (export "dot") (param $a i32) (param $b i32) (param $n i32) (param $scratch i32) (result f32)
  (local $end i32) (local $rest i32) (local $sum v128)
  (local.set $end (i32.add (local.get $a) (call $vectorBytes (local.get $n))))
  (local.set $rest (i32.and (local.get $n) (i32.const 3)))
  (block $noVectors
    (br_if $noVectors (i32.eq (local.get $a) (local.get $end)))
    (loop $vectors
      (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul
        (v128.load (local.get $a)) (v128.load (local.get $b)))))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (br_if $vectors (i32.lt_u
        (local.tee $a (i32.add (local.get $a) (i32.const 16))) (local.get $end)))))
  ;; The rest is filled up with zeros: adding +0 to a sum that started at +0 changes no bit.
  (if (local.get $rest)
    (then (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul
      (call $loadPart (local.get $a) (local.get $rest) (local.get $scratch))
      (call $loadPart (local.get $b) (local.get $rest) (local.get $scratch)))))))
  (call $sumLanes (local.get $sum)))
