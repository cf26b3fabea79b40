//go:build e2e

package e2e

import (
	"fmt"
	"testing"
	"time"
)

// stepOf reads the step from the lab's status.
const stepOf = "Number(/step (\\d+)/.exec(document.getElementById('lab-status').textContent)?.[1] ?? -1)"

// The training lab: a network is trained while the page stays responsive, paused, resumed, stopped, and then plays.
func TestTrainOnThePage(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.click("#lab-width-0")
	busy := v.longestTask(func() {
		v.click("#lab-train")
		v.wait("training has begun", stepOf+" > 20")
		v.wait("all charts are drawn", "document.querySelectorAll('.lab-charts svg').length === 4")
	})
	t.Logf("the longest task while training took %v of processor time", busy)
	if busy == 0 || busy > 100*time.Millisecond {
		t.Errorf("while training the page worked for %v at a stretch, want at most 100 ms", busy)
	}

	v.click("#lab-train")
	v.waitText("#lab-status", "Paused at step")
	paused := eval[int](v, stepOf)
	v.move("#report-memory", -98)
	v.waitText(".score.pf .verdict", "lying pays")
	if now := eval[int](v, stepOf); now != paused {
		t.Errorf("step %d, though training was paused at %d", now, paused)
	}
	v.click("#lab-train")
	v.wait("training goes on", fmt.Sprintf("%s > %d", stepOf, paused))

	v.click("#lab-stop")
	v.waitText("#lab-status", "Trained")
	v.waitText(".score.exs .rule", "Your ExS-Net")
	v.wait("the network shares on the bench", "document.querySelector('.splits').textContent.includes('Your ExS-Net')")
	v.wait("the network has been measured", "document.querySelector('.lab-result tr.exs') !== null")
}
