package ui

import (
	"github.com/vugu/vugu"

	"fallow/ui/state"
	"fallow/ui/words"
)

// LabRun is where a training is begun, paused and ended, and says how it goes.
type LabRun struct {
	Control *LabControl
}

func (c *LabRun) state() *state.Lab { return c.Control.State }

// trainLabel is what pressing the main button does.
func (c *LabRun) trainLabel() string {
	switch c.state().Phase {
	case state.Training, state.Pausing, state.Stopping, state.Stepping:
		return "Pause"
	case state.Paused:
		return "Go on"
	case state.Broken:
		return "Go on from step " + words.Thousands(c.state().Safe)
	case state.Done:
		return "Train a new one"
	}
	return "Train"
}

// onTrain takes a double click for one: its second press would pause what the first began.
func (c *LabRun) onTrain(event vugu.DOMEvent) {
	if event.PropFloat64("detail") > 1 {
		return
	}
	switch c.state().Phase {
	case state.Training:
		c.Control.Pause()
	case state.Paused, state.Broken:
		c.Control.Resume()
	case state.Idle, state.Done:
		c.Control.Train()
	}
}

// canPress is false while a press has not been answered, and while there is something that cannot be read.
func (c *LabRun) canPress() bool {
	switch c.state().Phase {
	case state.Pausing, state.Stopping, state.Stepping:
		return false
	case state.Idle, state.Done:
		return c.state().CanBegin()
	}
	return true
}

func (c *LabRun) canStop() bool { return c.state().Busy() && c.state().Phase != state.Stopping }

// status says what is going on and how long it will take.
func (c *LabRun) status() string {
	s := c.state()
	step := "step " + words.Thousands(s.Last.Iteration) + " of " + words.Thousands(s.Last.Iterations)
	switch s.Phase {
	case state.Training:
		if s.Last.Remaining == 0 {
			return "Training " + s.Run.Describe() + ": setting up."
		}
		return "Training " + s.Run.Describe() + ": " + step + ", " + words.Duration(s.Last.Remaining) + " to go."
	case state.Paused, state.Stepping:
		return "Paused at " + step + "."
	case state.Pausing, state.Stopping:
		return "Stopping at " + step + "."
	case state.Broken:
		return "Training broke off at " + step + ". It can go on from its last checkpoint, step " + words.Thousands(s.Safe) + "; nothing else is lost."
	case state.Done:
		return c.trained(step)
	}
	if s.Shipped {
		return "Shown: how the network that comes with this page was trained, with a tolerance of " + words.Number(s.Run.Tolerance, 5) + "."
	}
	return ""
}

func (c *LabRun) trained(step string) string {
	s := c.state()
	size := words.Thousands(s.Model.Parameters()) + " weights, for " + s.Run.Describe()
	if s.Loaded {
		return "Loaded: a network of " + size + ", trained to step " + words.Thousands(s.Last.Iteration) + "."
	}
	return "Trained: " + step + ", in " + words.Duration(s.Last.Elapsed) + ". The network has " + size + "."
}

// problem is what went wrong, or what must be put right first.
func (c *LabRun) problem() string {
	s := c.state()
	if s.Problem != "" {
		return s.Problem
	}
	if !s.Busy() && !s.Form.Readable() {
		return "One of the options cannot be used as it is."
	}
	return ""
}

// figures are the numbers of the step on display.
func (c *LabRun) figures() string {
	p := c.state().Last
	if p.Iteration == 0 || len(p.Exploitability) == 0 {
		return ""
	}
	text := "log welfare " + words.Fixed(p.LogNSW, 2) + "; a lie gains at least " + listed(p.Exploitability, scientific)
	if c.state().Run.Penalty {
		return text
	}
	return text + "; its price " + listed(p.Multipliers, func(x float64) string { return words.Fixed(x, 2) })
}

// listed writes a few numbers out, and of many the least and the greatest.
func listed(xs []float64, write func(float64) string) string {
	const most = 3
	if len(xs) <= most {
		return words.Join(texts(xs, write)...)
	}
	low, high := xs[0], xs[0]
	for _, x := range xs {
		low, high = min(low, x), max(high, x)
	}
	return write(low) + " to " + write(high)
}

func scientific(x float64) string { return words.Scientific(x, 1) }

// done is how far the run is, from 0 to 1.
func (c *LabRun) done() float64 {
	if c.state().Last.Iterations == 0 {
		return 0
	}
	return float64(c.state().Last.Iteration) / float64(c.state().Last.Iterations)
}

// next is where the network can be tried; empty while there is none.
func (c *LabRun) next() string {
	rule, ok := c.state().NetworkRule()
	switch {
	case !ok:
		return "#train"
	case rule.Fits(2, 2):
		return "#game"
	}
	return "#bench"
}

func (c *LabRun) nextLabel() string {
	rule, ok := c.state().NetworkRule()
	switch {
	case !ok:
		return ""
	case rule.Fits(2, 2):
		return "Try to cheat it on the first screen"
	}
	return "Try it on the bench, with " + words.Thousands(rule.Agents) + " teams and " + words.Thousands(rule.Resources) + " things"
}
