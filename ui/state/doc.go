// Package state holds what the page knows, figure by figure, as plain Go: what the visitor has entered, what the
// engine has answered, what went wrong. It draws nothing and calls nothing: components read it, and what a figure
// wants to know it asks for through package ui's controllers. So all of it is tested natively.
//
// Every figure counts its changes (Changes); a figure whose count has not moved is not rendered again.
// It imports core and ui/fallow.
package state

// Changes counts what a visitor could see change.
type Changes struct{ count uint64 }

// Touch records a change.
func (c *Changes) Touch() { c.count++ }

// Count is the number of changes so far.
func (c *Changes) Count() uint64 { return c.count }
