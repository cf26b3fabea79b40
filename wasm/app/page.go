//go:build js && wasm

package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hack-pad/safejs"
	"github.com/vugu/vugu"
	"github.com/vugu/vugu/domrender"

	"fallow/ui"
)

// undrawn as page.rendered has the page drawn again.
const undrawn = ^uint64(0)

// page is the running page: its contents, and what renders them.
type page struct {
	host     safejs.Value // boot.mjs's side
	renderer *domrender.JSRenderer
	env      *vugu.BuildEnv
	contents *ui.Page
	root     *ui.Root
	charts   *charts
	rendered uint64        // contents.Changes() at the last render
	drawn    chan struct{} // tells collectAtRest
	problem  string        // that the embedding page was last told of
}

func newPage(host safejs.Value) (*page, error) {
	renderer, err := newRenderer()
	if err != nil {
		return nil, err
	}
	env, err := vugu.NewBuildEnv(renderer.EventEnv())
	if err != nil {
		return nil, err
	}
	p := &page{host: host, renderer: renderer, env: env, charts: newCharts(host), drawn: make(chan struct{}, 1)}
	shelf, err := newRuns(host)
	if err != nil {
		return nil, err
	}
	p.contents = ui.NewPage(&ui.World{
		Engine: newEngine(host), Ask: p.ask, Show: p.show, Download: p.download, Copy: p.copy, Print: p.print, Tell: p.tell,
		Shelf: shelf,
	})
	p.root = &ui.Root{Page: p.contents, InTurn: true}
	if err := p.restore(); err != nil {
		return nil, err
	}
	return p, nil
}

// newRenderer makes vugu's renderer without its one eval, which the page's policy forbids: boot.mjs has loaded the
// script in question (vugu.js) before.
func newRenderer() (*domrender.JSRenderer, error) {
	global := safejs.Global()
	eval, err := global.Get("eval")
	if err != nil {
		return nil, err
	}
	idle, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any { return nil })
	if err != nil {
		return nil, err
	}
	defer idle.Release()
	if err := global.Set("eval", idle); err != nil {
		return nil, err
	}
	renderer, err := domrender.New("#fallow")
	if restoreErr := global.Set("eval", eval); err == nil {
		err = restoreErr
	}
	return renderer, err
}

// restore fills the page with what the build computed.
func (p *page) restore() error {
	text, err := p.hostString("snapshot")
	if err != nil {
		return err
	}
	if err := p.contents.Restore([]byte(text)); err != nil {
		return fmt.Errorf("the page's first view does not fit its program: %w", err)
	}
	return nil
}

// start lets the page ask for what it shows first and was not built with.
func (p *page) start() {
	env := p.renderer.EventEnv()
	env.Lock()
	defer env.UnlockRender()
	p.contents.Start()
}

// ask is ui.World's Ask.
func (p *page) ask(work func(context.Context) func()) {
	go func() { p.show(p.guarded(work)) }()
}

// show is ui.World's Show.
func (p *page) show(apply func()) {
	env := p.renderer.EventEnv()
	env.Lock()
	defer env.UnlockRender()
	apply()
}

// download is ui.World's Download.
func (p *page) download(name string, contents []byte) error {
	array, err := bytesJS(contents)
	if err != nil {
		return err
	}
	_, err = p.host.Call("download", name, array)
	return err
}

// tell is ui.World's Tell. Whom it cannot be told to does not matter to the visitor.
func (p *page) tell(kind string, detail map[string]any) {
	if text, err := json.Marshal(detail); err == nil {
		_, _ = p.host.Call("tell", kind, string(text))
	}
}

// tellProblem tells an embedding page of a problem that is new; problem may be nil.
func (p *page) tellProblem(problem error) {
	text := ""
	if problem != nil {
		text = problem.Error()
	}
	if text != "" && text != p.problem {
		p.tell("error", map[string]any{"message": text})
	}
	p.problem = text
}

// guarded runs work; a panic in it is told to the visitor and ends nothing else.
func (p *page) guarded(work func(context.Context) func()) (apply func()) {
	defer func() {
		if fault := recover(); fault != nil {
			apply = func() { p.contents.Fail(fmt.Errorf("something went wrong in the page itself: %v", fault)) }
		}
	}()
	return work(context.Background())
}

// takeOver draws one figure after the other over what the build rendered, and lets the browser answer the visitor in
// between. What was done to a figure's controls before is done again when the figure is drawn.
func (p *page) takeOver() error {
	for waiting := true; waiting; {
		if err := p.wait("breath"); err != nil {
			return err
		}
		doAgain, err := p.host.Call("holdControls")
		if err != nil {
			return err
		}
		if err := p.draw(); err != nil {
			return err
		}
		var figure string
		figure, waiting = p.root.Turn()
		if _, err := doAgain.Invoke(figure, waiting); err != nil {
			return err
		}
	}
	return nil
}

// render draws what has changed.
func (p *page) render() error {
	env := p.renderer.EventEnv()
	env.RLock()
	changes := p.contents.Changes()
	env.RUnlock()
	if changes == p.rendered {
		return nil
	}
	return p.draw()
}

// draw draws the page as it is.
func (p *page) draw() error {
	env := p.renderer.EventEnv()
	env.RLock()
	p.rendered = p.contents.Changes()
	results := p.env.RunBuild(p.root)
	ui.Tidy(results)
	ui.Guard(results, p.contents.Fail)
	pictures, link, problem := p.contents.Charts(), p.contents.Link(), p.contents.Problem()
	env.RUnlock()
	release, err := p.host.Call("holdFocus")
	if err != nil {
		return err
	}
	if err := p.renderer.Render(results); err != nil {
		return err
	}
	if _, err := release.Invoke(); err != nil {
		return err
	}
	if _, err := p.host.Call("follow", link); err != nil {
		return err
	}
	p.tellProblem(problem)
	defer p.hasDrawn()
	return p.charts.draw(pictures)
}

// nextFrame waits until the browser is about to paint, so that many changes are one render.
func (p *page) nextFrame() error { return p.wait("nextFrame") }

// wait waits for what the host promises.
func (p *page) wait(method string) error {
	promise, err := p.host.Call(method)
	if err != nil {
		return err
	}
	_, err = await(promise)
	return err
}

func (p *page) hostString(method string) (string, error) {
	value, err := p.host.Call(method)
	if err != nil {
		return "", err
	}
	return value.String()
}
