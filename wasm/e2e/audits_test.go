//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The game against the auditor by keyboard, with a lie taken back, and a field that says what is wrong with it.
func TestPlayAgainstTheAuditor(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText("#play-news", "Round 11: they looked, and you are out.")
	v.click("#play-again")
	v.waitText(".play .side-title", "Round 1 of 20")
	v.do("focus the slider", chromedp.Focus(chromedp.ID("play-report")))
	v.do("say 1", chromedp.KeyEvent(kb.End))
	v.waitText("#play-say", "Say 1.00")
	v.do("press Enter", chromedp.KeyEvent(kb.Enter))
	v.waitText("#play-news", "Round 1: you said 1.00 for")
	v.wait("the rounds are drawn", "document.querySelectorAll('#play-lines > div > svg').length === 2")
	v.click("#play-back")
	v.waitText(".play .side-title", "Round 1 of 20")
	v.click("#play-chance-4") // always
	v.waitText(".stakes", "100")
	v.click("#play-rule-2")
	v.click("#play-rounds-2")
	v.waitText(".play .side-title", "Round 1 of 2,000")
	v.click("#play-skip")
	v.waitText("#play-news", "Rounds 1 to 200, honestly")
}

// Regret against audits is there from the start, and is measured again while the page goes on, or not if cancelled.
func TestMeasureAudits(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText("#plane-status", "Shown: Three agents who lie when it seems to pay, 100,000 rounds; means of n = 32 runs")
	v.click("#plane-runs-2")
	v.click("#plane-measure")
	v.waitText("#plane-status", "to go.")
	v.click("#plane-cancel")
	v.waitText("#plane-status", "Press “Measure”. Still shown: Three agents who lie when it seems to pay, 100,000 rounds; means of n = 32 runs")
	v.click("#plane-rounds-0")
	v.click("#plane-runs-0")
	v.click("#plane-measure")
	v.waitText("#plane-status", "Shown: Three agents who lie when it seems to pay, 1,000 rounds; means of n = 8 runs")
	v.wait("both charts are drawn", "document.querySelectorAll('#plane > svg, #plane-looks > svg').length >= 2")
}
