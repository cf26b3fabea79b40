package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"

	"fallow/ui"
	"fallow/ui/state"
	"fallow/wasm/study"
)

// presentFrontier puts Figure 2 as it is shipped on the map of rules.
func presentFrontier(page *ui.Page) error {
	const file = "assets/results/figure2.json"
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var shipped study.Shipped
	if err := json.Unmarshal(data, &shipped); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	c := shipped.Config
	found := &state.FrontierResult{Samples: c.Instances, Searched: c.Searched, Evaluations: c.Evaluations, Seed: int(c.Seed)}
	type rule struct {
		series string
		x      float64
	}
	place := map[rule]int{}
	for _, r := range shipped.Rows {
		key := rule{r.Series, finite(r.X)}
		if state.FamilyOf(r.Series) == nil {
			continue
		}
		if _, ok := place[key]; !ok {
			place[key] = len(found.Points)
			found.Points = append(found.Points, state.FrontierPoint{Family: key.series, X: key.x, Welfare: 1})
		}
		p := &found.Points[place[key]]
		switch r.Metric {
		case "nswRatio":
			p.Welfare, p.WelfErr = r.Mean, finite(r.StdErr)
		case "exploitability":
			p.Gain, p.GainErr = r.Mean, finite(r.StdErr)
		}
	}
	if len(found.Points) == 0 {
		return fmt.Errorf("%s holds no rule that the map knows", file)
	}
	page.Frontier.State.Present(0, found)
	return nil
}

// finite is x, or 0 where there is no number.
func finite(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}
