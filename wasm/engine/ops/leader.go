package ops

import (
	"time"

	"fallow/net"
)

// leader trains with the help of peers. Each step is cut into net.Shards parts of fixed content; the leader sends its
// state to the peers, everybody computes some of the parts, and the leader puts them together in their fixed order. So
// it changes nothing but the speed who computes what: the leader computes parts of peers that are late itself, and
// gives peers that have not answered yet nothing more to do. A peer that has died is simply never asked again.
type leader struct {
	trainer *net.Trainer
	call    *Call
	state   []float32
	parts   [][]float32
	have    [net.Shards]bool
	owed    []int // for each peer, how many parts of its last task it has not sent yet
	slowest time.Duration
}

func newLeader(t *net.Trainer, c *Call) *leader {
	l := &leader{trainer: t, call: c}
	if c.Peers != nil {
		l.owed = make([]int, c.Peers.Count())
		l.state = make([]float32, t.StateSize())
	}
	for range net.Shards {
		l.parts = append(l.parts, make([]float32, t.ContributionSize()))
	}
	return l
}

// step takes one step.
func (l *leader) step() (net.Progress, error) {
	l.have = [net.Shards]bool{}
	own, err := l.share()
	if err != nil {
		return net.Progress{}, err
	}
	for _, shard := range own {
		if err := l.compute(shard); err != nil {
			return net.Progress{}, err
		}
	}
	if err := l.collect(); err != nil {
		return net.Progress{}, err
	}
	return l.trainer.Apply(l.parts)
}

// share gives the peers that are free their parts and returns those that are the leader's.
func (l *leader) share() (own []int, err error) {
	var free []int
	for peer, owed := range l.owed {
		if owed == 0 && len(free) < net.Shards-1 {
			free = append(free, peer)
		}
	}
	tasks := make([][]int, 1+len(free))
	for shard := range net.Shards {
		k := (shard + 1) % len(tasks) // the leader, whose task is the first, has the least to do
		tasks[k] = append(tasks[k], shard)
	}
	if len(free) > 0 {
		l.trainer.ReadState(l.state)
	}
	for k, peer := range free {
		shards := tasks[1+k]
		head := append([]int{l.trainer.Iteration()}, shards...)
		if err := l.call.Peers.Send(peer, Message{Head: head, Data: l.state}); err != nil {
			return nil, err
		}
		l.owed[peer] = len(shards)
	}
	return tasks[0], nil
}

// compute computes a part here.
func (l *leader) compute(shard int) error {
	begun := l.call.Elapsed()
	if err := l.trainer.ShardGradient(shard, l.parts[shard]); err != nil {
		return err
	}
	l.have[shard] = true
	l.slowest = max(l.slowest, l.call.Elapsed()-begun)
	return l.call.Pause()
}

// minimumPatience is how long the leader waits for a late peer at least: timers of workers are coarse.
const minimumPatience = 50 * time.Millisecond

// collect waits until all parts are there, and computes those that take too long itself.
func (l *leader) collect() error {
	for {
		missing := l.missing()
		if missing < 0 {
			return nil
		}
		if m, ok := l.call.Peers.Receive(l.call.Context, max(minimumPatience, 3*l.slowest)); ok {
			l.take(m)
			continue
		}
		if err := l.call.Pause(); err != nil {
			return err
		}
		if err := l.compute(missing); err != nil {
			return err
		}
	}
}

// take takes in a part that a peer has computed: of this step, or of an earlier one that did not wait for it.
func (l *leader) take(m Message) {
	l.owed[m.Peer]--
	step, shard := m.Head[0], m.Head[1]
	if step == l.trainer.Iteration() && !l.have[shard] {
		copy(l.parts[shard], m.Data)
		l.have[shard] = true
	}
}

// missing is the last part that is not there, or -1: peers compute theirs from the first on.
func (l *leader) missing() int {
	for shard := net.Shards - 1; shard >= 0; shard-- {
		if !l.have[shard] {
			return shard
		}
	}
	return -1
}

// assist computes parts for a leader until the call is cancelled. It answers nothing.
func (e *Engine) assist(c *Call) (Result, error) {
	t, err := e.trainer(c, &trainParams{})
	if err != nil {
		return Result{}, err
	}
	part := make([]float32, t.ContributionSize())
	for {
		task, ok := c.Peers.Receive(c.Context, 0)
		if !ok {
			return Result{}, c.Context.Err()
		}
		step := task.Head[0]
		if err := t.Follow(step, task.Data); err != nil {
			return Result{}, err
		}
		for _, shard := range task.Head[1:] {
			if err := t.ShardGradient(shard, part); err != nil {
				return Result{}, err
			}
			if err := c.Peers.Send(task.Peer, Message{Head: []int{step, shard}, Data: part}); err != nil {
				return Result{}, err
			}
			if err := c.Pause(); err != nil {
				return Result{}, err
			}
		}
	}
}
