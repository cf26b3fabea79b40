;; What a training step needs besides products: sums over a batch, and Adam.

;; sumRows: out[j] (+)= Σ_i a[i][j] in the order of i, a being m x n.
(func (export "sumRows") (param $out i32) (param $a i32) (param $m i32) (param $n i32) (param $accumulate i32)
  (local $stride i32) (local $row i32) (local $i i32)
  (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s f32)
  (local.set $stride (i32.shl (local.get $n) (i32.const 2)))
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

;; adam: one step for n weights; AdamStep in backend.go says what is computed, adamScalars what the scalars are.
(func (export "adam") (param $w i32) (param $g i32) (param $m1 i32) (param $m2 i32) (param $n i32)
  (param $gradientScale f32) (param $beta1 f32) (param $rest1 f32) (param $beta2 f32) (param $rest2 f32)
  (param $rate f32) (param $correction2 f32) (param $epsilon f32)
  (local $i i32) (local $end i32) (local $d v128) (local $a v128) (local $b v128)
  (local $ds f32) (local $as f32) (local $bs f32)
  (local.set $end (call $vectorBytes (local.get $n)))
  (block $noVectors
    (br_if $noVectors (i32.eqz (local.get $end)))
    (loop $vectors
      (local.set $d (f32x4.mul (v128.load (i32.add (local.get $g) (local.get $i)))
        (f32x4.splat (local.get $gradientScale))))
      (local.set $a (f32x4.add
        (f32x4.mul (f32x4.splat (local.get $beta1)) (v128.load (i32.add (local.get $m1) (local.get $i))))
        (f32x4.mul (f32x4.splat (local.get $rest1)) (local.get $d))))
      (local.set $b (f32x4.add
        (f32x4.mul (f32x4.splat (local.get $beta2)) (v128.load (i32.add (local.get $m2) (local.get $i))))
        (f32x4.mul (f32x4.splat (local.get $rest2)) (f32x4.mul (local.get $d) (local.get $d)))))
      (v128.store (i32.add (local.get $m1) (local.get $i)) (local.get $a))
      (v128.store (i32.add (local.get $m2) (local.get $i)) (local.get $b))
      (v128.store (i32.add (local.get $w) (local.get $i)) (f32x4.sub
        (v128.load (i32.add (local.get $w) (local.get $i)))
        (f32x4.div
          (f32x4.mul (f32x4.splat (local.get $rate)) (local.get $a))
          (f32x4.add
            (f32x4.sqrt (f32x4.mul (local.get $b) (f32x4.splat (local.get $correction2))))
            (f32x4.splat (local.get $epsilon))))))
      (br_if $vectors (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))
  (local.set $end (i32.shl (local.get $n) (i32.const 2)))
  (block $noOnes
    (br_if $noOnes (i32.eq (local.get $i) (local.get $end)))
    (loop $ones
      (local.set $ds (f32.mul (f32.load (i32.add (local.get $g) (local.get $i))) (local.get $gradientScale)))
      (local.set $as (f32.add
        (f32.mul (local.get $beta1) (f32.load (i32.add (local.get $m1) (local.get $i))))
        (f32.mul (local.get $rest1) (local.get $ds))))
      (local.set $bs (f32.add
        (f32.mul (local.get $beta2) (f32.load (i32.add (local.get $m2) (local.get $i))))
        (f32.mul (local.get $rest2) (f32.mul (local.get $ds) (local.get $ds)))))
      (f32.store (i32.add (local.get $m1) (local.get $i)) (local.get $as))
      (f32.store (i32.add (local.get $m2) (local.get $i)) (local.get $bs))
      (f32.store (i32.add (local.get $w) (local.get $i)) (f32.sub
        (f32.load (i32.add (local.get $w) (local.get $i)))
        (f32.div
          (f32.mul (local.get $rate) (local.get $as))
          (f32.add
            (f32.sqrt (f32.mul (local.get $bs) (local.get $correction2)))
            (local.get $epsilon)))))
      (br_if $ones (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end))))))
