package main

import (
	"bytes"
	"fmt"
	"os"
)

// The places in index.html that the first view goes to.
var (
	mountPlace    = []byte(`<main id="fallow"></main>`)
	snapshotPlace = []byte(`<script type="application/json" id="snapshot"></script>`)
)

// fillShell puts the view into the page. The snapshot is data, not a script, so the page's policy lets it be inline;
// "<" is escaped by encoding/json, so it cannot end its element.
func fillShell(shell string, v *view) ([]byte, error) {
	page, err := os.ReadFile(shell)
	if err != nil {
		return nil, err
	}
	for _, place := range [][]byte{mountPlace, snapshotPlace} {
		if bytes.Count(page, place) != 1 {
			return nil, fmt.Errorf("%s must contain exactly one %s", shell, place)
		}
	}
	page = bytes.Replace(page, mountPlace, v.main, 1)
	filled := bytes.Replace(snapshotPlace, []byte("></"), append(append([]byte(">"), v.snapshot...), "</"...), 1)
	return bytes.Replace(page, snapshotPlace, filled, 1), nil
}
