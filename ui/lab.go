package ui

import (
	"fmt"
	"slices"
	"strconv"

	"fallow/ui/state"
	"fallow/ui/words"
)

// Lab is where the reader trains a network.
type Lab struct {
	Control *LabControl
}

func (c *Lab) state() *state.Lab { return c.Control.State }

func (c *Lab) choose(change func(*state.Choice)) { c.state().Choose(change) }

// choice is one question to the reader.
type choice struct {
	name, legend string
	options      []string
	chosen       int
	pick         func(int)
}

func (c *Lab) choices() []choice {
	now := c.state().Choice
	scarce := 0
	if now.Scarce {
		scarce = 1
	}
	return []choice{
		{"lab-setting", "Each team asks for each thing", []string{"half the time", "always: scarcer"}, scarce,
			func(k int) { c.choose(func(ch *state.Choice) { ch.Scarce = k == 1 }) }},
		{"lab-tolerance", "Lying may gain, on average, at most", texts(state.Tolerances, func(x float64) string { return words.Number(x, 4) }),
			slices.Index(state.Tolerances, now.Tolerance),
			func(k int) { c.choose(func(ch *state.Choice) { ch.Tolerance = state.Tolerances[k] }) }},
		{"lab-width", "Neurons in each of three layers", texts(state.Widths, strconv.Itoa), slices.Index(state.Widths, now.Width),
			func(k int) { c.choose(func(ch *state.Choice) { ch.Width = state.Widths[k] }) }},
		{"lab-steps", "Steps of training", texts(state.StepCounts, strconv.Itoa), slices.Index(state.StepCounts, now.Steps),
			func(k int) { c.choose(func(ch *state.Choice) { ch.Steps = state.StepCounts[k] }) }},
		{"lab-seed", "Chance (the seed)", texts([]int{1, 2, 3, 4}, strconv.Itoa), now.Seed - 1,
			func(k int) { c.choose(func(ch *state.Choice) { ch.Seed = k + 1 }) }},
	}
}

func texts[T any](list []T, write func(T) string) []string {
	out := make([]string, len(list))
	for k, x := range list {
		out[k] = write(x)
	}
	return out
}

// trainLabel is what pressing the main button does.
func (c *Lab) trainLabel() string {
	switch c.state().Phase {
	case state.Training, state.Pausing, state.Stopping:
		return "Pause"
	case state.Paused:
		return "Go on"
	case state.Done:
		return "Train again"
	}
	return "Train"
}

func (c *Lab) onTrain() {
	switch c.state().Phase {
	case state.Training:
		c.Control.Pause()
	case state.Paused:
		c.Control.Resume()
	case state.Idle, state.Done:
		c.Control.Train()
	}
}

// waiting is true while a press of a button has not been answered.
func (c *Lab) waiting() bool {
	return c.state().Phase == state.Pausing || c.state().Phase == state.Stopping
}

func (c *Lab) canStop() bool { return c.state().Busy() && c.state().Phase != state.Stopping }

// status says what is going on and how long it will take.
func (c *Lab) status() string {
	s := c.state()
	step := fmt.Sprintf("step %d of %d", s.Last.Iteration, s.Last.Iterations)
	switch s.Phase {
	case state.Training:
		if s.Last.Iteration == 0 {
			return "Training: setting up."
		}
		return "Training: " + step + ", " + words.Duration(s.Last.Remaining) + " to go."
	case state.Paused:
		return "Paused at " + step + "."
	case state.Pausing, state.Stopping:
		return "Stopping at " + step + "."
	case state.Done:
		return "Trained: " + step + ", in " + words.Duration(s.Last.Elapsed) + ". Your network now plays in the game and on the bench."
	case state.Idle:
		if s.Shipped {
			return "Shown: how the network that comes with this page was trained."
		}
	}
	return ""
}

// figures are the numbers of the step on display.
func (c *Lab) figures() string {
	p := c.state().Last
	if p.Iteration == 0 || len(p.Exploitability) == 0 {
		return ""
	}
	return "logNSW " + words.Fixed(p.LogNSW, 2) + "; a lie gains at least " + words.Join(texts(p.Exploitability, scientific)...) +
		"; multipliers " + words.Join(texts(p.Multipliers, func(x float64) string { return words.Fixed(x, 2) })...)
}

func scientific(x float64) string { return words.Scientific(x, 1) }

// done is how far the run is, from 0 to 1.
func (c *Lab) done() float64 {
	if c.state().Last.Iterations == 0 {
		return 0
	}
	return float64(c.state().Last.Iteration) / float64(c.state().Last.Iterations)
}

func (c *Lab) begun() bool { return c.state().Phase != state.Idle || len(c.state().History) > 0 }
