package ui

import (
	"context"

	"fallow/ui/fallow"
	"fallow/ui/state"
)

// measureMissing places on the map those rules that are not there.
func (l *LabControl) measureMissing(rules []state.Rule) {
	var missing []state.Rule
	for _, rule := range rules {
		if l.State.MarkOf(rule.Slug) == nil {
			missing = append(missing, rule)
		}
	}
	l.measure(missing...)
}

// measurement is of a rule on the data of a run, under way or waiting for its turn.
type measurement struct {
	rule state.Rule
	run  state.Choice
	ctx  context.Context
	stop context.CancelFunc
}

// measure asks what rules are worth on instances of the kind that the run is trained on, one after the other. What is
// asked for already is not asked for again, and of what nobody wants to know any more nothing is left under way: a reader
// may train a network a second.
func (l *LabControl) measure(rules ...state.Rule) {
	var asked []*measurement
	for _, rule := range rules {
		m := &measurement{rule: rule, run: l.State.Run}
		if old := l.measuring[rule.Slug]; old != nil {
			if old.rule.Mechanism == rule.Mechanism && l.State.SameData(old.run) {
				continue
			}
			old.stop()
		}
		m.ctx, m.stop = context.WithCancel(context.Background())
		if l.measuring == nil {
			l.measuring = map[string]*measurement{}
		}
		l.measuring[rule.Slug] = m
		asked = append(asked, m)
	}
	if len(asked) == 0 {
		return
	}
	l.State.Measure()
	source := l.source()
	l.world.Ask(func(ctx context.Context) func() {
		for _, m := range asked {
			l.take(ctx, source, m)
		}
		return l.State.Measured
	})
}

// dropStale stops what a new run makes useless: what is about the network before it, or about other data.
func (l *LabControl) dropStale() {
	for slug, m := range l.measuring {
		if slug == state.Shipped.Slug || !l.State.SameData(m.run) {
			m.stop()
			delete(l.measuring, slug)
		}
	}
}

// take measures what is still wanted, and shows it.
func (l *LabControl) take(ctx context.Context, source fallow.Source, m *measurement) {
	defer context.AfterFunc(ctx, m.stop)()
	var worth *fallow.Evaluation
	err := m.ctx.Err()
	if err == nil {
		worth, err = l.worth(m.ctx, source, m.run, m.rule)
	}
	l.world.Show(func() {
		if l.measuring[m.rule.Slug] != m {
			return // the reader has gone on to something else
		}
		delete(l.measuring, m.rule.Slug)
		m.stop()
		l.showMark(m.run, m.rule, worth, err)
	})
}

// worth is what a rule is worth, on average over the setups of a source.
func (l *LabControl) worth(ctx context.Context, source fallow.Source, run state.Choice, rule state.Rule) (*fallow.Evaluation, error) {
	if len(source.Instances) > 0 {
		options := state.Effort(rule, run.Systems[0])
		options.Samples = min(options.Samples, len(source.Instances))
		return l.world.Engine.EvaluateGiven(ctx, source.Instances, rule.Mechanism, options)
	}
	var parts []*fallow.Evaluation
	for _, setup := range source.Setups {
		options := state.Effort(rule, state.System{Agents: setup.Agents, Resources: setup.Resources})
		part, err := l.world.Engine.Evaluate(ctx, setup, rule.Mechanism, options)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return state.Together(parts), nil
}

func (l *LabControl) showMark(run state.Choice, rule state.Rule, worth *fallow.Evaluation, err error) {
	stale := !l.State.SameData(run) || (rule.Mechanism.Model != nil && rule.Mechanism.Model != l.State.Model)
	switch {
	case stale: // the reader has gone on to something else
	case err != nil:
		l.State.Say(err)
	default:
		l.State.SetMark(rule, worth)
	}
}

// On how many instances it is measured what a network holds back, an allocation each, and with how many cells at most:
// they cross to the engine and back.
const keptSamples, keptCells = 200, 8000

// measureKept asks what a network holds back. then may be nil.
func (l *LabControl) measureKept(model fallow.Model, then func()) {
	run, source, here := l.State.Run, l.source(), l.Here
	rule := state.Trained(model)
	l.world.Ask(func(ctx context.Context) func() {
		kept, err := l.kept(ctx, source, rule)
		if err == nil && here != nil && rule.Fits(here.N, here.M) {
			var out *fallow.Outcome
			if out, err = l.world.Engine.Allocate(ctx, here, rule.Mechanism, fallow.AllocateOptions{}); err == nil {
				var t state.Tally
				t.Add(here, out)
				kept.Here, _ = t.Shares()
			}
		}
		return func() {
			if then != nil {
				then()
			}
			switch {
			case !l.State.SameData(run):
			case err != nil:
				l.State.Say(err)
			default:
				l.State.SetKept(kept)
			}
		}
	})
}

func (l *LabControl) kept(ctx context.Context, source fallow.Source, rule state.Rule) (*state.Kept, error) {
	const seed = 2024
	kept, tally, oneSize := &state.Kept{}, state.Tally{}, true
	ins := source.Instances[:min(len(source.Instances), keptSamples)]
	for _, setup := range source.Setups {
		count := min(keptSamples, max(1, keptCells/(setup.Agents*setup.Resources))) / len(source.Setups)
		drawn, err := l.world.Engine.Sample(ctx, setup, max(1, count), seed)
		if err != nil {
			return nil, err
		}
		ins = append(ins, drawn...)
	}
	outs, err := l.world.Engine.AllocateMany(ctx, ins, rule.Mechanism)
	if err != nil {
		return nil, err
	}
	for k, in := range ins {
		tally.Add(in, outs[k])
		oneSize = oneSize && in.N == ins[0].N && in.M == ins[0].M
	}
	kept.Samples = len(ins)
	if kept.Resources, kept.Share = tally.Shares(); !oneSize {
		kept.Resources = nil
	}
	return kept, nil
}
