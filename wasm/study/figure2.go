package study

import (
	"fmt"

	"fallow/net"
)

var figure2 = &Study{
	Name:   "figure2",
	Source: "Figure 2",
	Title:  "ExS-Net's frontier against everything that needs no network",
	Try:    "Follow each line from PF, where lying pays most, to where it does not pay.",
	Quick:  Config{Seed: 1, Instances: 1000, Searched: 100, Evaluations: 100, Repeats: 1, Training: 500},
	Full:   Config{Seed: 1, Instances: 10_000, Searched: 1000, Evaluations: 150, Repeats: 1, Training: 1000},
	plan:   planFigure2,
}

// figure2Alphas are the weights of exploitability in eq. (8), across orders of magnitude. Utilities are below 2 and
// exploitability near a hundredth of that, but welfare hardly depends on lies being possible: weights matter from far
// below 1 on.
var figure2Alphas = []float64{.2, .5, 1, 2, 4, 16, 128}

func planFigure2(s *Study, config Config) *Plan {
	p := &Plan{Study: s, Config: config, judge: judgeFigure2, notes: []string{
		"Eq. (8) as printed adds α times exploitability to what is maximised, which would reward it. Exploitability is a cost: we subtract it.",
		"x is α for ExS-Net, the probability of PF for the mixtures, the power of the ratios for the lottery, and the rate of the handicap for the handicapped rule.",
	}}
	entries := []entry{entryPF(), entryPA(), entryUniform()}
	for _, share := range []float64{.25, .5, .75} {
		entries = append(entries, entryMixture(share), entryLottery(share), entryCoin(share))
	}
	entries = append(entries, entryLottery(1))
	for _, tau := range []float64{.2, .4, .6, .8} {
		entries = append(entries, entryHandicap(tau))
	}
	if !config.Baselines {
		for _, alpha := range figure2Alphas {
			r := config.network(system2x2, Literal)
			r.Name, r.Shipped = fmt.Sprintf("figure2-alpha-%g", alpha), false
			r.Options.Objective = net.Objective{Kind: net.Penalty, Alpha: alpha}
			p.need(r)
			e := entryExS(seriesExS, r.Name)
			e.x = alpha
			entries = append(entries, e)
		}
	}
	p.parts = []part{compare(config, system2x2, Literal, entries)}
	return p
}

// point is a place in the plane of Figure 2.
type point struct {
	row           Row // of welfare
	welfare, expl float64
}

// points returns where the rows of a series are, relative to PF.
func points(t Table, series string) []point {
	var found []point
	for _, r := range t {
		if r.Series != series || r.Metric != metricNSW+relative {
			continue
		}
		expl, _ := t.find(series, r.System, r.Setting, metricExploitability+relative, r.X)
		found = append(found, point{r, r.Mean, expl.Mean})
	}
	return found
}

// inside counts the points of others at which ps reach more welfare with no more exploitability, by coins between any
// two of them or PF. Points without any exploitability do not count: no network gets there.
func inside(others, ps []point) (n, of int) {
	for _, p := range others {
		if p.expl < minExploitability {
			continue
		}
		if of++; p.welfare < frontier(ps, p.expl) {
			n++
		}
	}
	return n, of
}

// minExploitability, relative to PF's, is what counts as none in Figure 2.
const minExploitability = 1e-6

// frontier is the largest welfare of a coin between two of points, PF among them, with at most the given exploitability.
func frontier(points []point, expl float64) float64 {
	points = append(points, point{welfare: 1, expl: 1})
	best := 0.0
	for _, a := range points {
		if a.expl > expl {
			continue
		}
		best = max(best, a.welfare)
		for _, b := range points {
			if b.expl > expl {
				share := (expl - a.expl) / (b.expl - a.expl)
				best = max(best, a.welfare+float64(share*(b.welfare-a.welfare)))
			}
		}
	}
	return best
}

func judgeFigure2(r *Result) []Verdict {
	exs := points(r.Rows, seriesExS)
	if len(exs) == 0 {
		return nil
	}
	mixture := append(points(r.Rows, seriesMixture), points(r.Rows, seriesPA)...)
	lottery := points(r.Rows, seriesLottery)
	coin := points(r.Rows, seriesCoin)
	falls := func(claim string, ours bool, why string, others []point) Verdict {
		n, of := inside(others, exs)
		return Verdict{Claim: claim, Ours: ours, Found: fmt.Sprintf("%d of %d of its points do.", n, of), Agrees: n == of, Why: why}
	}
	return []Verdict{
		falls("The mixture of PF and PA falls inside ExS-Net's frontier by a large margin.", false,
			"PA itself can be exploited through demands, which the paper leaves out: that makes the mixture worse still.", mixture),
		falls("PA by lottery falls inside too.", true,
			"The lottery is truthful in values and demands and loses no more welfare than PA.", lottery),
		falls("Coins between PF and the uniform rule fall inside too.", true,
			"Where little is scarce the uniform rule is hard to beat, and networks that must not be exploited end up close to it; see the scarce settings of Figures 4 to 6.", coin),
		falls("The handicapped uniform rule falls inside too.", true,
			"It is the rule at which our networks start. In the smallest system a short training finds other points of its frontier, but hardly any above it.", points(r.Rows, seriesHandicap)),
	}
}
