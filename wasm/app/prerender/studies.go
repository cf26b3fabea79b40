package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"

	"fallow/ui/fallow"
	"fallow/ui/state"
	"fallow/ui/words"
)

func (native) ShippedStudy(_ context.Context, name string) (*fallow.StudyResult, error) {
	data, err := os.ReadFile(filepath.Join("assets", "results", name+".json"))
	if err != nil {
		return nil, err
	}
	var result fallow.StudyResult
	return &result, json.Unmarshal(data, &result)
}

func (native) Study(context.Context, string, fallow.StudyOptions, func(fallow.StudyProgress)) (*fallow.StudyResult, error) {
	return nil, errNotInFirstView
}

// verdictsPlace is where the essay wants all claims.
var verdictsPlace = []byte("<!--verdicts-->")

// insertVerdicts writes which of all claims hold, so that it can be read without any script.
func insertVerdicts(page []byte) ([]byte, error) {
	if bytes.Count(page, verdictsPlace) != 1 {
		return nil, fmt.Errorf("%s must stand in the essay once", verdictsPlace)
	}
	var rows bytes.Buffer
	var papers, others, ours tally
	for _, view := range state.StudyViews {
		result, err := native{}.ShippedStudy(context.Background(), view.Name)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("the result of %s: %w", view.Name, err)
		}
		for k, v := range result.Verdicts {
			if k == 0 {
				fmt.Fprintf(&rows, `<tr><th scope="rowgroup" rowspan="%d">%s</th>`, len(result.Verdicts), html.EscapeString(result.Source))
			} else {
				rows.WriteString("<tr>")
			}
			mark := ""
			switch {
			case v.Ours:
				mark = ours.count(v.Agrees, "✓ holds", "✗ fails") + " (ours)"
			case view.Name == "audits":
				mark = others.count(v.Agrees, "✓ agrees", "✗ differs")
			default:
				mark = papers.count(v.Agrees, "✓ agrees", "✗ differs")
			}
			fmt.Fprintf(&rows, "<td>%s</td><td>%s</td><td>%s</td></tr>\n", html.EscapeString(words.Typeset(v.Claim)), html.EscapeString(words.Typeset(v.Found)), mark)
		}
	}
	table := fmt.Sprintf(`<details class="data all-verdicts"><summary>All claims at a glance: %d of the paper’s %d agree</summary>
<p class="note">Of %d claims about audits (Dai, Blanchard and Jaillet) %d agree. Of %d of our own, about settings and rules that the paper does not have, %d hold.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Every claim beside what was found"><table class="numbers"><thead><tr><th scope="col">Where</th><th scope="col">Claim</th><th scope="col">What was found</th><th scope="col">Verdict</th></tr></thead>
<tbody>
%s</tbody></table></div></details>`, papers.hold, papers.all, others.all, others.hold, ours.all, ours.hold, rows.String())
	return bytes.Replace(page, verdictsPlace, []byte(table), 1), nil
}

// tally counts claims and those of them that hold.
type tally struct{ hold, all int }

// count counts one, and returns the word for it.
func (t *tally) count(holds bool, yes, no string) string {
	t.all++
	if holds {
		t.hold++
		return yes
	}
	return no
}
