package study

import (
	"fallow/core"
	"fallow/net"
	"fallow/solvers"
)

// The mechanisms that are compared, by the names that rows have for them.
const (
	seriesPF       = "pf"
	seriesPA       = "pa"
	seriesLottery  = "pa-lottery"
	seriesMixture  = "mixture"
	seriesUniform  = "uniform"
	seriesCoin     = "coin"
	seriesHandicap = "handicap"
	seriesExS      = "exs"
)

// entry is one mechanism of a comparison.
type entry struct {
	series string
	// x is the row's place on the horizontal axis, NaN where there is none.
	x float64
	// perAgent says that one allocation takes a PF solve for each agent and one more, not just one.
	perAgent bool
	// valuesToo searches for misreports of values alone as well; the reference must do so too.
	valuesToo bool
	// network is the name of the recipe of a network, else empty.
	network string
	build   func(w *Worker) (core.Mechanism, error)
}

func entryPF() entry {
	return entry{series: seriesPF, x: none, build: func(*Worker) (core.Mechanism, error) {
		return solvers.NewPF(solvers.Options{}), nil
	}}
}

func entryPA() entry {
	return entry{series: seriesPA, x: none, perAgent: true, build: func(*Worker) (core.Mechanism, error) {
		return solvers.NewPA(solvers.Options{}), nil
	}}
}

func entryUniform() entry {
	return entry{series: seriesUniform, x: none, build: func(*Worker) (core.Mechanism, error) {
		return solvers.NewUniform(), nil
	}}
}

// entryMixture is PF with probability rho, else PA.
func entryMixture(rho float64) entry {
	return entry{series: seriesMixture, x: rho, perAgent: true, build: func(*Worker) (core.Mechanism, error) {
		return solvers.NewMixture(rho, solvers.Options{})
	}}
}

// entryLottery is PA by lottery with r_i^power.
func entryLottery(power float64) entry {
	return entry{series: seriesLottery, x: power, perAgent: true, build: func(*Worker) (core.Mechanism, error) {
		return solvers.NewLottery(power, solvers.Options{})
	}}
}

// entryCoin is PF with probability rho, else the uniform rule.
func entryCoin(rho float64) entry {
	return entry{series: seriesCoin, x: rho, build: func(*Worker) (core.Mechanism, error) {
		return &coin{first: solvers.NewPF(solvers.Options{}), second: solvers.NewUniform(), p: rho}, nil
	}}
}

// baselines are the mechanisms that every comparison shows, at the one setting of each that a bar chart has room for.
func baselines() []entry {
	return []entry{
		entryPF(), entryPA(), entryLottery(1), entryMixture(.5), entryUniform(), entryCoin(.5), entryHandicap(net.DefaultHandicap),
	}
}

// entryHandicap is the rule at which networks start.
func entryHandicap(tau float64) entry {
	return entry{series: seriesHandicap, x: tau, build: func(*Worker) (core.Mechanism, error) {
		return net.NewHandicap(tau)
	}}
}

// networks are the recipes that entries need.
func networks(entries ...entry) []string {
	var names []string
	for _, e := range entries {
		if e.network != "" {
			names = append(names, e.network)
		}
	}
	return names
}
