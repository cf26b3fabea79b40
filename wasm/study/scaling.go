package study

import (
	"fmt"
	"math"
)

// Figures 4, 5 and 6 are one experiment on systems of different sizes.
var (
	figure4 = scaling("figure4", "Figure 4", "In small systems ExS-Net keeps most of the welfare and little of the temptation to lie",
		[]System{system2x2, system10x3}, scalingClaim{left: .2})
	figure5 = scaling("figure5", "Figure 5", "With 40 or 60 agents the paper's own setting has plenty for all; make it scarce and the picture returns",
		[]System{system40x3, system60x2}, scalingClaim{left: .12, utility: .82})
	figure6 = scaling("figure6", "Figure 6", "The same order of mechanisms in every small system",
		[]System{system2x3, system3x5, system5x3}, scalingClaim{})
)

// scalingClaim is what the paper's text says of ExS-Net in a figure, relative to PF: zero where it says nothing.
type scalingClaim struct {
	// left is the share of exploitability that is left at most, utility the share of each agent's utility at least.
	left, utility float64
}

func scaling(name, source, title string, systems []System, claim scalingClaim) *Study {
	return &Study{
		Name: name, Source: source, Title: title,
		Try:   "Switch from the paper's setting to a scarce one and watch PF's exploitability.",
		Quick: Config{Seed: 1, Instances: 400, Searched: 40, Evaluations: 100, Repeats: 1},
		Full:  Config{Seed: 1, Instances: 10_000, Searched: 1000, Evaluations: 300, Repeats: 1},
		plan: func(s *Study, config Config) *Plan {
			p := &Plan{Study: s, Config: config, judge: func(r *Result) []Verdict { return judgeScaling(r, systems, claim) }, notes: scalingNotes}
			for _, system := range systems {
				for _, setting := range allSettings {
					p.parts = append(p.parts, compare(config, system, setting, p.withNetwork(system, setting)))
				}
			}
			return p
		},
	}
}

var scalingNotes = []string{
	"Exploitability is the mean over agents of what a search found that an agent gains by lying: at least that much can be gained.",
	"From ten agents on, best responses are searched for in four agents of each instance, drawn at random. Mechanisms that solve one program per agent get less from three agents on: " +
		"two agents of each instance, one in systems of 40 and 60 agents, and fewer evaluations.",
	"From ten agents on the product of utilities is next to nothing, and an agent that asks for nothing makes it zero: the geometric mean over the agents that ask for something says more.",
}

// scarceEnough is the exploitability of PF below which there is nothing to reduce.
const scarceEnough = 1e-5

func judgeScaling(r *Result, systems []System, claim scalingClaim) []Verdict {
	var verdicts []Verdict
	for _, system := range systems {
		name := system.String()
		for _, setting := range allSettings {
			pf, _ := r.Rows.find(seriesPF, name, string(setting), metricExploitability, none)
			if pf.Mean < scarceEnough {
				verdicts = append(verdicts, Verdict{
					Claim:  fmt.Sprintf("%s, %s: PF can be exploited.", name, setting.words()),
					Ours:   setting != Literal,
					Found:  fmt.Sprintf("PF's exploitability is %s.", measured(pf)),
					Agrees: false,
					Why: "With a budget of N/2 and half of the wishes left out, agents want 0.275 N of each resource on average: everybody gets everything, " +
						"under every mechanism, and nobody has a reason to lie. The paper's figure cannot come from its eq. (6) as printed.",
				})
				continue
			}
			verdicts = append(verdicts, judgeExS(r, name, setting, claim)...)
		}
	}
	return verdicts
}

// judgeExS compares what the paper claims of ExS-Net with what was found, where ExS-Net was measured.
func judgeExS(r *Result, system string, setting Setting, claim scalingClaim) []Verdict {
	row := func(series, metric string) Row {
		found, _ := r.Rows.find(series, system, string(setting), metric, none)
		return found
	}
	expl := row(seriesExS, metricExploitability+relative)
	if expl.N == 0 {
		return nil
	}
	welfare, pa := row(seriesExS, metricGeometricMean+relative), row(seriesPA, metricGeometricMean+relative)
	mixture, mixtureExpl := row(seriesMixture, metricGeometricMean+relative), row(seriesMixture, metricExploitability+relative)
	where := fmt.Sprintf("%s, %s: ", system, setting.words())
	var verdicts []Verdict
	if claim.left > 0 {
		verdicts = append(verdicts, Verdict{
			Claim:  where + fmt.Sprintf("ExS-Net takes at least %.0f %% of PF's exploitability away.", 100*(1-claim.left)),
			Found:  fmt.Sprintf("%s of it is left.", measuredPercent(expl)),
			Agrees: expl.Mean <= claim.left+2*expl.StdErr,
			Why:    "How little is left is a choice: the tolerance that a network is trained with, and how long it is trained. Most of ours for large systems had few steps.",
		})
	}
	if claim.utility > 0 {
		utility := row(seriesExS, metricUtility+relative)
		verdicts = append(verdicts, Verdict{
			Claim:  where + fmt.Sprintf("Under ExS-Net an agent has on average more than %.0f %% of its utility under PF.", 100*claim.utility),
			Found:  measuredPercent(utility) + ".",
			Agrees: utility.Mean > claim.utility,
			Why:    "Where resources are scarce, what is taken from one agent is another's: what a network withholds is lost to all.",
		})
	}
	verdicts = append(verdicts, []Verdict{{
		Claim:  where + "ExS-Net has more welfare than PA.",
		Found:  fmt.Sprintf("%s of PF's geometric mean, PA %s.", measuredPercent(welfare), measuredPercent(pa)),
		Agrees: welfare.Mean > pa.Mean,
	}, {
		Claim:  where + "ExS-Net beats the mixture of PF and PA in welfare and in exploitability.",
		Found:  fmt.Sprintf("Welfare %s against %s, exploitability %s against %s, relative to PF.", percent(welfare.Mean), percent(mixture.Mean), percent(expl.Mean), percent(mixtureExpl.Mean)),
		Agrees: welfare.Mean > mixture.Mean && expl.Mean < mixtureExpl.Mean,
	}}...)
	for k := range verdicts {
		verdicts[k].Ours = setting != Literal
	}
	return append(verdicts, judgeRules(where, row))
}

// judgeRules compares ExS-Net with the rules by hand that the paper leaves out.
func judgeRules(where string, row func(series, metric string) Row) Verdict {
	of := func(series string) (welfare, exploitability Row) {
		return row(series, metricGeometricMean+relative), row(series, metricExploitability+relative)
	}
	welfare, expl := of(seriesExS)
	uniform, none := of(seriesUniform)
	handicap, some := of(seriesHandicap)
	comparable := some.Mean <= expl.Mean+2*math.Hypot(some.StdErr, expl.StdErr)
	v := Verdict{
		Claim: where + "Among the rules that are exploited no more than it, ExS-Net has the most welfare: more than the uniform rule and its handicapped form.",
		Ours:  true,
		Found: fmt.Sprintf("Geometric mean %s at %s of PF's exploitability; the uniform rule has %s at %s, the handicapped one %s at %s.",
			measuredPercent(welfare), percent(expl.Mean), percent(uniform.Mean), percent(none.Mean), percent(handicap.Mean), measuredPercent(some)),
		Agrees: welfare.Mean > uniform.Mean && (welfare.Mean > handicap.Mean || !comparable),
	}
	if !v.Agrees {
		v.Why = "The handicapped rule is where our networks start. Within two standard errors it is exploited no more than the network here, and has more welfare."
	}
	return v
}
