;; Water filling, which plain_fill.go explains. Four items at a time, one a lane: each lane takes the steps that its
;; column needs, and stays as it is while others take more.

;; waterFill: wants and handicaps items x n x m (handicaps = 0: none), weights items x n, shares items x (n+1) x m,
;; levels items x m, guesses before and levels after. n and m are not 0.
;; scratch: 4*(3*n*m + n + 2*m) floats.
(func (export "waterFill") (param $shares i32) (param $levels i32) (param $wants i32) (param $handicaps i32)
  (param $weights i32) (param $items i32) (param $n i32) (param $m i32) (param $scratch i32)
  (local $cells i32) (local $bytes i32) (local $group i32)
  (local $d i32) (local $h i32) (local $s i32) (local $w i32) (local $l i32) (local $j i32)
  (local.set $cells (i32.mul (local.get $n) (local.get $m)))
  (local.set $bytes (i32.shl (local.get $cells) (i32.const 4)))
  (local.set $d (local.get $scratch))
  (local.set $h (i32.add (local.get $d) (local.get $bytes)))
  (local.set $s (i32.add (local.get $h) (local.get $bytes)))
  (local.set $l (i32.add (i32.add (local.get $s) (local.get $bytes)) (i32.shl (local.get $m) (i32.const 4))))
  (local.set $w (i32.add (local.get $l) (i32.shl (local.get $m) (i32.const 4))))
  (memory.fill (local.get $h) (i32.const 0) (local.get $bytes))
  (block $none
    (br_if $none (i32.eqz (local.get $items)))
    (loop $groups
      (local.set $group (call $min (local.get $items) (i32.const 4)))
      (call $gather (local.get $d) (local.get $wants) (local.get $cells) (local.get $group))
      (call $gather (local.get $w) (local.get $weights) (local.get $n) (local.get $group))
      (call $gather (local.get $l) (local.get $levels) (local.get $m) (local.get $group))
      (if (local.get $handicaps)
        (then
          (call $gather (local.get $h) (local.get $handicaps) (local.get $cells) (local.get $group))
          (local.set $handicaps (i32.add (local.get $handicaps) (local.get $bytes)))))
      (local.set $j (i32.const 0))
      (loop $columns
        (call $fillColumn
          (i32.add (local.get $s) (local.get $j)) (i32.add (local.get $l) (local.get $j))
          (i32.add (local.get $d) (local.get $j)) (i32.add (local.get $h) (local.get $j))
          (local.get $w) (local.get $n) (i32.shl (local.get $m) (i32.const 4)))
        (br_if $columns (i32.lt_u
          (local.tee $j (i32.add (local.get $j) (i32.const 16))) (i32.shl (local.get $m) (i32.const 4)))))
      (call $separate (local.get $shares) (local.get $s)
        (i32.add (local.get $cells) (local.get $m)) (local.get $group))
      (call $separate (local.get $levels) (local.get $l) (local.get $m) (local.get $group))
      (local.set $wants (i32.add (local.get $wants) (local.get $bytes)))
      (local.set $weights (i32.add (local.get $weights) (i32.shl (local.get $n) (i32.const 4))))
      (local.set $levels (i32.add (local.get $levels) (i32.shl (local.get $m) (i32.const 4))))
      (local.set $shares (i32.add (local.get $shares)
        (i32.add (local.get $bytes) (i32.shl (local.get $m) (i32.const 4)))))
      (br_if $groups (local.tee $items (i32.sub (local.get $items) (local.get $group)))))))

;; gather interleaves up to four arrays of size floats that follow one another.
(func $gather (param $to i32) (param $from i32) (param $size i32) (param $arrays i32)
  (call $interleave (local.get $to) (i32.const 16) (local.get $from) (i32.shl (local.get $size) (i32.const 2))
    (local.get $size) (local.get $arrays)))

;; fillColumn fills one column: shares, wants and handicaps are stride bytes apart, weights 16.
(func $fillColumn (param $s i32) (param $levelAt i32) (param $d i32) (param $h i32) (param $w i32)
  (param $n i32) (param $stride i32)
  (local $i i32) (local $at i32) (local $steps i32)
  (local $total v128) (local $weight v128) (local $low v128) (local $high v128) (local $level v128)
  (local $scarce v128) (local $done v128) (local $x v128) (local $v v128) (local $q v128)
  (local $sum v128) (local $slope v128) (local $next v128) (local $settled v128) (local $stuck v128)
  (loop $agents
    (local.set $v (v128.load (i32.add (local.get $d) (local.get $at))))
    (local.set $x (v128.load (i32.add (local.get $w) (i32.shl (local.get $i) (i32.const 4)))))
    (local.set $total (f32x4.add (local.get $total) (local.get $v)))
    (local.set $v (f32x4.gt (local.get $v) (v128.const f32x4 0 0 0 0)))
    (local.set $weight (f32x4.add (local.get $weight) (v128.and (local.get $x) (local.get $v))))
    (local.set $q (f32x4.div (v128.load (i32.add (local.get $h) (local.get $at))) (local.get $x)))
    (local.set $low (v128.bitselect (local.get $q) (local.get $low)
      (v128.and (local.get $v) (f32x4.lt (local.get $q) (local.get $low)))))
    (local.set $at (i32.add (local.get $at) (local.get $stride)))
    (br_if $agents (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (local.set $scarce (f32x4.gt (local.get $total) (v128.const f32x4 1 1 1 1)))
  (local.set $done (v128.not (local.get $scarce)))
  (local.set $level (v128.load (local.get $levelAt)))
  (local.set $level (v128.bitselect
    (local.get $level)
    (f32x4.div (v128.const f32x4 1 1 1 1) (local.get $weight))
    (v128.and
      (f32x4.gt (local.get $level) (v128.const f32x4 0 0 0 0))
      (f32x4.lt (local.get $level) (v128.const f32x4 0x1p60 0x1p60 0x1p60 0x1p60)))))
  (local.set $high (v128.const f32x4 inf inf inf inf))
  (local.set $steps (i32.const 60))
  (block $filled
    (loop $newton
      (br_if $filled (i32x4.all_true (local.get $done)))
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $slope (v128.const f32x4 0 0 0 0))
      (local.set $i (i32.const 0))
      (local.set $at (i32.const 0))
      (loop $agents
        (local.set $v (v128.load (i32.add (local.get $w) (i32.shl (local.get $i) (i32.const 4)))))
        (local.set $x (f32x4.sub
          (f32x4.mul (local.get $v) (local.get $level))
          (v128.load (i32.add (local.get $h) (local.get $at)))))
        (local.set $q (f32x4.ge (local.get $x) (v128.load (i32.add (local.get $d) (local.get $at)))))
        ;; v: the weight, x: the share, of who is at neither end; served: what is wanted.
        (local.set $v (v128.and (local.get $v)
          (v128.andnot (f32x4.gt (local.get $x) (v128.const f32x4 0 0 0 0)) (local.get $q))))
        (local.set $x (f32x4.pmax (local.get $x) (v128.const f32x4 0 0 0 0)))
        (local.set $sum (f32x4.add (local.get $sum) (v128.bitselect
          (v128.load (i32.add (local.get $d) (local.get $at))) (local.get $x) (local.get $q))))
        (local.set $slope (f32x4.add (local.get $slope) (local.get $v)))
        (local.set $at (i32.add (local.get $at) (local.get $stride)))
        (br_if $agents (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
      (local.set $q (f32x4.ge (local.get $sum) (v128.const f32x4 1 1 1 1)))
      (local.set $high (v128.bitselect (local.get $level) (local.get $high) (local.get $q)))
      (local.set $low (v128.bitselect (local.get $level) (local.get $low)
        (v128.andnot (f32x4.gt (local.get $level) (local.get $low)) (local.get $q))))
      (local.set $next (v128.bitselect
        (v128.const f32x4 1 1 1 1)
        (f32x4.add (f32x4.mul (local.get $level) (v128.const f32x4 2 2 2 2)) (v128.const f32x4 1 1 1 1))
        (f32x4.lt (local.get $level) (v128.const f32x4 0 0 0 0))))
      (local.set $next (v128.bitselect
        (f32x4.add (local.get $level)
          (f32x4.div (f32x4.sub (v128.const f32x4 1 1 1 1) (local.get $sum)) (local.get $slope)))
        (local.get $next)
        (f32x4.gt (local.get $slope) (v128.const f32x4 0 0 0 0))))
      (local.set $settled (f32x4.eq (local.get $next) (local.get $level)))
      ;; q: outside of the bracket; then halve it, and if that moves nothing, stop at its upper end.
      (local.set $q (v128.andnot
        (v128.andnot
          (f32x4.lt (local.get $high) (v128.const f32x4 inf inf inf inf))
          (v128.and
            (f32x4.gt (local.get $next) (local.get $low))
            (f32x4.lt (local.get $next) (local.get $high))))
        (local.get $settled)))
      (local.set $x (f32x4.add (local.get $low)
        (f32x4.mul (f32x4.sub (local.get $high) (local.get $low)) (v128.const f32x4 0.5 0.5 0.5 0.5))))
      (local.set $stuck (v128.and (local.get $q) (v128.or
        (f32x4.eq (local.get $x) (local.get $low)) (f32x4.eq (local.get $x) (local.get $high)))))
      (local.set $next (v128.bitselect (local.get $x) (local.get $next) (local.get $q)))
      (local.set $next (v128.bitselect (local.get $high) (local.get $next) (local.get $stuck)))
      (local.set $level (v128.bitselect (local.get $level) (local.get $next) (local.get $done)))
      (local.set $done (v128.or (local.get $done) (v128.or (local.get $settled) (local.get $stuck))))
      (br_if $newton (local.tee $steps (i32.sub (local.get $steps) (i32.const 1))))))
  (v128.store (local.get $levelAt) (v128.bitselect (local.get $level)
    (v128.const f32x4 0x1p60 0x1p60 0x1p60 0x1p60) (local.get $scarce)))
  (local.set $i (i32.const 0))
  (local.set $at (i32.const 0))
  (loop $agents
    (local.set $v (v128.load (i32.add (local.get $d) (local.get $at))))
    (local.set $x (f32x4.pmax
      (f32x4.sub
        (f32x4.mul (v128.load (i32.add (local.get $w) (i32.shl (local.get $i) (i32.const 4)))) (local.get $level))
        (v128.load (i32.add (local.get $h) (local.get $at))))
      (v128.const f32x4 0 0 0 0)))
    (v128.store (i32.add (local.get $s) (local.get $at)) (v128.bitselect (local.get $x) (local.get $v)
      (v128.and (local.get $scarce) (f32x4.lt (local.get $x) (local.get $v)))))
    (local.set $at (i32.add (local.get $at) (local.get $stride)))
    (br_if $agents (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (v128.store (i32.add (local.get $s) (local.get $at)) (v128.andnot
    (f32x4.sub (v128.const f32x4 1 1 1 1) (local.get $total)) (local.get $scarce))))
