package state

// StudyView says how a study is shown.
type StudyView struct {
	// Name is what the engine calls the study, Label what stands on its button.
	Name, Label string
	Panels      []StudyPanel
}

// Kinds of panels.
const (
	// StudyDots has a row for each series, with its number as a point.
	StudyDots = "dots"
	// StudyLines has a line for each series, over x.
	StudyLines = "lines"
	// StudyPlane has a line for each series through points that are places of two metrics, the first of them across.
	StudyPlane = "plane"
)

// StudyPanel is one drawing of a study.
type StudyPanel struct {
	Kind, Title string
	// Metrics are those that are drawn.
	Metrics []string
	// Across and Up are the words at the axes.
	Across, Up string
	// LogAcross and LogUp are for logarithmic axes, Percent for numbers that are shares of PF's.
	LogAcross, LogUp, Percent bool
	// One draws where PF is.
	One bool
	// Fixed is for rows that are of no system.
	Fixed bool
	// Timing takes the rows that are measured in seconds.
	Timing bool
}

const (
	studyWelfare        = "Welfare, relative to PF’s"
	studyExploitability = "Exploitability: what lying gains, at least"
)

// studyBars is how Figures 4 to 6 are shown.
var studyBars = []StudyPanel{
	{Kind: StudyDots, Title: "Welfare: geometric mean of utilities, relative to PF’s", Metrics: []string{"geometricMeanRatio"}, Percent: true, One: true},
	{Kind: StudyDots, Title: studyExploitability, Metrics: []string{"exploitability"}},
	{Kind: StudyDots, Title: "Utility per agent, relative to PF’s", Metrics: []string{"utilityRatio"}, Percent: true, One: true},
}

// StudyViews are the studies in the order of their buttons.
var StudyViews = []StudyView{
	{"table2", "Table 2", []StudyPanel{
		{Kind: StudyDots, Title: studyWelfare, Metrics: []string{"nswRatio"}, Percent: true, One: true},
		{Kind: StudyDots, Title: "Exploitability, relative to PF’s", Metrics: []string{"exploitabilityRatio"}, Percent: true, One: true},
		{Kind: StudyDots, Title: "Efficiency, relative to PF’s", Metrics: []string{"efficiencyRatio"}, Percent: true, One: true},
	}},
	{"table1", "Table 1", []StudyPanel{
		{Kind: StudyDots, Title: "Time for one allocation; one by ExS-Net is the unit", Metrics: []string{"relativeTime"}, LogAcross: true, Timing: true},
	}},
	{"figure1", "Figure 1", []StudyPanel{
		{Kind: StudyLines, Title: "What agent 1 truly gets, by what it says that resource 2 is worth beside resource 1", Metrics: []string{"utility"}, Fixed: true,
			Across: "reported ratio; the truth is 0.5", Up: "true utility"},
	}},
	{"figure2", "Figure 2", []StudyPanel{
		{Kind: StudyPlane, Title: "Welfare against exploitability, both relative to PF’s", Metrics: []string{"exploitabilityRatio", "nswRatio"}, Percent: true,
			Across: "exploitability", Up: "welfare"},
	}},
	{"figure4", "Figure 4", studyBars},
	{"figure5", "Figure 5", studyBars},
	{"figure6", "Figure 6", studyBars},
	{"figure7", "Figure 7", []StudyPanel{
		{Kind: StudyLines, Title: studyWelfare, Metrics: []string{"nswRatio"}, Percent: true, Across: "units of each resource", Up: "welfare"},
		{Kind: StudyLines, Title: studyExploitability, Metrics: []string{"exploitability"}, Across: "units of each resource", Up: "exploitability"},
	}},
	{"figure8", "Figure 8", []StudyPanel{
		{Kind: StudyLines, Title: "Values that are reported", Metrics: []string{"valueDensity"}, Across: "value", Up: "density"},
		{Kind: StudyLines, Title: "Demands that are reported", Metrics: []string{"demandDensity"}, Across: "demand", Up: "density"},
	}},
	{"theorem1", "Theorem 1", []StudyPanel{
		{Kind: StudyLines, Title: "Gap in welfare (logNSW) between training set and fresh instances", Metrics: []string{"gapSizeLogNSW"}, LogAcross: true, LogUp: true,
			Across: "training samples L", Up: "gap"},
		{Kind: StudyLines, Title: "Gap in exploitability", Metrics: []string{"gapSizeExploitability"}, LogAcross: true, LogUp: true,
			Across: "training samples L", Up: "gap"},
		{Kind: StudyLines, Title: "What the theorem promises, but for its constant", Metrics: []string{"boundCapacity", "boundCapacityProved", "boundConfidence"},
			LogAcross: true, LogUp: true, Fixed: true, Across: "training samples L", Up: "bound"},
	}},
	{"demands", "Demands", []StudyPanel{
		{Kind: StudyLines, Title: "What an agent gets that wants 0.3 units and asks for more", Metrics: []string{"utility"}, Fixed: true,
			Across: "reported demand; the truth is 0.3", Up: "true utility"},
		{Kind: StudyDots, Title: "Exploitability by lies about values and demands, at least", Metrics: []string{"exploitability"}},
		{Kind: StudyDots, Title: "Exploitability by lies about values only, at least", Metrics: []string{"exploitabilityValues"}},
	}},
	{"audits", "Audits", []StudyPanel{
		{Kind: StudyLines, Title: "Regret: what is lost against giving to the best", Metrics: []string{"regret"}, LogAcross: true, LogUp: true, Across: "rounds", Up: "regret"},
		{Kind: StudyLines, Title: "Audits", Metrics: []string{"audits"}, LogAcross: true, LogUp: true, Across: "rounds", Up: "audits"},
	}},
}

// StudyNamed is the index of a study among StudyViews, 0 if it is none.
func StudyNamed(name string) int {
	for k, v := range StudyViews {
		if v.Name == name {
			return k
		}
	}
	return 0
}
