package net

// Each shard keeps a number of batches of instances in rotation and visits one at every step. With a batch it keeps the
// best misreport of every agent that it has found so far, and goes on searching from there: after some visits that is a
// far stronger search than any single step could afford. After Rounds visits a batch makes way for a fresh one.
// Between two visits the weights have moved on, and the network has seen other instances.

// visit says what a shard does at a step.
type visit struct {
	// slot is the place in the rotation.
	slot int
	// batch numbers the batches of all slots of a shard through.
	batch int
	// fresh says that the batch has not been visited before, so that there are no misreports yet.
	fresh bool
	// mature says that the batch has been visited so often that the gains found are near what there is.
	mature bool
}

// visit returns what shard does at step. The batches of different shards and slots are of different ages.
func (t *Trainer) visit(step, shard int) visit {
	slots, rounds := t.options.Search.Slots, t.options.Search.Rounds
	slot, cycle := step%slots, step/slots
	turn := cycle + (shard*rounds/Shards+slot*rounds/slots)%rounds
	age := turn % rounds
	return visit{
		slot:   slot,
		batch:  turn/rounds*slots + slot,
		fresh:  cycle == 0 || age == 0,
		mature: age >= rounds/2,
	}
}

// groupOf is the group that the instances of a shard's batch belong to.
func (t *Trainer) groupOf(v visit, shard int) int { return (v.batch*Shards + shard) % len(t.groups) }

// first is the index, within its group, of the first instance of a shard's batch.
func (t *Trainer) first(v visit, shard int) int {
	return (v.batch*Shards + shard) / len(t.groups) * (t.options.Batch / Shards)
}

// liesSize is the number of entries of a batch's misreports: worth and want of every agent of every instance.
func (t *Trainer) liesSize() int {
	cells := 0
	for _, g := range t.groups {
		cells = max(cells, g.agents*g.resources)
	}
	return 2 * cells * t.options.Batch / Shards
}

// liesAt is where the misreports of the batch that shard visits at step are kept.
func (t *Trainer) liesAt(step, shard int) []float32 {
	return t.lies[shard*t.options.Search.Slots+t.visit(step, shard).slot]
}
