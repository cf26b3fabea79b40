package state

// Seconds estimates how long so many steps take on the machine that the figures below were measured on.
func (c Choice) Seconds(steps int) float64 {
	sum := 0.0
	for _, s := range c.Systems {
		sum += c.step(s)
	}
	return sum / float64(max(1, len(c.Systems))) * float64(steps)
}

// Estimate is how long the run will take here, in seconds: as this machine has done so far, if it has trained before.
func (l *Lab) Estimate() float64 {
	seconds := l.Form.Choice.Seconds(l.Form.Choice.Steps)
	if l.pace > 0 {
		seconds *= l.pace
	}
	return seconds
}

// step is the seconds of a step on a system: for every misreport that is tried, some time for every cell of the table and
// some for every multiplication of the network. Fitted to steps of all kinds of networks from 2x2 to 10x3, on two cores;
// within a factor of two of each.
func (c Choice) step(s System) float64 {
	const (
		trials         = 24 // passes through the network for each agent of each instance
		perCell        = 25e-9
		perMultiply    = .05e-9
		perStep        = 1.5e-3
		featuresOfCell = 6
	)
	n, m, w, d := float64(s.Agents), float64(s.Resources), float64(c.Width), float64(c.Depth)
	multiply := 0.0
	switch c.Network {
	case "mlp":
		multiply = featuresOfCell*n*m*w + (d-1)*w*w + w*(2*n+1)*m
	case "exchangeable": // only the liar's row is computed anew
		multiply = m * d * 4 * w * w
	case "transformer":
		multiply = n * d * (12*w*w + 2*n*w)
	default:
		multiply = n * d * 3 * w * w
	}
	return perStep + trials*n*float64(c.Batch)*(perCell*n*m+perMultiply*multiply)
}
