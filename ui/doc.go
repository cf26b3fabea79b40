// Package ui is the page: vugu components, one file a component, over the state that package state keeps. It imports
// core and its own subpackages only; what it shows came through fallow.Engine, the calls that an embedding site uses.
//
// # How a component is made
//
// game.vugu is the markup of component Game, game.go its struct and its helpers, game_gen.go what vugugen made of the
// markup (committed; `go generate ./ui` renews it, a test fails while it is out of date). A component draws its state
// and passes what the visitor does to its control (gamecontrol.go), which changes the state and asks the engine. A
// control's methods run with the page locked; it asks through World.Ask, which comes back with the page locked.
//
// # How a figure is added
//
// Its state goes to package state (embed Changes, touch it on every change), its control to Page (NewPage, Start,
// Changes, Problem and, if its first view is computed by the build, snapshot; Charts for its pictures), its component to
// root.vugu, inside an element with data-figure that asks moved, with an element with data-tools after it (the line of
// links and downloads; what belongs to the saved picture besides charts has data-picture, tables become the CSV).
// Prose goes to essay/NAME.html and an element with :data-prose='"NAME"'. A chart is a function in assets/charts with the same signature as the others. The
// tests of this package check the rules below for every figure that is in the tree.
//
// # How a figure's state gets into the page's address
//
// A control implements Linked (gamelink.go is the example): Link writes what differs from what the page begins with as
// short key=value pairs, Restore reads them back through a link.Reader, which checks each and makes a sentence of what is
// wrong. The figure's name is that of its data-figure. Page.linked lists them; the test and the fuzz target of address.go
// cover every one. Nothing else is to be done: the address follows after each render, back and forward call Restore. Work
// that is too large for an address (link.Most) survives a reload if the control is a Keeper as well; a control whose
// answers come later and change what Link writes has Unsettled, as PlayControl does.
//
// # What vugu needs to be told
//
//   - It has no diff: each render sends its whole tree again. So Root renders a figure only when its state's Changes
//     have moved; otherwise the figure's element is sent without children, and vugu leaves what is in the browser
//     alone. The same rule keeps charts (drawn by charts.mjs) and prose (put there by the build) out of its hands: an
//     element without children is never touched inside.
//     Such an element needs a dynamic attribute (:id='"game-curve"'), or vugugen takes it for a static block and empties
//     it at every render; and nothing before it may come and go (vg-if), or it changes places with its neighbour.
//     An element all of whose children go (vg-for over nothing, vg-if alone) is one without children too, and keeps what
//     it showed: give it a first child that stays.
//   - White space between tags makes text nodes; Tidy removes them before rendering, here and in the static render,
//     so that the tree taken over is the tree that the browser parsed.
//   - The page's policy allows no inline styles: sizes are SVG attributes in percent, never style="...". Bars are
//     <svg><rect width="37.5%"/></svg>.
//   - A component's root must not be <g> (it gets no SVG namespace). Floats go into attributes as strings. A text or an
//     attribute stays below 16,384 bytes. <table> needs its <tbody> written out.
//   - :value sets the attribute (what is read without scripts), .value the property (what the browser shows): inputs
//     have both.
//   - Only events that a render cannot set off (input, click, keydown; not blur, change or focus): a handler takes the
//     lock that the render holds.
//   - No vg-template with vg-if or vg-for beside elements that have event handlers: it shifts them against their
//     listeners. Use an element.
package ui

//go:generate go tool vugugen -skip-go-mod -skip-main .
//go:generate go run ./compact/generated
//go:generate sh -c "gofmt -w *_gen.go"
