package ops

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"fallow/net"
)

const quick = `{"source":{"agents":2,"resources":2},"options":{"objective":{"kind":"constrained","tolerance":0.001},
	"network":{"kind":"mlp","width":8,"depth":1},"batch":16,"iterations":12,"seed":3}}`

// wire is one end of the connections between workers.
type wire struct {
	inbox chan Message
	peers []*wire // the others, as this end numbers them
	as    []int   // how each of them numbers this end
	drop  func(m Message) bool
}

func (w *wire) Count() int { return len(w.peers) }

func (w *wire) Send(peer int, m Message) error {
	m.Peer, m.Data = w.as[peer], append([]float32(nil), m.Data...)
	if w.drop == nil || !w.drop(m) {
		w.peers[peer].inbox <- m
	}
	return nil
}

func (w *wire) Receive(ctx context.Context, limit time.Duration) (Message, bool) {
	var late <-chan time.Time
	if limit > 0 {
		late = time.After(limit)
	}
	select {
	case m := <-w.inbox:
		return m, true
	case <-ctx.Done():
	case <-late:
	}
	return Message{}, false
}

func (w *wire) Arrived() (Message, bool) {
	select {
	case m := <-w.inbox:
		return m, true
	default:
		return Message{}, false
	}
}

// trainWith trains with a number of helpers, whose answers drop may lose, and returns the model's file.
func trainWith(t *testing.T, helpers int, drop func(m Message) bool) []byte {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	lead := &wire{inbox: make(chan Message, 100)}
	done := make(chan error)
	for k := range helpers {
		helper := &wire{inbox: make(chan Message, 100), peers: []*wire{lead}, as: []int{k}, drop: drop}
		lead.peers, lead.as = append(lead.peers, helper), append(lead.as, 0)
		c := newCall(t, quick)
		c.Context, c.Peers = ctx, helper
		c.Pause = func() error { return ctx.Err() }
		go func() {
			_, err := New().Run("assist", c)
			done <- err
		}()
	}
	c := newCall(t, quick)
	c.Peers = lead
	file := run(t, New(), "train", c).Buffers[0].Bytes
	cancel()
	for range helpers {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("a helper ended with %v", err)
		}
	}
	return file
}

func TestHelpersChangeNothing(t *testing.T) {
	alone := trainWith(t, 0, nil)
	for helpers := 1; helpers <= net.Shards; helpers++ {
		if !bytes.Equal(alone, trainWith(t, helpers, nil)) {
			t.Errorf("another model with %d helpers", helpers)
		}
	}
}

func TestHelpersThatFallSilentChangeNothing(t *testing.T) {
	alone := trainWith(t, 0, nil)
	silent := func(m Message) bool { return m.Head[0] >= 5 } // from the fifth step on
	if !bytes.Equal(alone, trainWith(t, 2, silent)) {
		t.Error("another model when helpers fall silent")
	}
}

// A helper whose first answers come late, as those of a worker that is just starting do, is asked again.
func TestHelpersThatWereLateHelpAgain(t *testing.T) {
	lead, helper := &wire{inbox: make(chan Message, 100)}, &wire{inbox: make(chan Message, 100), as: []int{0}}
	lead.peers, lead.as, helper.peers = []*wire{helper}, []int{0}, []*wire{lead}
	var lock sync.Mutex
	var held []Message
	pauses, asked := 0, map[int]bool{}
	helper.drop = func(m Message) bool {
		lock.Lock()
		defer lock.Unlock()
		asked[m.Head[0]] = true
		if pauses < 200 {
			held = append(held, m)
		}
		return pauses < 200
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	assisting := newCall(t, quick)
	assisting.Context, assisting.Peers = ctx, helper
	go New().Run("assist", assisting)
	leading := newCall(t, strings.Replace(quick, `"iterations":12`, `"iterations":60`, 1))
	leading.Peers = lead
	leading.Pause = func() error {
		lock.Lock()
		defer lock.Unlock()
		if pauses++; pauses == 200 {
			for _, m := range held {
				lead.inbox <- m
			}
		}
		return nil
	}
	run(t, New(), "train", leading)
	lock.Lock()
	defer lock.Unlock()
	if len(asked) < 2 {
		t.Errorf("a helper that was late once computed parts of %d steps of 60", len(asked))
	}
}

// Where help does not pay, the leader asks for it less and less often; where it pays again, soon as often as it can.
func TestTheLeaderRestsFromAskingInVain(t *testing.T) {
	l := &leader{respite: 1, usual: time.Millisecond}
	step := func(took time.Duration) int {
		l.rest = 0
		l.judge(took)
		return l.rest
	}
	for _, want := range []int{1, 2, 4, 8, 16, 32, 64, 64} {
		if got := step(5 * time.Millisecond); got != want {
			t.Errorf("it takes %d steps alone, want %d", got, want)
		}
	}
	for range 10 {
		if got := step(3 * time.Millisecond); got != 0 {
			t.Errorf("it takes %d steps alone after one in which help paid", got)
		}
	}
	if got := step(5 * time.Millisecond); got != 1 {
		t.Errorf("it takes %d steps alone after one in vain, want 1", got)
	}
	// Half of the steps gain a little, the others lose much.
	for range 20 {
		step(3 * time.Millisecond)
		step(12 * time.Millisecond)
	}
	if got := step(12 * time.Millisecond); got != longestRespite {
		t.Errorf("it takes %d steps alone where help costs more than it saves, want %d", got, longestRespite)
	}
}

func TestTrainReportsAndCheckpoints(t *testing.T) {
	e := New()
	c := newCall(t, quick[:len(quick)-1]+`,"checkpoints":true}`)
	var last trainProgress
	var checkpoint []byte
	c.Report = func(progress any, buffers ...Buffer) {
		switch p := progress.(type) {
		case trainProgress:
			last = p
		case checkpointNote:
			checkpoint = buffers[0].Bytes
		}
	}
	model := run(t, e, "train", c)
	if last.Iteration != 12 || last.Iterations != 12 || last.Elapsed <= 0 || last.Remaining != 0 {
		t.Errorf("the last report is %+v", last)
	}
	resumed := run(t, e, "train", newCall(t, `{"source":{"agents":2,"resources":2},"resume":true}`, Buffer{Bytes: checkpoint}))
	if !bytes.Equal(model.Buffers[0].Bytes, resumed.Buffers[0].Bytes) {
		t.Error("the end is another when training is resumed at its end")
	}
}

func TestKeepAnswersWithTheModelSoFar(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	pauses := 0
	c := newCall(t, quick[:len(quick)-1]+`,"keep":true}`)
	c.Context = ctx
	c.Pause = func() error {
		if pauses++; pauses == 300 { // in the middle of some step
			cancel()
		}
		return ctx.Err()
	}
	description := run(t, New(), "train", c).Value.(modelDescription)
	if n := len(description.History); n == 0 || n >= 12 {
		t.Errorf("a history of %d steps, want some but not all 12", n)
	}
}

// A training set is drawn while training goes on: with keep, a stop in the midst of the first searches for it answers
// with a network as well, as does one before training begins.
func TestKeepAnswersBeforeTheFirstStep(t *testing.T) {
	for _, pauses := range []int{1, 10} {
		ctx, cancel := context.WithCancel(context.Background())
		c := newCall(t, `{"source":{"agents":3,"resources":2,"distribution":"adversarial"},"keep":true,"options":{
			"objective":{"kind":"constrained","tolerance":0.001},"samples":1000000}}`)
		c.Context = ctx
		c.Pause = func() error {
			if pauses--; pauses == 0 {
				cancel()
			}
			return ctx.Err()
		}
		description := run(t, New(), "train", c).Value.(modelDescription)
		if len(description.History) != 0 || description.Options.Samples != 1_000_000 {
			t.Errorf("%d points of history, a training set of %d", len(description.History), description.Options.Samples)
		}
	}
}

func TestModelsAreMechanisms(t *testing.T) {
	e := New()
	file := run(t, e, "train", newCall(t, quick)).Buffers[0].Bytes
	description := run(t, e, "loadModel", newCall(t, `{}`, Buffer{Bytes: file})).Value.(modelDescription)
	if description.Parameters == 0 || len(description.Setups) != 1 || description.Options.Iterations != 12 {
		t.Errorf("a model of %+v", description)
	}
	run(t, e, "keepModel", newCall(t, `{"id":7}`, Buffer{Bytes: file}))
	allocate := func() *Call { return newCall(t, `{"mechanism":{"name":"exs","model":7}}`, figure1()) }
	first := run(t, e, "allocate", allocate()).Buffers[0].Floats
	second := run(t, e, "allocate", allocate()).Buffers[0].Floats
	for k := range first {
		if first[k] != second[k] {
			t.Fatalf("number %d differs from call to call", k)
		}
	}
	run(t, e, "dropModel", newCall(t, `{"id":7}`))
	wantInputError(t, e, "allocate", allocate(), "mechanism.model")
}

// A run that ends at a step is gone on with to the same bits; a run that starts from a model has its weights.
func TestUntilAndStart(t *testing.T) {
	e := New()
	whole := run(t, e, "train", newCall(t, quick)).Buffers[0].Bytes
	c := newCall(t, quick[:len(quick)-1]+`,"until":5,"checkpoints":true}`)
	var note checkpointNote
	var checkpoint []byte
	c.Report = func(progress any, buffers ...Buffer) {
		if p, ok := progress.(checkpointNote); ok {
			note, checkpoint = p, buffers[0].Bytes
		}
	}
	half := run(t, e, "train", c)
	if note.Iteration != 5 || note.Iterations != 12 {
		t.Errorf("a checkpoint of step %d of %d, want 5 of 12", note.Iteration, note.Iterations)
	}
	const resume = `{"source":{"agents":2,"resources":2},"resume":true`
	resumed := run(t, e, "train", newCall(t, resume+`}`, Buffer{Bytes: checkpoint})).Buffers[0].Bytes
	if !bytes.Equal(whole, resumed) {
		t.Error("another model when training was stopped at a step and gone on with")
	}
	nothing := run(t, e, "train", newCall(t, resume+`,"until":0}`, Buffer{Bytes: checkpoint})).Buffers[0].Bytes
	if !bytes.Equal(half.Buffers[0].Bytes, nothing) {
		t.Error("a checkpoint that is not gone on from gives another model")
	}
	begun := run(t, e, "train", newCall(t, quick[:len(quick)-1]+`,"start":true,"until":0}`, Buffer{Bytes: whole})).Value.(modelDescription)
	if begun.Size == nil || *begun.Size != (modelSize{2, 2}) {
		t.Errorf("a network that fits %v", begun.Size)
	}
	wide := strings.Replace(quick, `"width":8`, `"width":9`, 1)
	wantInputError(t, e, "train", newCall(t, wide[:len(wide)-1]+`,"start":true}`, Buffer{Bytes: whole}), "options.network")
	wantInputError(t, e, "train", newCall(t, quick[:len(quick)-1]+`,"start":true}`, Buffer{Bytes: whole[:30]}), "options.start")
}
