;; Matrix products. One register tile does the work: 4 rows of C by 8 columns, eight accumulators of four lanes, which
;; with two vectors of B and the broadcasts of A is what 16 registers hold without spilling. (Tried: 2x16 is as fast
;; but wastes more at edges; 6x8, 3x12, 3x16, 4x12, 8x4 and unrolling over k are slower because V8 spills.)
;;
;; Each element of C is started from zero, the bias or itself, and its products are added in the order of k: the
;; blocks below change where numbers lie, never the order of a sum.

;; Depth of a block: this much of k is packed at a time. 256 x 8 floats are 8 KB, a quarter of a small L1 cache.
(global $depth i32 (i32.const 256))
;; Rows of a block: these rows of A meet every panel of B while they are in cache. A multiple of 4.
(global $height i32 (i32.const 32))

;; product computes C = max(floor, start + A·B), with c m x n and k terms in each sum.
;;   A is reached by strides in bytes: row i, term p is at a + i*rowStride + p*termStride. So A or its transpose.
;;   B is k x n, or n x k if transposed.
;;   start is C if accumulate, else the n floats at bias, else (bias = 0) zero.
;;   scratch: 32 + n8*(1 + min(k, depth)) floats, where n8 is n rounded up to a multiple of 8; overwritten.
(func $product (export "product")
  (param $c i32) (param $a i32) (param $b i32) (param $bias i32) (param $scratch i32)
  (param $m i32) (param $k i32) (param $n i32) (param $rowStride i32) (param $termStride i32)
  (param $transposed i32) (param $accumulate i32) (param $floor f32)
  (local $start i32) (local $panels i32) (local $done i32) (local $kc i32) (local $i i32)
  (if (i32.or (i32.eqz (local.get $m)) (i32.eqz (local.get $n))) (then (return)))
  (local.set $start (i32.add (local.get $scratch) (i32.const 128)))
  (local.set $panels (call $fillStart (local.get $start) (local.get $bias) (local.get $n)))
  (loop $blocksOfK
    (local.set $kc (call $min (global.get $depth) (i32.sub (local.get $k) (local.get $done))))
    (if (local.get $transposed)
      (then (call $packTransposed (local.get $panels)
        (i32.add (local.get $b) (i32.shl (local.get $done) (i32.const 2)))
        (i32.shl (local.get $k) (i32.const 2)) (local.get $kc) (local.get $n)))
      (else (call $pack (local.get $panels)
        (i32.add (local.get $b) (i32.shl (i32.mul (local.get $done) (local.get $n)) (i32.const 2)))
        (local.get $kc) (local.get $n))))
    (local.set $i (i32.const 0))
    (loop $blocksOfRows
      (call $blockOfRows
        (i32.add (local.get $c) (i32.shl (i32.mul (local.get $i) (local.get $n)) (i32.const 2)))
        (i32.add (i32.add (local.get $a) (i32.mul (local.get $i) (local.get $rowStride)))
          (i32.mul (local.get $done) (local.get $termStride)))
        (local.get $panels) (local.get $start) (local.get $scratch)
        (call $min (global.get $height) (i32.sub (local.get $m) (local.get $i)))
        (local.get $kc) (local.get $n) (local.get $rowStride) (local.get $termStride)
        (i32.or (local.get $accumulate) (i32.ne (local.get $done) (i32.const 0)))
        ;; No floor before the last term is in.
        (select (local.get $floor) (f32.const -inf)
          (i32.eq (i32.add (local.get $done) (local.get $kc)) (local.get $k))))
      (br_if $blocksOfRows (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (global.get $height))) (local.get $m))))
    (br_if $blocksOfK (i32.lt_u
      (local.tee $done (i32.add (local.get $done) (local.get $kc))) (local.get $k)))))

;; fillStart writes the bias, or zeros if bias is 0, and zeros up to a multiple of 8 floats; returns what is behind.
(func $fillStart (param $to i32) (param $bias i32) (param $n i32) (result i32)
  (local $zero v128)
  (loop $panels
    (v128.store (local.get $to) (local.get $zero))
    (v128.store offset=16 (local.get $to) (local.get $zero))
    (if (local.get $bias)
      (then
        (call $copy (local.get $to) (local.get $bias) (call $min (local.get $n) (i32.const 8)))
        (local.set $bias (i32.add (local.get $bias) (i32.const 32)))))
    (local.set $to (i32.add (local.get $to) (i32.const 32)))
    (br_if $panels (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 8))) (i32.const 0))))
  (local.get $to))

;; pack writes B, k x n, as panels of 8 columns: k rows of 8 floats each, zeros beyond the last column.
(func $pack (param $to i32) (param $b i32) (param $k i32) (param $n i32)
  (local $stride i32) (local $from i32) (local $p i32) (local $zero v128)
  (if (i32.eqz (local.get $k)) (then (return)))
  (local.set $stride (i32.shl (local.get $n) (i32.const 2)))
  (loop $panels
    (local.set $from (local.get $b))
    (local.set $p (local.get $k))
    (if (i32.ge_u (local.get $n) (i32.const 8))
      (then
        (loop $rows
          (v128.store (local.get $to) (v128.load (local.get $from)))
          (v128.store offset=16 (local.get $to) (v128.load offset=16 (local.get $from)))
          (local.set $to (i32.add (local.get $to) (i32.const 32)))
          (local.set $from (i32.add (local.get $from) (local.get $stride)))
          (br_if $rows (local.tee $p (i32.sub (local.get $p) (i32.const 1))))))
      (else
        (loop $rows
          (v128.store (local.get $to) (local.get $zero))
          (v128.store offset=16 (local.get $to) (local.get $zero))
          (call $copy (local.get $to) (local.get $from) (local.get $n))
          (local.set $to (i32.add (local.get $to) (i32.const 32)))
          (local.set $from (i32.add (local.get $from) (local.get $stride)))
          (br_if $rows (local.tee $p (i32.sub (local.get $p) (i32.const 1)))))))
    (local.set $b (i32.add (local.get $b) (i32.const 32)))
    (br_if $panels (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 8))) (i32.const 0)))))

;; packTransposed writes the transpose of k columns of B, n rows that are stride bytes apart, as $pack would. Beyond
;; the last row it repeats that row.
(func $packTransposed (param $to i32) (param $b i32) (param $stride i32) (param $k i32) (param $n i32)
  (if (i32.eqz (local.get $k)) (then (return)))
  (loop $panels
    (call $interleave (local.get $to) (i32.const 32) (local.get $b) (local.get $stride)
      (local.get $k) (local.get $n))
    (if (i32.gt_s (local.get $n) (i32.const 4))
      (then (call $interleave (i32.add (local.get $to) (i32.const 16)) (i32.const 32)
        (i32.add (local.get $b) (i32.shl (local.get $stride) (i32.const 2))) (local.get $stride)
        (local.get $k) (i32.sub (local.get $n) (i32.const 4)))))
    (local.set $to (i32.add (local.get $to) (i32.shl (local.get $k) (i32.const 5))))
    (local.set $b (i32.add (local.get $b) (i32.shl (local.get $stride) (i32.const 3))))
    (br_if $panels (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 8))) (i32.const 0)))))
