package main

import (
	"os"
	"path/filepath"

	"fallow/net"
	"fallow/net/kernels"
	"fallow/ui"
	"fallow/ui/state"
)

// shownMoments is about how many points of the shipped network's course are put into the page.
const shownMoments = 100

// presentShipped shows in the training lab how the network that comes with the page was trained.
func presentShipped(page *ui.Page) error {
	model, err := readModel(state.Shipped.Mechanism.File)
	if err != nil {
		return err
	}
	options, course := model.Options(), model.History()
	run := page.Lab.State.Form.Choice
	run.Tolerance, run.Width, run.Steps, run.Seed = options.Objective.Tolerance, options.Network.Width, options.Iterations, int(options.Seed)
	every := max(1, len(course)/shownMoments)
	var history []state.Moment
	for k := every - 1; k < len(course); k += every {
		history = append(history, meanMoment(course[k-every+1:k+1]))
	}
	page.Lab.Present(run, history)
	return nil
}

// meanMoment is the mean of some points of a course, at the step of the last.
func meanMoment(points []net.Point) state.Moment {
	m := state.Moment{Step: points[len(points)-1].Iteration}
	n := float64(len(points))
	for _, p := range points {
		m.OverUniform += p.OverUniform / n
		m.Exploitability += p.Exploitability / n
		m.Multiplier += p.Multiplier / n
	}
	return m
}

// readModel reads a network that is shipped with the site.
func readModel(file string) (*net.Model, error) {
	data, err := os.ReadFile(filepath.Join("assets", filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	return net.Load(data, kernels.Best())
}
