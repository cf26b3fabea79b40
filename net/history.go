package net

// history is the course of training, thinned out as it grows, and what the stop rule needs.
type history struct {
	// Every is the number of steps that a point stands for.
	Every  int     `json:"every"`
	Course []Point `json:"course"`
	// Pending sums the steps since the last point.
	Pending Point `json:"pending"`
	Count   int   `json:"count"`
}

// historyLength is the most points that are kept.
const historyLength = 256

// Point is the mean of some steps' progress, up to and including that of Iteration.
type Point struct {
	Iteration int     `json:"iteration"`
	LogNSW    float64 `json:"logNSW"`
	// Exploitability and Multiplier are means over agents.
	Exploitability float64 `json:"exploitability"`
	Multiplier     float64 `json:"multiplier"`
}

// add takes in a step's progress.
func (h *history) add(p Progress) {
	h.Every = max(h.Every, 1)
	h.Pending.Iteration = p.Iteration
	h.Pending.LogNSW += p.LogNSW
	h.Pending.Exploitability += mean(p.Exploitability)
	h.Pending.Multiplier += mean(p.Multipliers)
	h.Count++
	if h.Count < h.Every {
		return
	}
	h.Course = append(h.Course, h.pendingMean())
	h.Pending, h.Count = Point{}, 0
	if len(h.Course) == historyLength {
		h.thin()
	}
}

// thin puts pairs of points together.
func (h *history) thin() {
	for k := range historyLength / 2 {
		a, b := h.Course[2*k], h.Course[2*k+1]
		h.Course[k] = Point{
			Iteration:      b.Iteration,
			LogNSW:         (a.LogNSW + b.LogNSW) / 2,
			Exploitability: (a.Exploitability + b.Exploitability) / 2,
			Multiplier:     (a.Multiplier + b.Multiplier) / 2,
		}
	}
	h.Course = h.Course[:historyLength/2]
	h.Every *= 2
}

func (h *history) pendingMean() Point {
	p, n := h.Pending, float64(h.Count)
	p.LogNSW /= n
	p.Exploitability /= n
	p.Multiplier /= n
	return p
}

// points returns a copy of the course, with what is pending as its last point.
func (h *history) points() []Point {
	points := append([]Point(nil), h.Course...)
	if h.Count > 0 {
		points = append(points, h.pendingMean())
	}
	return points
}

func (h *history) stalled(patience int) bool { return false }

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(max(1, len(x)))
}
