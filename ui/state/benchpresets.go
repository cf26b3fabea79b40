package state

// Preset is a problem to begin with.
type Preset struct {
	Name string
	// Try says what there is to see, in a sentence or two.
	Try   string
	Table Table
	// Whole is whether it begins with resources given out as wholes.
	Whole bool
}

// Presets are the problems that the bench offers. The first is the story that the page begins with.
func Presets() []Preset {
	return []Preset{
		{
			Name: "Two teams",
			Try:  "Two teams share a cluster for a week. Change any number, or let one of them lie.",
			Table: Table{
				Agents:    []string{"Vision", "Language"},
				Resources: []string{"GPUs", "Memory (GB)"},
				Values:    [][]string{{"6", "0.05"}, {"5", "0.02"}},
				Demands:   [][]string{{"14", "800"}, {"12", "900"}},
				Budgets:   []string{"16", "1000"},
				Weights:   []string{"1", "1"},
			},
		},
		{
			Name: "Cheat partial allocation",
			Try: "The small team can use 0.3 of one machine, the large team all of it. Further down, move what the small team says " +
				"it can use from 0.3 to 0.5: partial allocation then gives it 0.25 instead of 0.21, but by lottery that costs it.",
			Table: Table{
				Agents:    []string{"Small team", "Large team"},
				Resources: []string{"Machine"},
				Values:    [][]string{{"1"}, {"1"}},
				Demands:   [][]string{{"0.3"}, {"1"}},
				Budgets:   []string{"1"},
				Weights:   []string{"1", "1"},
			},
		},
		{
			Name: "Whole items",
			Try: "Three heirs, four things that cannot be cut. Each thing goes to whoever holds the largest part of it " +
				"when it is divided.",
			Table: Table{
				Agents:    []string{"Ada", "Ben", "Cleo"},
				Resources: []string{"Piano", "Clock", "Painting", "Boat"},
				Values:    [][]string{{"8", "3", "4", "2"}, {"3", "5", "3", "6"}, {"4", "2", "7", "5"}},
				Demands:   [][]string{{"1", "1", "1", "1"}, {"1", "1", "1", "1"}, {"1", "1", "1", "1"}},
				Budgets:   []string{"1", "1", "1", "1"},
				Weights:   []string{"1", "1", "1"},
			},
			Whole: true,
		},
	}
}
