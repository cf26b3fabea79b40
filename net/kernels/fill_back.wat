;; The reverse of water filling, four items at a time.

;; waterFillBack adds to dwants and dhandicaps, items x n x m, of which either may be 0. Shapes as in waterFill.
;; scratch: 4*(5*n*m + n + 3*m) floats.
(func (export "waterFillBack") (param $dwants i32) (param $dhandicaps i32) (param $dshares i32)
  (param $shares i32) (param $levels i32) (param $wants i32) (param $weights i32)
  (param $items i32) (param $n i32) (param $m i32) (param $scratch i32)
  (local $cells i32) (local $bytes i32) (local $row i32) (local $group i32) (local $j i32)
  (local $d i32) (local $dd i32) (local $dh i32) (local $s i32) (local $ds i32) (local $w i32) (local $l i32)
  (local.set $cells (i32.mul (local.get $n) (local.get $m)))
  (local.set $bytes (i32.shl (local.get $cells) (i32.const 4)))
  (local.set $row (i32.shl (local.get $m) (i32.const 4)))
  (local.set $d (local.get $scratch))
  (local.set $dd (i32.add (local.get $d) (local.get $bytes)))
  (local.set $dh (i32.add (local.get $dd) (local.get $bytes)))
  (local.set $s (i32.add (local.get $dh) (local.get $bytes)))
  (local.set $ds (i32.add (i32.add (local.get $s) (local.get $bytes)) (local.get $row)))
  (local.set $l (i32.add (i32.add (local.get $ds) (local.get $bytes)) (local.get $row)))
  (local.set $w (i32.add (local.get $l) (local.get $row)))
  (block $none
    (br_if $none (i32.eqz (local.get $items)))
    (loop $groups
      (local.set $group (call $min (local.get $items) (i32.const 4)))
      (call $gather (local.get $d) (local.get $wants) (local.get $cells) (local.get $group))
      (call $gather (local.get $w) (local.get $weights) (local.get $n) (local.get $group))
      (call $gather (local.get $l) (local.get $levels) (local.get $m) (local.get $group))
      (call $gather (local.get $s) (local.get $shares)
        (i32.add (local.get $cells) (local.get $m)) (local.get $group))
      (call $gather (local.get $ds) (local.get $dshares)
        (i32.add (local.get $cells) (local.get $m)) (local.get $group))
      (if (local.get $dwants)
        (then (call $gather (local.get $dd) (local.get $dwants) (local.get $cells) (local.get $group))))
      (if (local.get $dhandicaps)
        (then (call $gather (local.get $dh) (local.get $dhandicaps) (local.get $cells) (local.get $group))))
      (local.set $j (i32.const 0))
      (loop $columns
        (call $fillColumnBack
          (i32.add (local.get $dd) (local.get $j)) (i32.add (local.get $dh) (local.get $j))
          (i32.add (local.get $ds) (local.get $j)) (i32.add (local.get $s) (local.get $j))
          (v128.load (i32.add (local.get $l) (local.get $j))) (i32.add (local.get $d) (local.get $j))
          (local.get $w) (local.get $n) (local.get $row))
        (br_if $columns (i32.lt_u
          (local.tee $j (i32.add (local.get $j) (i32.const 16))) (local.get $row))))
      (if (local.get $dwants)
        (then
          (call $separate (local.get $dwants) (local.get $dd) (local.get $cells) (local.get $group))
          (local.set $dwants (i32.add (local.get $dwants) (local.get $bytes)))))
      (if (local.get $dhandicaps)
        (then
          (call $separate (local.get $dhandicaps) (local.get $dh) (local.get $cells) (local.get $group))
          (local.set $dhandicaps (i32.add (local.get $dhandicaps) (local.get $bytes)))))
      (local.set $wants (i32.add (local.get $wants) (local.get $bytes)))
      (local.set $weights (i32.add (local.get $weights) (i32.shl (local.get $n) (i32.const 4))))
      (local.set $levels (i32.add (local.get $levels) (local.get $row)))
      (local.set $shares (i32.add (local.get $shares) (i32.add (local.get $bytes) (local.get $row))))
      (local.set $dshares (i32.add (local.get $dshares) (i32.add (local.get $bytes) (local.get $row))))
      (br_if $groups (local.tee $items (i32.sub (local.get $items) (local.get $group)))))))

;; fillColumnBack adds to the adjoints of one column's wants and handicaps. Entries are stride bytes apart, weights 16.
(func $fillColumnBack (param $dd i32) (param $dh i32) (param $ds i32) (param $s i32) (param $level v128)
  (param $d i32) (param $w i32) (param $n i32) (param $stride i32)
  (local $i i32) (local $at i32)
  (local $along v128) (local $weight v128) (local $base v128) (local $scarce v128) (local $between v128)
  (local $x v128) (local $v v128)
  (local.set $scarce (f32x4.ne (local.get $level) (v128.const f32x4 0x1p60 0x1p60 0x1p60 0x1p60)))
  (loop $agents
    (local.set $x (v128.load (i32.add (local.get $s) (local.get $at))))
    (local.set $between (v128.and
      (f32x4.gt (local.get $x) (v128.const f32x4 0 0 0 0))
      (f32x4.lt (local.get $x) (v128.load (i32.add (local.get $d) (local.get $at))))))
    (local.set $v (v128.and (local.get $between)
      (v128.load (i32.add (local.get $w) (i32.shl (local.get $i) (i32.const 4))))))
    (local.set $along (f32x4.add (local.get $along) (v128.and (local.get $between)
      (f32x4.mul (v128.load (i32.add (local.get $ds) (local.get $at))) (local.get $v)))))
    (local.set $weight (f32x4.add (local.get $weight) (local.get $v)))
    (local.set $at (i32.add (local.get $at) (local.get $stride)))
    (br_if $agents (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (local.set $base (v128.bitselect
    (v128.and
      (f32x4.div (local.get $along) (local.get $weight))
      (f32x4.gt (local.get $weight) (v128.const f32x4 0 0 0 0)))
    (v128.load (i32.add (local.get $ds) (local.get $at)))
    (local.get $scarce)))
  (local.set $i (i32.const 0))
  (local.set $at (i32.const 0))
  (loop $agents
    (local.set $x (v128.load (i32.add (local.get $s) (local.get $at))))
    (local.set $v (f32x4.gt (local.get $x) (v128.const f32x4 0 0 0 0)))
    (local.set $between (v128.and (v128.and (local.get $scarce) (local.get $v))
      (f32x4.lt (local.get $x) (v128.load (i32.add (local.get $d) (local.get $at))))))
    (local.set $x (f32x4.sub (v128.load (i32.add (local.get $ds) (local.get $at))) (local.get $base)))
    (call $addWhere (i32.add (local.get $dh) (local.get $at))
      (f32x4.sub (local.get $base) (v128.load (i32.add (local.get $ds) (local.get $at)))) (local.get $between))
    (call $addWhere (i32.add (local.get $dd) (local.get $at)) (local.get $x)
      (v128.andnot (v128.or (v128.not (local.get $scarce)) (local.get $v)) (local.get $between)))
    (local.set $at (i32.add (local.get $at) (local.get $stride)))
    (br_if $agents (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))))

(func $addWhere (param $to i32) (param $v v128) (param $mask v128)
  (v128.store (local.get $to) (v128.bitselect
    (f32x4.add (v128.load (local.get $to)) (local.get $v)) (v128.load (local.get $to)) (local.get $mask))))
