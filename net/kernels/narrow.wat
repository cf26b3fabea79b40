;; Products with a side of 1, for which a tile would compute mostly what nobody asked for. Sums start and run as in
;; $product.

;; combineRows: out = max(floor, start + Σ_i s[i]·a[i]), with a m x n and the n floats at start, or zeros if that is 0.
(func (export "combineRows") (param $out i32) (param $start i32) (param $s i32) (param $a i32)
  (param $m i32) (param $n i32) (param $floor f32)
  (local $stride i32) (local $row i32) (local $i i32) (local $x v128)
  (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $t f32)
  (local.set $stride (i32.shl (local.get $n) (i32.const 2)))
  (block $noSixteens
    (br_if $noSixteens (i32.lt_u (local.get $n) (i32.const 16)))
    (loop $sixteens
      (local.set $s0 (v128.const f32x4 0 0 0 0))
      (local.set $s1 (v128.const f32x4 0 0 0 0))
      (local.set $s2 (v128.const f32x4 0 0 0 0))
      (local.set $s3 (v128.const f32x4 0 0 0 0))
      (if (local.get $start)
        (then
          (local.set $s0 (v128.load (local.get $start)))
          (local.set $s1 (v128.load offset=16 (local.get $start)))
          (local.set $s2 (v128.load offset=32 (local.get $start)))
          (local.set $s3 (v128.load offset=48 (local.get $start)))
          (local.set $start (i32.add (local.get $start) (i32.const 64)))))
      (local.set $row (local.get $a))
      (local.set $i (i32.const 0))
      (block $noRows
        (br_if $noRows (i32.eqz (local.get $m)))
        (loop $rows
          (local.set $x (v128.load32_splat
            (i32.add (local.get $s) (i32.shl (local.get $i) (i32.const 2)))))
          (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (local.get $x) (v128.load (local.get $row)))))
          (local.set $s1 (f32x4.add (local.get $s1)
            (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $row)))))
          (local.set $s2 (f32x4.add (local.get $s2)
            (f32x4.mul (local.get $x) (v128.load offset=32 (local.get $row)))))
          (local.set $s3 (f32x4.add (local.get $s3)
            (f32x4.mul (local.get $x) (v128.load offset=48 (local.get $row)))))
          (local.set $row (i32.add (local.get $row) (local.get $stride)))
          (br_if $rows (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $m)))))
      (local.set $x (f32x4.splat (local.get $floor)))
      (v128.store (local.get $out) (f32x4.pmax (local.get $s0) (local.get $x)))
      (v128.store offset=16 (local.get $out) (f32x4.pmax (local.get $s1) (local.get $x)))
      (v128.store offset=32 (local.get $out) (f32x4.pmax (local.get $s2) (local.get $x)))
      (v128.store offset=48 (local.get $out) (f32x4.pmax (local.get $s3) (local.get $x)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (local.set $a (i32.add (local.get $a) (i32.const 64)))
      (br_if $sixteens (i32.ge_u
        (local.tee $n (i32.sub (local.get $n) (i32.const 16))) (i32.const 16)))))
  (block $noOnes
    (br_if $noOnes (i32.eqz (local.get $n)))
    (loop $ones
      (local.set $t (f32.const 0))
      (if (local.get $start)
        (then
          (local.set $t (f32.load (local.get $start)))
          (local.set $start (i32.add (local.get $start) (i32.const 4)))))
      (local.set $row (local.get $a))
      (local.set $i (i32.const 0))
      (block $noRows
        (br_if $noRows (i32.eqz (local.get $m)))
        (loop $rows
          (local.set $t (f32.add (local.get $t) (f32.mul
            (f32.load (i32.add (local.get $s) (i32.shl (local.get $i) (i32.const 2))))
            (f32.load (local.get $row)))))
          (local.set $row (i32.add (local.get $row) (local.get $stride)))
          (br_if $rows (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $m)))))
      (f32.store (local.get $out)
        (select (local.get $floor) (local.get $t) (f32.lt (local.get $t) (local.get $floor))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $a (i32.add (local.get $a) (i32.const 4)))
      (br_if $ones (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))

;; dotRows: y[i] = max(floor, start + Σ_p a[i][p]·b[p]), with a m x k. start is y[i] if accumulate, else the float at
;; bias, or zero if that is 0. scratch: 4*k + 4 floats. Lanes
;; are rows.
(func (export "dotRows") (param $y i32) (param $a i32) (param $b i32) (param $bias i32)
  (param $m i32) (param $k i32) (param $accumulate i32) (param $floor f32) (param $scratch i32)
  (local $group i32) (local $stride i32) (local $p i32) (local $sum v128) (local $spare i32)
  (local.set $stride (i32.shl (local.get $k) (i32.const 2)))
  (local.set $spare (i32.add (local.get $scratch) (i32.shl (local.get $stride) (i32.const 2))))
  (block $none
    (br_if $none (i32.eqz (local.get $m)))
    (loop $groups
      (local.set $group (call $min (local.get $m) (i32.const 4)))
      (call $interleave (local.get $scratch) (i32.const 16) (local.get $a) (local.get $stride)
        (local.get $k) (local.get $group))
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (if (local.get $bias) (then (local.set $sum (v128.load32_splat (local.get $bias)))))
      (if (local.get $accumulate)
        (then
          (call $copy (local.get $spare) (local.get $y) (local.get $group))
          (local.set $sum (v128.load (local.get $spare)))))
      (local.set $p (i32.const 0))
      (block $noTerms
        (br_if $noTerms (i32.eqz (local.get $k)))
        (loop $terms
          (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul
            (v128.load (i32.add (local.get $scratch) (i32.shl (local.get $p) (i32.const 2))))
            (v128.load32_splat (i32.add (local.get $b) (local.get $p))))))
          (br_if $terms (i32.lt_u
            (local.tee $p (i32.add (local.get $p) (i32.const 4))) (local.get $stride)))))
      (v128.store (local.get $spare) (f32x4.pmax (local.get $sum) (f32x4.splat (local.get $floor))))
      (call $copy (local.get $y) (local.get $spare) (local.get $group))
      (local.set $y (i32.add (local.get $y) (i32.const 16)))
      (local.set $a (i32.add (local.get $a) (i32.shl (local.get $stride) (i32.const 2))))
      (br_if $groups (local.tee $m (i32.sub (local.get $m) (local.get $group)))))))
