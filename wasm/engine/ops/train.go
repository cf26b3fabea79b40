package ops

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"fallow/core"
	"fallow/core/sample"
	"fallow/net"
)

// trainParams are those of train. Source is a Setup or a list of them; without it the caller's own instances come in
// the first buffer. A checkpoint to go on from is the last buffer if Resume says so, a model to start from if Start does.
type trainParams struct {
	Source  json.RawMessage `json:"source"`
	Options json.RawMessage `json:"options"`
	Resume  bool            `json:"resume"`
	Start   bool            `json:"start"`
	// Until ends training after so many steps in all, if it is there.
	Until *int `json:"until"`
	// Keep answers a cancellation with the model so far.
	Keep bool `json:"keep"`
	// Checkpoints asks for a checkpoint every few seconds.
	Checkpoints bool `json:"checkpoints"`
}

// trainer makes the trainer that a call asks for: that of the leader, or an equal one of a worker that assists.
func (e *Engine) trainer(c *Call, p *trainParams) (*net.Trainer, error) {
	if err := c.params(p); err != nil {
		return nil, err
	}
	data, err := c.trainingData(p)
	if err != nil {
		return nil, err
	}
	t, err := e.newTrainer(c, p, data)
	if err == nil {
		t.Pause = c.Pause
	}
	return t, err
}

func (e *Engine) newTrainer(c *Call, p *trainParams, data net.Data) (*net.Trainer, error) {
	if p.Resume {
		t, err := net.Resume(data, c.Buffers[len(c.Buffers)-1].Bytes, e.backend)
		return t, misfit("options.resume", err)
	}
	options, err := net.ReadOptions(p.Options)
	if err != nil {
		return nil, under("options", err)
	}
	t, err := net.NewTrainer(data, options, e.backend)
	if err == nil && p.Start {
		return t, e.startFrom(t, c.Buffers[len(c.Buffers)-1].Bytes)
	}
	return t, p.callersPath(err)
}

// startFrom makes a new trainer begin at a model's weights.
func (e *Engine) startFrom(t *net.Trainer, file []byte) error {
	m, err := net.Load(file, e.backend)
	if err != nil {
		return misfit("options.start", err)
	}
	return under("options", t.StartFrom(m))
}

// reached reports whether training is to end here.
func (p *trainParams) reached(t *net.Trainer) bool {
	return t.Done() || p.Until != nil && t.Iteration() >= *p.Until
}

// trainingData reads what to train on.
func (c *Call) trainingData(p *trainParams) (net.Data, error) {
	data := net.Data{Respond: c.responder(0)}
	if p.Source == nil {
		var err error
		data.Instances, err = c.instancesOf(listed("source", 0))
		return data, err
	}
	if !p.several() {
		setup, err := setupOf("source", p.Source)
		data.Setups = []sample.Setup{setup}
		return data, err
	}
	var list []json.RawMessage
	if err := core.ReadJSON(p.Source, &list); err != nil {
		return data, under("source", err)
	}
	for k, item := range list {
		setup, err := setupOf(listed("source", 0)(k), item)
		if err != nil {
			return data, err
		}
		data.Setups = append(data.Setups, setup)
	}
	return data, nil
}

// several reports whether the caller gave a list of setups.
func (p *trainParams) several() bool { return len(p.Source) > 0 && p.Source[0] == '[' }

// callersPath names what is wrong with the data as the caller does; what is wrong otherwise is an option.
func (p *trainParams) callersPath(err error) error {
	var input *core.InputError
	if !errors.As(err, &input) {
		return err
	}
	if field, ok := cutSetup(input.Path, p.several()); ok {
		return &core.InputError{Path: "source" + field, Reason: input.Reason}
	}
	return under("options", err)
}

// cutSetup turns the path of a setup in net, "setups[1].agents", into what follows the name of the caller's parameter.
func cutSetup(path string, several bool) (string, bool) {
	rest, ok := strings.CutPrefix(path, "setups")
	if !several {
		rest = strings.TrimPrefix(rest, "[0]")
	}
	return rest, ok
}

const (
	// checkpointEvery is how much work a worker that dies can take with it.
	checkpointEvery = 5 * time.Second
	// firstCheckpoint comes sooner, so that soon something is there to go on from.
	firstCheckpoint = time.Second
)

// trainProgress is the Progress of fallow.d.ts.
type trainProgress struct {
	net.Progress
	Elapsed   float64 `json:"elapsed"`
	Remaining float64 `json:"remaining"`
}

// checkpointNote goes with the bytes of a checkpoint: after how many steps of how many it was made.
type checkpointNote struct {
	Checkpoint bool `json:"checkpoint"`
	Iteration  int  `json:"iteration"`
	Iterations int  `json:"iterations"`
}

// reportCheckpoint tells the caller of a checkpoint.
func (c *Call) reportCheckpoint(t *net.Trainer) {
	c.Report(checkpointNote{true, t.Iteration(), t.Options().Iterations}, Buffer{Bytes: t.Checkpoint()})
}

// train leads the training of a network and answers with the model.
func (e *Engine) train(c *Call) (Result, error) {
	var p trainParams
	t, err := e.trainer(c, &p)
	if err != nil {
		return Result{}, err
	}
	l := newLeader(t, c)
	begun := t.Iteration()
	var reported time.Duration
	save := firstCheckpoint
	for !p.reached(t) {
		progress, err := l.step()
		if p.Keep && c.Context.Err() != nil {
			break
		}
		if err != nil {
			return Result{}, err
		}
		now := c.Elapsed()
		if now-reported >= reportEvery || p.reached(t) {
			reported = now
			c.Report(timed(progress, now, t.Iteration()-begun))
		}
		if p.Checkpoints && now >= save {
			save = now + checkpointEvery
			c.reportCheckpoint(t)
		}
	}
	if p.Checkpoints {
		c.reportCheckpoint(t)
	}
	m := t.Model()
	return describe(m, m.Save()), nil
}

// timed adds how long the steps took and the rest will take.
func timed(p net.Progress, elapsed time.Duration, steps int) trainProgress {
	seconds := elapsed.Seconds()
	return trainProgress{p, seconds, seconds / float64(steps) * float64(p.Iterations-p.Iteration)}
}
