package study

import (
	"context"

	"fallow/core"
	"fallow/core/exploit"
	"fallow/core/sample"
	"fallow/net"
	"fallow/net/kernels"
	"fallow/solvers"
)

// Recipe says how to train a network that a plan needs. Equal recipes give equal bytes.
type Recipe struct {
	// Name is what the plan calls the network, and the name of its file where it is shipped.
	Name string `json:"name"`
	// Shipped says that the network comes with Fallow, so that it need not be trained.
	Shipped bool           `json:"shipped"`
	Setups  []sample.Setup `json:"setups"`
	Options net.Options    `json:"options"`
	// Before is how the network was trained that this training begins with, if with any: one of the same architecture.
	Before *Recipe `json:"before,omitempty"`
}

// responseEvaluations is how hard the agents of eq. (7) look for their best response to PF.
const responseEvaluations = 100

// respond returns the agents of eq. (7): they believe that PF allocates and that the others are honest, and answer
// best within the paper's space of reports.
func respond(ctx context.Context, seed uint64) sample.Responder {
	searcher := exploit.NewSearcher(solvers.NewPF(solvers.Options{}))
	var best exploit.BestResponse
	return func(index int, in *core.Instance, agent int, values, demands []float64) error {
		err := searcher.Search(ctx, in, agent, exploit.Options{
			Evaluations: responseEvaluations, Seed: seed + uint64(index), Space: &exploit.PaperSpace,
		}, &best)
		copy(values, best.Values)
		copy(demands, best.Demands)
		return err
	}
}

// hiddenLayers are those that networks for 2x2 systems have unless told otherwise.
func (r Recipe) hiddenLayers() net.Network {
	n := r.Options.Network
	if n.Depth == 0 {
		n.Depth = 3
	}
	if n.Width == 0 {
		n.Width = 64
	}
	return n
}

// Train trains the network, asking ctx before every step whether to go on. report may be nil.
func (r Recipe) Train(ctx context.Context, backend kernels.Backend[float32], report func(net.Progress)) (*net.Model, error) {
	trainer, err := r.NewTrainer(ctx, backend, func(before Recipe) (*net.Model, error) {
		return before.Train(ctx, backend, nil)
	})
	if err != nil {
		return nil, err
	}
	trainer.Pause = ctx.Err
	for !trainer.Done() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress, err := trainer.Step()
		if err != nil {
			return nil, err
		}
		if report != nil {
			report(progress)
		}
	}
	return trainer.Model(), nil
}

// NewTrainer returns a trainer at step 0. For eq. (7) it first collects the training set, asking ctx whether to go on.
// The network of r.Before, if there is one, comes from earlier.
func (r Recipe) NewTrainer(ctx context.Context, backend kernels.Backend[float32], earlier func(Recipe) (*net.Model, error)) (*net.Trainer, error) {
	trainer, err := net.NewTrainer(r.data(ctx), r.Options, backend)
	if err != nil || r.Before == nil {
		return trainer, err
	}
	model, err := earlier(*r.Before)
	if err != nil {
		return nil, err
	}
	return trainer, trainer.StartFrom(model)
}

// Resume returns the trainer that wrote checkpoint when it was made from r.
func (r Recipe) Resume(ctx context.Context, checkpoint []byte, backend kernels.Backend[float32]) (*net.Trainer, error) {
	return net.Resume(r.data(ctx), checkpoint, backend)
}

func (r Recipe) data(ctx context.Context) net.Data {
	return net.Data{Setups: r.Setups, Respond: respond(ctx, r.Options.Seed)}
}

// Weight is roughly how long the training takes, in the units of Plan.Weight, without that of r.Before.
func (r Recipe) Weight() float64 {
	steps, batch := r.Options.Iterations, r.Options.Batch
	if steps == 0 {
		steps = defaultIterations
	}
	if batch == 0 {
		batch = defaultBatch
	}
	cells := 0.0
	for _, s := range r.Setups {
		agents := min(s.Agents, searchedAgents)
		cells += float64(agents * s.Agents * s.Resources)
	}
	return float64(steps) * float64(batch) * cells / float64(len(r.Setups)) * trainingCell
}

const (
	// What net.Options leave out.
	defaultIterations = 3000
	defaultBatch      = 256
	searchedAgents    = 2
	// trainingCell is what a training step costs for each cell of each table that is searched, beside that of a PF solve.
	trainingCell = 12
)
