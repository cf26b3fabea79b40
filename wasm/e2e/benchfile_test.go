//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// largeSheet is a problem of n teams by m resources, as a file. Nobody's values are another's.
func largeSheet(n, m int) string {
	var out strings.Builder
	out.WriteString("team")
	for k := range 2 * m {
		fmt.Fprintf(&out, ",%s Thing %d", []string{"value of", "demand for"}[k/m], k%m)
	}
	for i := range n {
		fmt.Fprintf(&out, "\nTeam %d", i)
		for k := range 2 * m {
			fmt.Fprintf(&out, ",%g", 1+float64((7*i+3*k)%19)/4)
		}
	}
	return out.String() + "\nbudget" + strings.Repeat(",40", m) + "\n"
}

// dropOnBench drops a file on the bench, as a visitor would.
func (v *visit) dropOnBench(name, text string) {
	v.t.Helper()
	eval[bool](v, fmt.Sprintf(`(() => {
		const gift = new DataTransfer();
		gift.items.add(new File([%s], %s));
		return document.querySelector('.bench').dispatchEvent(new DragEvent('drop', { dataTransfer: gift, bubbles: true, cancelable: true }));
	})()`, quoted(text), quoted(name)))
}

// What cannot be read, as a folder, is a sentence at whatever figure it was dropped on.
func TestUnreadableFile(t *testing.T) {
	v := prepared(t, "Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('A requested file could not be found.', 'NotFoundError'))")
	v.ready()
	v.dropOnBench("a folder", "")
	v.waitText(".bench .problem", "“a folder” could not be read: A requested file could not be found.")
}

// paste pastes text into a field.
func (v *visit) paste(selector, text string) {
	v.t.Helper()
	eval[bool](v, fmt.Sprintf(`(() => {
		const board = new DataTransfer();
		board.setData('text/plain', %s);
		return document.querySelector(%s).dispatchEvent(new ClipboardEvent('paste', { clipboardData: board, bubbles: true, cancelable: true }));
	})()`, quoted(text), quoted(selector)))
}

// cell waits until a field of the table holds text.
func (v *visit) cell(id, text string) {
	v.t.Helper()
	v.wait(id+" holds "+text, fmt.Sprintf("document.getElementById(%s)?.value === %s", quoted(id), quoted(text)))
}

// Cells from a spreadsheet, undone and done again by buttons and by keys; what cannot be read changes nothing.
func TestPasteOnTheBench(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.paste("#bench-values-0-0", "Team\tvalue of CPU\tdemand for CPU\nWest\t1,5\t2\nEast\t2,25\t3\nNorth\t3\t4\nbudget\t\t6\n")
	v.cell("bench-agent-2", "North")
	v.cell("bench-values-1-0", "2.25")
	v.waitText(".splits", "North")
	v.paste("#bench-values-1-0", "4\t1\n5\t1")
	v.cell("bench-demands-2-0", "1")
	v.paste("#bench-values-1-0", "Team\tvalue of CPU\tdemand for CPU\nWest\t-1\t2")
	v.waitText(".bench .problem", "Line 2, column 2 is negative: “-1”")
	v.cell("bench-values-1-0", "4")
	v.do("walk down a column", chromedp.Focus(chromedp.ID("bench-values-0-0")), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.ArrowDown))
	if got := eval[string](v, "document.activeElement.id"); got != "bench-values-2-0" {
		t.Errorf("two rows down is %q", got)
	}
	v.click("#bench-undo")
	v.cell("bench-values-1-0", "2.25")
	v.do("undo by keys", chromedp.Focus(chromedp.ID("bench-undo")), chromedp.KeyEvent("z", chromedp.KeyModifiers(2)))
	v.cell("bench-agent-0", "Vision")
	v.do("redo by keys", chromedp.KeyEvent("Z", chromedp.KeyModifiers(2|8)))
	v.cell("bench-agent-0", "West")
	v.do("reload", chromedp.Reload())
	v.ready()
	v.cell("bench-values-1-0", "2.25")
}

// A hundred teams by twenty resources: dropped, scrolled with the focus in a field, edited, searched, and there again
// after a reload.
func TestLargeFileOnTheBench(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.dropOnBench("large.csv", largeSheet(100, 20))
	v.cell("bench-agent-9", "Team 9")
	v.waitText(".bench-teams", "Team 9")
	if n := eval[int](v, "document.querySelectorAll('.bench *').length"); n > 3000 {
		t.Errorf("the bench has %d elements", n)
	}
	at := func(row int) string {
		return fmt.Sprintf("document.getElementById('bench-grid').scrollTop = %d * 2.5 * parseFloat(getComputedStyle(document.documentElement).fontSize), true", row)
	}
	frame := func() {
		eval[bool](v, "new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next(true))))")
	}
	eval[bool](v, at(36))
	v.wait("row 45 is there", "document.getElementById('bench-values-45-0') !== null")
	v.do("focus a field", chromedp.Focus(chromedp.ID("bench-values-45-0")))
	busy := v.longestTask(func() {
		for row := 37; row < 45; row++ {
			eval[bool](v, at(row))
			frame()
		}
	})
	t.Logf("the longest task of a scroll by eight rows took %v of processor time", busy)
	if busy == 0 || busy > 200*time.Millisecond {
		t.Errorf("scrolling kept the page busy for %v", busy)
	}
	if got := eval[string](v, "document.activeElement.id"); got != "bench-values-45-0" {
		t.Errorf("the focus went to %q", got)
	}
	eval[bool](v, at(100))
	v.wait("the last row is there", "document.getElementById('bench-values-99-0') !== null")
	eval[bool](v, "document.getElementById('bench-grid').scrollLeft = 1e5, true")
	v.wait("the last column is there", "document.getElementById('bench-demands-99-19') !== null")
	busy = v.longestTask(func() {
		v.input("#bench-demands-99-19", "7")
		v.wait("the edit is in the results", "document.getElementById('bench-demands-99-19').value === '7'")
		frame()
	})
	t.Logf("the longest task of an edit took %v of processor time", busy)

	v.click("#bench-gains")
	v.wait("gains are being searched for", "/Searched [1-9]\\d* of 400/.test(document.querySelector('#bench-gains-status').textContent)")
	v.click("#bench-gains-stop")
	v.waitText("#bench-gains-status", "Stopped after")
	v.do("reload", chromedp.Reload())
	v.ready()
	v.cell("bench-agent-9", "Team 9")
	if pages := v.printed("bench"); pages != 1 {
		t.Errorf("a large problem is printed on %d pages", pages)
	}
}

// What is saved is dropped again, and is the same.
func TestBenchRoundTrip(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	eval[bool](v, `(() => {
		window.saved = [];
		const make = URL.createObjectURL.bind(URL);
		URL.createObjectURL = (blob) => { window.saved.push(blob.text()); return make(blob); };
		return true;
	})()`)
	v.click("#bench-preset-4")
	v.cell("bench-agent-5", "Hazel")
	all := "[...document.querySelectorAll('.bench-table input')].map((field) => field.value).join()"
	before := eval[string](v, all)
	for k, button := range []string{"#bench-csv", "#bench-json"} {
		v.click(button)
		v.wait("a file was saved", fmt.Sprintf("window.saved.length === %d", k+1))
		text := eval[string](v, fmt.Sprintf("window.saved[%d]", k))
		v.click("#bench-preset-0")
		v.cell("bench-agent-0", "Vision")
		v.dropOnBench("again", text)
		v.cell("bench-agent-5", "Hazel")
		if after := eval[string](v, all); after != before {
			t.Errorf("%s: %s came back as %s", button, before, after)
		}
	}
}

// printed prints a figure and counts the pages.
func (v *visit) printed(figure string) int {
	v.t.Helper()
	eval[bool](v, "document.documentElement.dataset.print = "+quoted(figure)+", true")
	paper := true
	pdf, err := chromedp.Call(v.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: &paper})
	if err != nil {
		v.t.Fatal(err)
	}
	return bytes.Count(pdf.Data, []byte("/Type /Page\n")) + bytes.Count(pdf.Data, []byte("/Type /Page ")) + bytes.Count(pdf.Data, []byte("/Type /Page/"))
}

// The bench and its answers go on one sheet of paper.
func TestBenchPrintsOnOnePage(t *testing.T) {
	for _, preset := range []string{"", "?preset=food-banks", "?preset=gpus", "?preset=items"} {
		v := blank(t, desktop)
		v.do("open the page", chromedp.Navigate(v.origin+"/#bench"+preset))
		v.ready()
		v.wait("the results are there", "document.querySelectorAll('.bench .teams tbody tr').length > 3")
		if pages := v.printed("bench"); pages != 1 {
			t.Errorf("%q is printed on %d pages", preset, pages)
		}
	}
}

// What each could gain by lying is searched for, told with the lie, and can be tried.
func TestGainsOnTheBench(t *testing.T) {
	v := open(t, desktop)
	v.ready()
	v.click("#bench-preset-1")
	v.cell("bench-agent-0", "Agent 1")
	v.click("#bench-gains")
	v.waitText("#bench-gains-status", "Searched:")
	v.waitText(".bench .numbers tr.pf", "at least 16")
	v.waitText(".bench .numbers tr.uniform", "no lie found that pays")
	v.click(".bench .teams .gain")
	v.waitText(".bench-lie .score.pf .verdict", "lying pays")
	if title := eval[string](v, "document.querySelector('.bench .teams .gain').title"); !strings.Contains(title, "in truth") {
		t.Errorf("the lie is told as %q", title)
	}
}
