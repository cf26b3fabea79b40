package state

// Preset is a problem to begin with.
type Preset struct {
	// Key is its name in an address.
	Key, Name string
	// Try says what there is to see, in a sentence or two.
	Try   string
	Table Table
	// Whole is whether it begins with resources given out as wholes.
	Whole bool
}

// PresetAt finds a preset by its key; -1 if there is none.
func PresetAt(key string) int {
	for k, p := range Presets() {
		if p.Key == key {
			return k
		}
	}
	return -1
}

// Presets are the problems that the bench offers. The first is the story that the page begins with.
func Presets() []Preset {
	return []Preset{
		{
			Key: "two-teams", Name: "Two teams",
			Try: "Two teams share a cluster for a week. Change any number, or let one of them lie.",
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
			Key: "figure-1", Name: "Figure 1",
			Try: "The paper’s example. Let agent 1 say that the second thing is worth 0.26 instead of 0.5: under proportional fairness " +
				"it gets almost a sixth more. Below 0.25, agent 2’s own ratio, it loses.",
			Table: Table{
				Agents:    []string{"Agent 1", "Agent 2"},
				Resources: []string{"First thing", "Second thing"},
				Values:    [][]string{{"1", "0.5"}, {"1", "0.25"}},
				Demands:   [][]string{{"1", "1"}, {"1", "1"}},
				Budgets:   []string{"1", "1"},
				Weights:   []string{"1", "1"},
			},
		},
		{
			Key: "computing", Name: "Computing budget",
			Try: "Five teams of a firm share a year’s computing; the platform team counts double. Look at the prices, then add " +
				"cheap hours until one of them is free.",
			Table: Table{
				Agents:    []string{"Search", "Adverts", "Fraud", "Research", "Platform"},
				Resources: []string{"CPU hours (1000)", "GPU hours (1000)", "Storage (TB)"},
				Values:    [][]string{{"2", "5", "0.3"}, {"3", "4", "0.5"}, {"4", "2", "0.8"}, {"1", "9", "0.4"}, {"3", "1", "1"}},
				Demands:   [][]string{{"40", "12", "60"}, {"30", "10", "80"}, {"25", "3", "90"}, {"20", "30", "50"}, {"50", "4", "120"}},
				Budgets:   []string{"100", "30", "250"},
				Weights:   []string{"1", "1", "1", "1", "2"},
			},
		},
		{
			Key: "loans", Name: "Loan packages",
			Try: "Four dealers pass on customers’ wishes for car loans. Who says that one package is worth most to it gets more of that; " +
				"see what each could gain by saying so, and under which rules nothing.",
			Table: Table{
				Agents:    []string{"North Motors", "City Cars", "Valley Autos", "Harbour Wheels"},
				Resources: []string{"36 months (1000 €)", "60 months (1000 €)", "Leasing (1000 €)"},
				Values:    [][]string{{"1.2", "0.8", "0.5"}, {"0.9", "1.1", "1.3"}, {"1", "1.4", "0.4"}, {"0.7", "0.6", "1.1"}},
				Demands:   [][]string{{"400", "300", "100"}, {"250", "350", "400"}, {"200", "500", "80"}, {"150", "200", "300"}},
				Budgets:   []string{"700", "900", "500"},
				Weights:   []string{"1", "1", "1", "1"},
			},
		},
		{
			Key: "food-banks", Name: "Food banks",
			Try: "Six food banks share a week’s donations; weights are the thousands of people that each feeds. Would any want another’s share? " +
				"Compare the rules’ largest envy.",
			Table: Table{
				Agents:    []string{"Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel"},
				Resources: []string{"Produce (t)", "Bread (t)", "Tins (t)", "Milk (1000 l)"},
				Values: [][]string{
					{"5", "3", "2", "4"}, {"2", "4", "3", "5"}, {"4", "2", "5", "1"}, {"3", "3", "3", "3"}, {"6", "1", "2", "4"}, {"1", "5", "4", "2"},
				},
				Demands: [][]string{
					{"8", "5", "10", "6"}, {"6", "9", "12", "8"}, {"10", "4", "15", "3"}, {"4", "4", "6", "5"}, {"12", "3", "8", "9"}, {"5", "10", "14", "4"},
				},
				Budgets: []string{"25", "20", "40", "18"},
				Weights: []string{"4", "6", "5", "2", "7", "5"},
			},
		},
		{
			Key: "gpus", Name: "GPUs in a company",
			Try: "Eight projects want new and old GPUs and fast disks. Everybody’s first choice is the same, so the new ones are dear. " +
				"Ask what each project could gain by lying.",
			Table: Table{
				Agents:    []string{"Speech", "Vision", "Maps", "Ranking", "Chat", "Robots", "Genomes", "Weather"},
				Resources: []string{"New GPUs", "Old GPUs", "Fast disks (TB)"},
				Values: [][]string{
					{"10", "4", "1"}, {"9", "5", "2"}, {"6", "3", "3"}, {"8", "6", "1"}, {"12", "3", "1"}, {"7", "4", "2"}, {"5", "4", "4"}, {"9", "2", "5"},
				},
				Demands: [][]string{
					{"16", "32", "20"}, {"24", "16", "40"}, {"8", "8", "60"}, {"12", "40", "10"}, {"64", "32", "30"}, {"8", "16", "25"}, {"4", "24", "80"},
					{"32", "8", "90"},
				},
				Budgets: []string{"64", "96", "200"},
				Weights: []string{"1", "1", "1", "1", "1", "1", "1", "1"},
			},
		},
		{
			Key: "cheat-pa", Name: "Cheat partial allocation",
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
			Key: "items", Name: "Whole items",
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
