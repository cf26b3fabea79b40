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

// verdictsPlace is where the essay wants all comparisons with the paper.
var verdictsPlace = []byte("<!--verdicts-->")

// insertVerdicts writes what the shipped results say of the paper's claims, so that it can be read without any script.
func insertVerdicts(page []byte) ([]byte, error) {
	if bytes.Count(page, verdictsPlace) != 1 {
		return nil, fmt.Errorf("%s must stand in the essay once", verdictsPlace)
	}
	var out bytes.Buffer
	agree, all := 0, 0
	for _, view := range state.StudyViews {
		result, err := native{}.ShippedStudy(context.Background(), view.Name)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("the result of %s: %w", view.Name, err)
		}
		for k, v := range result.Verdicts {
			all++
			mark := "✗ differs"
			if v.Agrees {
				agree++
				mark = "✓ agrees"
			}
			source := ""
			if k == 0 {
				source = fmt.Sprintf(`<th scope="rowgroup" rowspan="%d">%s</th>`, len(result.Verdicts), html.EscapeString(result.Source))
			}
			fmt.Fprintf(&out, "<tr>%s<td>%s</td><td>%s</td><td>%s</td></tr>\n", source, html.EscapeString(words.Typeset(v.Claim)), html.EscapeString(words.Typeset(v.Found)), mark)
		}
	}
	table := fmt.Sprintf(`<details class="data all-verdicts"><summary>All %d claims at a glance: %d agree</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Every claim of the paper beside what was found"><table class="numbers"><thead><tr><th scope="col">Where</th><th scope="col">The paper’s claim</th><th scope="col">What was found</th><th scope="col">Verdict</th></tr></thead>
<tbody>
%s</tbody></table></div></details>`, all, agree, out.String())
	return bytes.Replace(page, verdictsPlace, []byte(table), 1), nil
}
