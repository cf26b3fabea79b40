;; e^x, lane by lane the same operations as exp32 in exp.go, which says why.

;; expVectors writes e^x for count >= 1 vectors. to may be from.
(func $expVectors (param $to i32) (param $from i32) (param $count i32)
  (local $x v128) (local $n v128) (local $r v128) (local $p v128) (local $k v128) (local $half v128)
  (loop $each
    (local.set $x (v128.load (local.get $from)))
    ;; pmax and pmin keep their first argument where the comparison fails, so a NaN stays.
    (local.set $x (f32x4.pmax (local.get $x) (v128.const f32x4 -105 -105 -105 -105)))
    (local.set $x (f32x4.pmin (local.get $x) (v128.const f32x4 90 90 90 90)))
    (local.set $n (f32x4.sub
      (f32x4.add
        (f32x4.mul (local.get $x) (v128.const f32x4 0x1.715476p+0 0x1.715476p+0 0x1.715476p+0 0x1.715476p+0))
        (v128.const f32x4 12582912 12582912 12582912 12582912))
      (v128.const f32x4 12582912 12582912 12582912 12582912)))
    (local.set $r (f32x4.sub (local.get $x)
      (f32x4.mul (local.get $n) (v128.const f32x4 0.693359375 0.693359375 0.693359375 0.693359375))))
    (local.set $r (f32x4.sub (local.get $r) (f32x4.mul (local.get $n)
      (v128.const f32x4 -2.12194440e-4 -2.12194440e-4 -2.12194440e-4 -2.12194440e-4))))
    (local.set $p (f32x4.add
      (f32x4.mul (local.get $r)
        (v128.const f32x4 1.9875691500e-4 1.9875691500e-4 1.9875691500e-4 1.9875691500e-4))
      (v128.const f32x4 1.3981999507e-3 1.3981999507e-3 1.3981999507e-3 1.3981999507e-3)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $r))
      (v128.const f32x4 8.3334519073e-3 8.3334519073e-3 8.3334519073e-3 8.3334519073e-3)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $r))
      (v128.const f32x4 4.1665795894e-2 4.1665795894e-2 4.1665795894e-2 4.1665795894e-2)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $r))
      (v128.const f32x4 1.6666665459e-1 1.6666665459e-1 1.6666665459e-1 1.6666665459e-1)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $r))
      (v128.const f32x4 5.0000001201e-1 5.0000001201e-1 5.0000001201e-1 5.0000001201e-1)))
    (local.set $p (f32x4.add
      (f32x4.mul (local.get $p) (f32x4.mul (local.get $r) (local.get $r))) (local.get $r)))
    (local.set $p (f32x4.add (local.get $p) (v128.const f32x4 1 1 1 1)))
    (local.set $k (i32x4.trunc_sat_f32x4_s (local.get $n)))
    (local.set $half (i32x4.shr_s (local.get $k) (i32.const 1)))
    (v128.store (local.get $to)
      (f32x4.mul
        (f32x4.mul (local.get $p) (i32x4.shl (i32x4.add (local.get $half) (v128.const i32x4 127 127 127 127)) (i32.const 23)))
        (i32x4.shl (i32x4.add (i32x4.sub (local.get $k) (local.get $half)) (v128.const i32x4 127 127 127 127)) (i32.const 23))))
    (local.set $to (i32.add (local.get $to) (i32.const 16)))
    (local.set $from (i32.add (local.get $from) (i32.const 16)))
    (br_if $each (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))

;; exp computes y = e^x for n floats. scratch: 4 floats. y may be x.
(func $exp (export "exp") (param $y i32) (param $x i32) (param $n i32) (param $scratch i32)
  (local $bytes i32)
  (if (i32.ge_u (local.get $n) (i32.const 4))
    (then (call $expVectors (local.get $y) (local.get $x) (i32.shr_u (local.get $n) (i32.const 2)))))
  (if (i32.and (local.get $n) (i32.const 3))
    (then
      (local.set $bytes (i32.shl (i32.and (local.get $n) (i32.const -4)) (i32.const 2)))
      (v128.store (local.get $scratch) (v128.const f32x4 0 0 0 0))
      (call $copy (local.get $scratch) (i32.add (local.get $x) (local.get $bytes))
        (i32.and (local.get $n) (i32.const 3)))
      (call $expVectors (local.get $scratch) (local.get $scratch) (i32.const 1))
      (call $copy (i32.add (local.get $y) (local.get $bytes)) (local.get $scratch)
        (i32.and (local.get $n) (i32.const 3))))))
