package net

import "testing"

// Every batch is visited as often as it should be, by one shard only, is fresh once, and then makes way.
func TestRotation(t *testing.T) {
	for _, s := range []Search{{Rounds: 1, Slots: 1}, {Rounds: 3, Slots: 2}, {Rounds: 16, Slots: 8}, {Rounds: 4, Slots: 5}} {
		o := quick(MLP)
		s.Candidates, s.Steps = 1, 1
		o.Search = s
		trainer := mustTrainer(t, setups([2]int{2, 2}), o)
		visits, first := map[[2]int]int{}, map[[2]int]int{}
		mature := 0
		steps := 6 * s.Rounds * s.Slots
		for step := range steps {
			for shard := range Shards {
				v := trainer.visit(step, shard)
				at := trainer.first(v, shard)
				key := [2]int{shard, at}
				if v.fresh != (visits[key] == 0) {
					t.Fatalf("%+v: step %d, shard %d: fresh is %v after %d visits", s, step, shard, v.fresh, visits[key])
				}
				if visits[key] == 0 {
					first[key] = step
				}
				if v.mature {
					mature++
				}
				visits[key]++
			}
		}
		for key, n := range visits {
			// Batches that the beginning or the end cuts short have fewer visits.
			if first[key] >= s.Slots && first[key] < steps-s.Rounds*s.Slots && n != s.Rounds {
				t.Errorf("%+v: batch %v had %d visits", s, key, n)
			}
		}
		if 2*mature < steps*Shards {
			t.Errorf("%+v: only %d of %d visits are mature", s, mature, steps*Shards)
		}
	}
}
