package ops

import (
	"reflect"
	"time"

	"fallow/solvers/audit"
)

// simulator answers simulate and trace. It keeps the game that it played last, because all chunks of a simulation are
// of one game.
type simulator struct {
	setup     audit.Setup
	mechanism audit.Mechanism
	game      *audit.Game
}

// simulationParams are those of simulate. From and To are the indices of the replications to play.
type simulationParams struct {
	Setup     audit.Setup     `json:"setup"`
	Mechanism audit.Mechanism `json:"mechanism"`
	Options   audit.Options   `json:"options"`
	From      int             `json:"from"`
	To        int             `json:"to"`
}

func (s *simulator) prepare(setup audit.Setup, mechanism audit.Mechanism) (*audit.Game, error) {
	if s.game != nil && reflect.DeepEqual(setup, s.setup) && reflect.DeepEqual(mechanism, s.mechanism) {
		return s.game, nil
	}
	game, err := audit.Prepare(setup, mechanism)
	if err == nil {
		*s = simulator{setup, mechanism, game}
	}
	return game, err
}

func (s *simulator) read(c *Call) (p simulationParams, game *audit.Game, err error) {
	if err = c.params(&p); err != nil {
		return p, nil, err
	}
	if game, err = s.prepare(p.Setup, p.Mechanism); err != nil {
		return p, nil, err
	}
	return p, game, p.Options.Validate()
}

// simulationPlan says how a simulation is spread over the workers: how many replications there are, how many make a
// chunk, and how many rounds each has.
type simulationPlan struct {
	Replications int `json:"replications"`
	Chunk        int `json:"chunk"`
	Rounds       int `json:"rounds"`
}

// plan checks a simulation before it is spread over the workers.
func (s *simulator) plan(c *Call) (Result, error) {
	p, game, err := s.read(c)
	if err != nil {
		return Result{}, err
	}
	const draws = 1_000_000 // of a chunk: some tenths of a second
	chunk := max(1, draws/(game.Rounds()*game.Agents()))
	return Result{Value: simulationPlan{p.Options.Count(), chunk, game.Rounds()}}, nil
}

// simulationProgress counts rounds of a chunk.
type simulationProgress struct {
	Done int `json:"done"`
}

// simulate plays replications and answers with their records.
func (s *simulator) simulate(c *Call) (Result, error) {
	p, game, err := s.read(c)
	if err != nil {
		return Result{}, err
	}
	done, last := 0, time.Now()
	hook := func(rounds int) error {
		done += rounds
		if now := time.Now(); now.Sub(last) >= reportEvery {
			last = now
			c.Report(simulationProgress{done})
		}
		return c.Pause()
	}
	size := game.RecordSize()
	records := make([]float64, (p.To-p.From)*size)
	for k := p.From; k < p.To; k++ {
		if err := game.Replicate(uint64(p.Options.Seed), k, hook, records[(k-p.From)*size:][:size]); err != nil {
			return Result{}, err
		}
	}
	return Result{Buffers: []Buffer{{Floats: records}}}, nil
}

// summarise turns the records of a whole simulation into its figures.
func (s *simulator) summarise(c *Call) (Result, error) {
	_, game, err := s.read(c)
	if err != nil {
		return Result{}, err
	}
	return Result{Value: game.Summarise(c.Buffers[0].Floats)}, nil
}

// trace tells a stretch of one run.
func (s *simulator) trace(c *Call) (Result, error) {
	var p struct {
		Setup     audit.Setup        `json:"setup"`
		Mechanism audit.Mechanism    `json:"mechanism"`
		Options   audit.TraceOptions `json:"options"`
	}
	if err := c.params(&p); err != nil {
		return Result{}, err
	}
	game, err := s.prepare(p.Setup, p.Mechanism)
	if err != nil {
		return Result{}, err
	}
	trace, err := game.Trace(p.Options, func(int) error { return c.Pause() })
	return Result{Value: trace}, err
}
