package ui

// Chart is a picture that charts.mjs draws into an element that vugu leaves alone.
type Chart struct {
	// ID is that of the element.
	ID string
	// Kind names the drawing function.
	Kind string
	// Width is about how wide the element is on a desktop, in pixels, for the drawing that the build puts into the page;
	// 0 stands for a wide one.
	Width int
	// Version says when Spec must be drawn afresh.
	Version uint64
	// Spec makes the drawing's data, to be passed as JSON.
	Spec func() any
	// Marker is what moves in a drawing that stays, e.g. the point on a curve; nil where there is none.
	Marker any
}

// Line is one line of a chart.
type Line struct {
	// Slug picks the colour.
	Slug string `json:"slug"`
	// Name is written beside the line.
	Name   string       `json:"name"`
	Points [][2]float64 `json:"points"`
}

// Tick is a place on an axis with what is written there.
type Tick struct {
	At   float64 `json:"at"`
	Text string  `json:"text"`
}
