//go:build e2e

package e2e

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// smallStudy computes a study that trains networks, small, and gives its JSON.
const smallStudy = `const fallow = await api.load({ workers: 2 });
	const options = { seed: 5, instances: 40, searched: 8, evaluations: 12, training: 4 };
	const json = JSON.stringify(await fallow.study('table2', options));
	fallow.close();`

// The same study with the same seed gives the same JSON in Node and in a browser.
func TestSameStudyInNode(t *testing.T) {
	file, err := filepath.Abs(filepath.Join(*dist, "fallow.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	node, err := exec.Command("node", "--input-type=module", "-e", "const api = await import('file://"+file+"');\n"+smallStudy+"\nconsole.log(json);").Output()
	if err != nil {
		t.Fatalf("in Node: %v", err)
	}
	want := strings.TrimSpace(string(node))
	v := embed(t)
	got := eval[string](v, "(async () => {"+smallStudy+" return json; })()")
	if got != want || len(got) < 1000 {
		t.Errorf("the browser gives\n%s\nNode\n%s", got, want)
	}
}

// A study is there from the start, another at a click; one is computed again beside it, and another cancelled.
func TestStudiesOnThePage(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText("#study-status", "seed 1")
	v.wait("Table 2 is drawn", "document.querySelectorAll('#study svg').length >= 3")
	v.wait("the paper is beside it", "document.querySelectorAll('.verdicts li').length >= 5")
	v.click("#study-run")
	v.waitText("#study-progress", "Table 2:")
	v.waitText("#study-progress", "to go")
	v.click("#study-cancel")
	v.wait("it has stopped", "!document.getElementById('study-run').disabled")
	v.click("#study-show-2")
	v.waitText(".study .figure-title", "Figure 1")
	v.waitText(".verdicts", "16.7")
	v.click("#study-run")
	v.waitText("#study-progress", "Computed here: seed 2")
	v.waitText(".verdicts", "Here:")
	v.click("#study-show-9")
	v.waitText(".study-bound", "Confidence")
	v.input("#bound-samples", "none")
	v.waitText(".study-bound .problem", "number")
}
