//go:build e2e

package e2e

import (
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// frame is a page inside the page that is visited. The test sees its document, though not its scripts' globals.
type frame struct {
	v     *visit
	world runtime.ExecutionContextID
}

// frame finds the frame whose address contains words.
func (v *visit) frame(words string) *frame {
	v.t.Helper()
	tree, err := chromedp.Call(v.ctx, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		v.t.Fatal(err)
	}
	for _, child := range tree.FrameTree.ChildFrames {
		if !strings.Contains(child.Frame.URL, words) {
			continue
		}
		world, err := chromedp.Call(v.ctx, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: child.Frame.ID})
		if err != nil {
			v.t.Fatal(err)
		}
		return &frame{v, world.ExecutionContextID}
	}
	v.t.Fatalf("no frame's address contains %q", words)
	return nil
}

// is says whether a JavaScript expression is true in the frame.
func (f *frame) is(expression string) bool {
	f.v.t.Helper()
	yes := true
	result, err := chromedp.Call(f.v.ctx, runtime.Evaluate, runtime.EvaluateParams{
		Expression: "Boolean(" + expression + ")", ContextID: f.world, ReturnByValue: &yes,
	})
	if err != nil {
		f.v.t.Fatal(err)
	}
	if result.ExceptionDetails != nil {
		f.v.t.Fatalf("%s: %s", expression, result.ExceptionDetails.Text)
	}
	return string(result.Result.Value) == "true"
}

// wait waits until a JavaScript expression is true in the frame.
func (f *frame) wait(what, expression string) {
	f.v.t.Helper()
	for until := time.Now().Add(patience); !f.is(expression); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(until) {
			f.v.t.Fatalf("waiting in a frame until %s: %s never became true", what, expression)
		}
	}
}

// click presses what a visitor would press.
func (f *frame) click(selector string) {
	f.v.t.Helper()
	f.wait(selector+" is there", "document.querySelector("+quoted(selector)+")")
	f.is("document.querySelector(" + quoted(selector) + ").click()")
}
