;; A step of Adam.

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
