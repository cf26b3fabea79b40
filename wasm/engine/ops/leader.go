package ops

import (
	"time"

	"fallow/net"
)

// leader trains with the help of peers. Each step is cut into net.Shards parts of fixed content; the leader sends its
// state to the peers, everybody computes some of the parts, and the leader puts them together in their fixed order. So
// it changes nothing but the speed who computes what: the leader computes parts of peers that are late itself, and
// gives peers that have not answered yet nothing more to do. A peer that has died is simply never asked again, and where
// help does not pay, because peers are busy with other work or a step is too small, the leader asks less and less often.
type leader struct {
	trainer *net.Trainer
	call    *Call
	state   []float32
	parts   [][]float32
	have    [net.Shards]bool
	owed    []int         // for each peer, how many parts of its last task it has not sent yet
	usual   time.Duration // that the leader takes for a part
	gain    float64       // what a step with help has saved lately, as a share of one without; negative if help costs
	rest    int           // steps that the leader takes alone
	respite int           // how many it will take alone after the next step that help has made longer
}

const (
	// longestRespite bounds how many steps go by before the leader finds out whether help pays by now.
	longestRespite = 64
	// largestLoss bounds what a single step says about the next ones.
	largestLoss = 3
)

func newLeader(t *net.Trainer, c *Call) *leader {
	l := &leader{trainer: t, call: c, respite: 1}
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
	begun := l.call.Elapsed()
	own, err := l.share()
	if err != nil {
		return net.Progress{}, err
	}
	for _, shard := range own {
		if err := l.compute(shard); err != nil {
			return net.Progress{}, err
		}
	}
	if len(own) < net.Shards {
		if err := l.collect(); err != nil {
			return net.Progress{}, err
		}
		l.judge(l.call.Elapsed() - begun)
	}
	return l.trainer.Apply(l.parts)
}

// alone is how long the parts of a step take when nobody helps.
func (l *leader) alone() time.Duration { return net.Shards * l.usual }

// judge lets the leader rest from asking for help for a while if a step with it took longer than one without, and the
// longer, the more such steps have cost compared to what the others have saved.
func (l *leader) judge(took time.Duration) {
	gain := max(-largestLoss, 1-took.Seconds()/l.alone().Seconds())
	l.gain += (gain - l.gain) / 4
	if l.gain >= 0 {
		l.respite = 1
	}
	if gain >= 0 {
		return
	}
	l.rest = l.respite
	if l.gain < 0 {
		l.respite = min(2*l.respite, longestRespite)
	}
}

// share gives the peers that are free their parts and returns those that are the leader's.
func (l *leader) share() (own []int, err error) {
	free := l.free()
	tasks := make([][]int, 1+len(free))
	for shard := range net.Shards {
		// Neighbours together: where sizes take turns among the shards, everybody gets some of each. The leader, whose
		// task is the last, has the least to do.
		k := shard * len(tasks) / net.Shards
		tasks[k] = append(tasks[k], shard)
	}
	if len(free) > 0 {
		l.trainer.ReadState(l.state)
	}
	for k, peer := range free {
		head := append([]int{l.trainer.Iteration()}, tasks[k]...)
		if err := l.call.Peers.Send(peer, Message{Head: head, Data: l.state}); err != nil {
			return nil, err
		}
		l.owed[peer] = len(tasks[k])
	}
	return tasks[len(free)], nil
}

// free returns the peers that are to be given something to do.
func (l *leader) free() (free []int) {
	if len(l.owed) == 0 {
		return nil
	}
	l.takeArrived()
	if l.rest > 0 {
		l.rest--
		return nil
	}
	for peer, owed := range l.owed {
		if owed == 0 && len(free) < net.Shards-1 {
			free = append(free, peer)
		}
	}
	return free
}

// compute computes a part here.
func (l *leader) compute(shard int) error {
	begun := l.call.Elapsed()
	if err := l.trainer.ShardGradient(shard, l.parts[shard]); err != nil {
		return err
	}
	l.have[shard] = true
	took := l.call.Elapsed() - begun
	if l.usual == 0 {
		l.usual = took
	}
	l.usual += (took - l.usual) / 8
	return l.call.Pause()
}

const (
	// minimumPatience is how long the leader waits for late peers at least: they collect garbage now and then.
	minimumPatience = 2 * time.Millisecond
	// glance is enough for what has arrived to be let in.
	glance = time.Millisecond
)

// collect waits until all parts are there, and computes those that take too long itself.
func (l *leader) collect() error {
	deadline := l.call.Elapsed() + max(minimumPatience, l.alone())
	for l.missing() >= 0 {
		if m, ok := l.call.Peers.Receive(l.call.Context, max(glance, deadline-l.call.Elapsed())); ok {
			l.take(m)
			continue
		}
		if err := l.call.Pause(); err != nil {
			return err
		}
		l.takeArrived() // while the caller had the work wait
		if missing := l.missing(); missing >= 0 {
			if err := l.compute(missing); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeArrived takes in what has arrived already.
func (l *leader) takeArrived() {
	for {
		m, ok := l.call.Peers.Arrived()
		if !ok {
			return
		}
		l.take(m)
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
