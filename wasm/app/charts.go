//go:build js && wasm

package main

import (
	"encoding/json"

	"github.com/hack-pad/safejs"

	"fallow/ui"
)

// charts hands pictures to charts.mjs, by way of boot.mjs, when they have changed.
type charts struct {
	host  safejs.Value
	drawn map[string]drawn
}

// drawn is what charts.mjs was last told of one chart.
type drawn struct {
	version uint64
	marker  string
}

func newCharts(host safejs.Value) *charts {
	return &charts{host: host, drawn: map[string]drawn{}}
}

func (c *charts) draw(pictures []ui.Chart) error {
	for _, p := range pictures {
		last, ok := c.drawn[p.ID]
		marker, err := json.Marshal(p.Marker)
		if err != nil {
			return err
		}
		spec := []byte("null") // as it is
		if !ok || last.version != p.Version {
			if spec, err = json.Marshal(p.Spec()); err != nil {
				return err
			}
		} else if last.marker == string(marker) {
			continue
		}
		c.drawn[p.ID] = drawn{p.Version, string(marker)}
		if _, err := c.host.Call("draw", p.ID, p.Kind, string(spec), string(marker)); err != nil {
			return err
		}
	}
	return nil
}
