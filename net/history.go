package net

// history is the course of training, thinned out as it grows, and what the stop rule needs. All of it is saved with a
// checkpoint.
type history struct {
	// Every is the number of steps that a point stands for.
	Every  int     `json:"every"`
	Course []Point `json:"course"`
	// Pending sums the steps since the last point.
	Pending Point `json:"pending"`
	Count   int   `json:"count"`

	// Seen is the last exploitability that was seen of each agent, since not every step searches for all.
	Seen []float64 `json:"seen"`

	Window window `json:"window"`
}

// historyLength is the most points that are kept.
const historyLength = 256

// Point is the mean of some steps' progress, up to and including that of Iteration.
type Point struct {
	Iteration int     `json:"iteration"`
	LogNSW    float64 `json:"logNSW"`
	// OverUniform is LogNSW minus the uniform rule's on the same instances, which is far less noisy.
	OverUniform float64 `json:"overUniform"`
	// Exploitability and Multiplier are means over agents.
	Exploitability float64 `json:"exploitability"`
	Multiplier     float64 `json:"multiplier"`
}

// plus returns p + q with q's iteration.
func (p Point) plus(q Point) Point {
	return Point{
		Iteration:      q.Iteration,
		LogNSW:         p.LogNSW + q.LogNSW,
		OverUniform:    p.OverUniform + q.OverUniform,
		Exploitability: p.Exploitability + q.Exploitability,
		Multiplier:     p.Multiplier + q.Multiplier,
	}
}

// over returns p / n with p's iteration.
func (p Point) over(n float64) Point {
	return Point{p.Iteration, p.LogNSW / n, p.OverUniform / n, p.Exploitability / n, p.Multiplier / n}
}

// add takes in a step's progress.
func (h *history) add(p Progress) {
	h.Every = max(h.Every, 1)
	h.Pending = h.Pending.plus(Point{p.Iteration, p.LogNSW, p.OverUniform, mean(p.Exploitability), mean(p.Multipliers)})
	h.Count++
	if h.Count < h.Every {
		return
	}
	h.Course = append(h.Course, h.Pending.over(float64(h.Count)))
	h.Pending, h.Count = Point{}, 0
	if len(h.Course) == historyLength {
		h.thin()
	}
}

// thin puts pairs of points together.
func (h *history) thin() {
	for k := range historyLength / 2 {
		h.Course[k] = h.Course[2*k].plus(h.Course[2*k+1]).over(2)
	}
	h.Course = h.Course[:historyLength/2]
	h.Every *= 2
}

// points returns a copy of the course, with what is pending as its last point.
func (h *history) points() []Point {
	points := append([]Point(nil), h.Course...)
	if h.Count > 0 {
		points = append(points, h.Pending.over(float64(h.Count)))
	}
	return points
}

// window compares stretches of steps, for the stop rule.
type window struct {
	// Sum is the score of the steps of this stretch so far.
	Sum   float64 `json:"sum"`
	Count int     `json:"count"`
	// Best is the best mean score of a stretch, if there has been one, and Stalled says that the last one was no better.
	Best    float64 `json:"best"`
	Any     bool    `json:"any"`
	Stalled bool    `json:"stalled"`
}

// leastImprovement is how much better, in log welfare, a stretch must be than the best before it.
const leastImprovement = 1e-4

// add takes in a step's score and compares when patience steps are full. Patience 0 never stalls.
func (w *window) add(score float64, patience int) {
	w.Sum += score
	w.Count++
	if patience == 0 || w.Count < patience {
		return
	}
	mean := w.Sum / float64(w.Count)
	w.Stalled = w.Any && mean < w.Best+leastImprovement
	if !w.Any || mean > w.Best {
		w.Best, w.Any = mean, true
	}
	w.Sum, w.Count = 0, 0
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(max(1, len(x)))
}
