;; What the benchmark measures products against: multiply-adds with nothing in their way. Six sums in registers (with
;; more, V8 spills), three loads that always hit the cache, two constants; the loads keep engines from moving the
;; multiplications out of the loop. 48 floating-point operations a turn.
(func (export "peak") (param $data i32) (param $turns i32) (result f32)
  (local $x v128) (local $f v128) (local $g v128)
  (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s4 v128) (local $s5 v128)
  (local.set $f (v128.const f32x4 0.5 0.5 0.5 0.5))
  (local.set $g (v128.const f32x4 0.25 0.25 0.25 0.25))
  (loop $each
    (local.set $x (v128.load (local.get $data)))
    (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (local.get $x) (local.get $f))))
    (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (local.get $x) (local.get $g))))
    (local.set $x (v128.load offset=16 (local.get $data)))
    (local.set $s2 (f32x4.add (local.get $s2) (f32x4.mul (local.get $x) (local.get $f))))
    (local.set $s3 (f32x4.add (local.get $s3) (f32x4.mul (local.get $x) (local.get $g))))
    (local.set $x (v128.load offset=32 (local.get $data)))
    (local.set $s4 (f32x4.add (local.get $s4) (f32x4.mul (local.get $x) (local.get $f))))
    (local.set $s5 (f32x4.add (local.get $s5) (f32x4.mul (local.get $x) (local.get $g))))
    (br_if $each (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))
  (f32x4.extract_lane 0 (f32x4.add
    (f32x4.add (local.get $s0) (local.get $s1))
    (f32x4.add (f32x4.add (local.get $s2) (local.get $s3)) (f32x4.add (local.get $s4) (local.get $s5))))))
