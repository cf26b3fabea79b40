package study

// Recipe says how to train a network that a plan needs.
type Recipe struct {
	// Name is what the plan calls the network, and the name of its file where it is shipped.
	Name string `json:"name"`
}
