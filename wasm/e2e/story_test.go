//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The market: a lower word for memory lowers its price and pays; pointing at a team dims the others everywhere.
func TestMarket(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText(".market", "price 0.67")
	v.waitText("#market-verdict", "Telling the truth, Team A gets 3.")
	v.move("#market-value-2", -95)
	v.waitText("#market-verdict", "lying pays")
	v.waitText("#market-reason", "So its purse goes to GPUs and memory.")
	v.click("#market-team-2")
	v.waitText("#market-verdict", "Telling the truth, Team C gets 3.")
	v.click("#market-purse-2")
	v.waitText("#market-verdict", "Telling the truth, Team C gets 3.")
	v.wait("the price of storage has risen", "!document.querySelector('.market').textContent.includes('price 1.00')")
	lit := func(team string) {
		v.wait("the others are dimmed", `[...document.querySelectorAll('.market .slice')].every((s) =>
			(getComputedStyle(s).opacity < 1) === (s.dataset.agent !== `+quoted(team)+`))`)
	}
	v.click("#market-team-2")
	lit("3")
	v.click("#market-truth")
	v.do("go to Team B by keyboard", chromedp.Focus(chromedp.ID("market-team-2")), chromedp.KeyEvent(kb.ArrowLeft))
	v.waitText("#market-verdict", "Team B")
	lit("2")
}

// The way from partial allocation to proportional fairness: slices grow, welfare rises, and lying begins to pay.
func TestShrink(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText("#shrink-worth", "No lie that we tried pays.")
	v.waitText("#shrink-kept", "Team A keeps 56")
	v.move("#shrink-step", 0)
	v.waitText("#shrink-worth", "at least 16.7")
	v.waitText("#shrink-kept", "Team A keeps 100")
	v.wait("the address says so", "location.hash === '#shrink?step=0'")
	v.wait("the way is drawn", "document.querySelectorAll('#shrink-way circle.stand').length >= 1")
}

// Partial allocation is cheated through a demand, and the coin repairs it.
func TestTwist(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText("#twist-happens", "You keep 70")
	v.move("#twist-report", 20)
	v.waitText(".twist .score.pa .verdict", "(+19.0")
	v.waitText(".twist .score.lottery .verdict", "lying costs you")
	v.click("#twist-rule-1")
	v.waitText("#twist-happens", "With a chance of 50")
	v.wait("the address says so", "location.hash === '#twist?says=20&rule=1'")
}

// The synthetic agent's slice grows where a lie would pay under proportional fairness; networks can be changed.
func TestBurn(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	held := func() float64 {
		return eval[float64](v, "parseFloat(document.querySelector('.burn .outputs .withheld rect').getBoundingClientRect().width)")
	}
	before := held()
	v.move("#burn-report", 30)
	v.waitText("#burn-happens", "is given to nobody")
	v.waitText(".burn .score.pf .verdict", "lying pays")
	if now := held(); now < 2*before {
		t.Errorf("the slice that nobody gets has grown from %g to %g pixels only", before, now)
	}
	v.click("#burn-network-1")
	v.waitText("#burn-happens", "nothing to hold back")
	v.waitText(".burn .outputs", "less than 0.1")
}

// The map of rules: shipped numbers first, others measured here when they are asked for.
func TestFrontier(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText("#frontier-status", "welfare over 10,000 instances")
	v.waitText(".frontier details", "ExS-Net, α 2")
	v.do("look at the map", chromedp.ScrollIntoView(chromedp.ID("frontier-map")))
	v.wait("the map is drawn", "document.querySelectorAll('#frontier-map > svg').length === 1")
	v.click("#frontier-setting-1")
	v.waitText("#frontier-status", "Measuring")
	v.waitText("#frontier-status", "Bars are two standard errors")
	v.waitText(".frontier .figure-title", "when more is scarce")
	if rows := eval[int](v, "document.querySelectorAll('.frontier tbody tr').length"); rows < 14 {
		t.Errorf("the table has %d rows", rows)
	}
	v.click("#frontier-setting-2")
	v.waitText("#frontier-status", "Measuring")
	v.click("#frontier-stop")
	v.waitText("#frontier-status", "welfare over 10,000 instances")
}

// The product of utilities as an area: the cut moves it, other units do not move where it is largest.
func TestSplit(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText("#split-product", "0.16, and could be 0.25")
	v.move("#split-share", 50)
	v.waitText("#split-product", "as much as there can be")
	v.click("#split-unit-2")
	v.waitText("#split-product", "as much as there can be")
	v.waitText("#split-others", "The sum would now be largest with everything for B")
	v.wait("the address says so", "location.hash === '#split?a=50&unit=2'")
}
