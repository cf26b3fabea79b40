//go:build js && wasm

package main

import (
	"context"
	"errors"

	"github.com/hack-pad/safejs"

	"fallow/ui"
)

// listenForGifts lets takes.mjs tell the page what the visitor gives to a figure.
func (p *page) listenForGifts() error {
	tell, err := safejs.ValueOf(map[string]any{})
	if err != nil {
		return err
	}
	for name, hear := range map[string]func(args []safejs.Value) error{
		"file": p.hearFile, "refuse": p.hearRefusal, "undo": p.hearUndo, "scroll": p.hearScroll,
	} {
		f, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
			if err := hear(args); err != nil {
				p.locked(func() { p.contents.Fail(err) })
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := tell.Set(name, f); err != nil {
			return err
		}
	}
	_, err = p.host.Call("listenForGifts", tell)
	return err
}

// hearFile gets (figure, place, bytes): a file, or what was pasted at the element called place.
func (p *page) hearFile(args []safejs.Value) error {
	figure, place, err := names(args)
	if err != nil {
		return err
	}
	data, err := bytesOf(args[2:])
	if err != nil {
		return err
	}
	p.locked(func() { p.contents.Take(figure, place, data) })
	return nil
}

// hearRefusal gets (figure, sentence): why a file was not read.
func (p *page) hearRefusal(args []safejs.Value) error {
	figure, sentence, err := names(args)
	if err != nil {
		return err
	}
	p.locked(func() { p.contents.Refuse(figure, errors.New(sentence)) })
	return nil
}

// hearUndo gets (figure, redo).
func (p *page) hearUndo(args []safejs.Value) error {
	figure, err := args[0].String()
	if err != nil {
		return err
	}
	redo, err := args[1].Bool()
	if err != nil {
		return err
	}
	p.locked(func() { p.contents.Undo(figure, redo) })
	return nil
}

// hearScroll gets (figure, region, top, left, height, width), the measures in rem.
func (p *page) hearScroll(args []safejs.Value) error {
	figure, region, err := names(args)
	if err != nil {
		return err
	}
	var at [4]float64
	for k := range at {
		var fault error
		at[k], fault = args[2+k].Float()
		err = errors.Join(err, fault)
	}
	if err != nil {
		return err
	}
	p.locked(func() {
		p.contents.Scroll(figure, region, ui.View{Top: at[0], Left: at[1], Height: at[2], Width: at[3]})
	})
	return nil
}

func names(args []safejs.Value) (first, second string, err error) {
	if first, err = args[0].String(); err == nil {
		second, err = args[1].String()
	}
	return first, second, err
}

// copy is ui.World's Copy.
func (p *page) copy(text string, then func(error)) {
	promise, err := p.host.Call("copy", text)
	p.ask(func(context.Context) func() {
		if err == nil {
			_, err = await(promise)
		}
		return func() { then(err) }
	})
}

// print is ui.World's Print. The printing begins when the page is not locked any more.
func (p *page) print(figure string) error {
	_, err := p.host.Call("print", figure)
	return err
}
