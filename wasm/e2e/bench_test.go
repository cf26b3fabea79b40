//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// The bench: numbers that cannot be read are named beside their field and lose nothing, the table grows, a team lies.
func TestBench(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.waitText(".bench .numbers caption", "What it is truly worth")
	bars := func(rule string) string {
		return fmt.Sprintf("[...document.querySelectorAll('.split-row')].find((r) => r.textContent.includes(%s)).textContent", quoted(rule))
	}
	before := eval[string](v, bars("Proportional fairness"))

	v.input("#bench-demands-0-1", "-5")
	v.waitText("#bench-demands-0-1-problem", "is negative")
	v.wait("the field is marked", "document.getElementById('bench-demands-0-1').getAttribute('aria-invalid') === 'true'")
	if after := eval[string](v, bars("Proportional fairness")); after != before {
		t.Errorf("the last good allocation is gone: %q, was %q", after, before)
	}
	v.input("#bench-demands-0-1", "lots")
	v.waitText("#bench-demands-0-1-problem", "is not a number")
	v.input("#bench-demands-0-1", "400")
	v.wait("the problem is gone", "document.getElementById('bench-demands-0-1-problem') === null")
	v.wait("the bars have changed", bars("Proportional fairness")+" !== "+quoted(before))

	v.click("#add-agent")
	v.click("#add-resource")
	v.wait("there are three bars a rule", "document.querySelectorAll('.split-row')[0].querySelectorAll('.split').length === 3")
	v.wait("a third team gets something", bars("Uniform rule")+".includes('Team C')")
	v.wait("the shipped network stands aside", "!document.querySelector('.splits').textContent.includes('ExS-Net')")
	v.click("#bench-reset")
	v.wait("the first story is back", bars("Proportional fairness")+" === "+quoted(before))
	v.waitText(".splits", "ExS-Net")
}

func TestLieOnTheBench(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.click("#bench-find")
	v.waitText(".bench-lie .found", "gains at least")
	v.click(".bench-lie .found .plain")
	v.waitText(".bench-lie .score.pf .verdict", "lying pays")
	v.waitText(".splits .figure-title", "when Vision lies")
	v.waitText(".bench-lie .score.uniform .verdict", "nothing gained")
	v.click("#bench-truth")
	v.waitText(".bench-lie .score.pf .verdict", "honesty")
	v.click("#liar-1")
	v.wait("Language is the liar", "document.querySelector('.bench-lie').textContent.includes('What Language truly gets')")
	v.move("#lie-value-1", -100)
	v.waitText(".splits .figure-title", "when Language lies")
	if text := v.text(".bench-lie .score.uniform .verdict"); !strings.Contains(text, "nothing") {
		t.Errorf("the uniform rule looks at values: %s", text)
	}
}
