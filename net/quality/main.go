// Command quality trains networks and audits them: their welfare and exploitability relative to those of proportional
// fairness, on fresh instances, by the search of core/exploit that training knows nothing of.
//
// It prints a line of JSON and a line of ratios for each of PF, the uniform rule and the network, and at the end a table
// of all networks. Run it with SIMD kernels in Node, where it is many times faster than natively.
//
// It imports core, net and, to measure against, solvers; nothing imports it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"

	"fallow/core/evaluate"
	"fallow/core/sample"
	"fallow/net"
)

// command is what the flags say.
type command struct {
	setups, test, options, kinds, start, model, save string
	samples, agents, every                           int
	seed                                             uint64
	baselines                                        bool
}

func main() {
	var c command
	flag.StringVar(&c.setups, "setups", `[{"agents":2,"resources":2}]`, "setups to train on, as JSON")
	flag.StringVar(&c.test, "test", "", "setups to audit on, as JSON; those of training when empty")
	flag.StringVar(&c.options, "options", `{"objective":{"kind":"constrained","tolerance":3e-4}}`, "TrainOptions, as JSON")
	flag.StringVar(&c.kinds, "kinds", "", "kinds of networks to train one after the other, as in mlp,exchangeable; that of the options when empty")
	flag.IntVar(&c.samples, "samples", 1000, "instances to audit on")
	flag.IntVar(&c.agents, "agents", 0, "agents of each instance to search for, 0 for all")
	flag.Uint64Var(&c.seed, "seed", 12345, "seed of the audit")
	flag.IntVar(&c.every, "every", 500, "steps between lines of progress")
	flag.StringVar(&c.save, "save", "", "file for the model (the last, where there are several)")
	flag.StringVar(&c.start, "start", "", "file of a model to start from")
	flag.StringVar(&c.model, "model", "", "file of a model to audit, instead of training one")
	flag.BoolVar(&c.baselines, "baselines", true, "show PF and the uniform rule as well")
	flag.Parse()
	if err := c.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (c *command) run() error {
	var on, against []sample.Setup
	if err := json.Unmarshal([]byte(c.setups), &on); err != nil {
		return err
	}
	if against = on; c.test != "" {
		if err := json.Unmarshal([]byte(c.test), &against); err != nil {
			return err
		}
	}
	networks, err := c.networks(on)
	if err != nil {
		return err
	}
	rows := make([]string, len(networks))
	for k, n := range networks {
		rows[k] = fmt.Sprintf("| %s | %d | %.0f |", n.name, n.model.Parameters(), n.seconds)
	}
	head := "| network | parameters | CPU s |"
	for _, s := range against {
		head += fmt.Sprintf(" %dx%d: geometric mean | exploitability |", s.Agents, s.Resources)
		if err := c.audit(s, networks, rows); err != nil {
			return err
		}
	}
	fmt.Printf("%s\n|%s\n", head, strings.Repeat("---|", strings.Count(head, "|")-1))
	for _, row := range rows {
		fmt.Println(row)
	}
	return nil
}

// audit audits all networks on one setup and adds to their rows of the table what they are relative to PF.
func (c *command) audit(s sample.Setup, networks []network, rows []string) error {
	a, err := newAuditor(s, c.samples, c.agents, c.seed, c.baselines)
	if err != nil {
		return err
	}
	for k, n := range networks {
		records, err := a.audit(n.model)
		if err != nil {
			return err
		}
		rows[k] += fmt.Sprintf(" %v | %v |", ratioOfMeans(records, a.pf, a.size(), entry(evaluate.RecordGeometricMean)),
			ratioOfMeans(records, a.pf, a.size(), meanGain))
	}
	return nil
}

// networks trains, or loads, what is to be audited.
func (c *command) networks(on []sample.Setup) ([]network, error) {
	if c.model != "" {
		model, err := load(c.model)
		return []network{{name: c.model, model: model}}, err
	}
	var o net.Options
	if err := json.Unmarshal([]byte(c.options), &o); err != nil {
		return nil, err
	}
	kinds := []net.NetworkKind{o.Network.Kind}
	if c.kinds != "" {
		kinds = nil
		for _, kind := range strings.Split(c.kinds, ",") {
			kinds = append(kinds, net.NetworkKind(kind))
		}
	}
	var networks []network
	for _, kind := range kinds {
		o.Network.Kind = kind
		n, err := train(on, o, c.every, c.start)
		if err != nil {
			return nil, err
		}
		networks = append(networks, n)
		if c.save != "" {
			if err := os.WriteFile(c.save, n.model.Save(), 0o644); err != nil {
				return nil, err
			}
		}
	}
	return networks, nil
}
