package table

import (
	"strconv"
	"strings"

	"fallow/core"
)

// Problem is an instance with names.
type Problem struct {
	// Name tells it from others in the same file; empty where there is one.
	Name string
	// Agents and Resources are names, of length N and M.
	Agents, Resources []string
	Instance          *core.Instance
}

// Name makes text fit to be a name: one line, single spaces. Reading gives no other names, so only such read back the
// same.
func Name(text string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
}

// AgentName and ResourceName are what has no name is called; k counts from 0.
func AgentName(k int) string    { return "Agent " + strconv.Itoa(k+1) }
func ResourceName(k int) string { return "Resource " + strconv.Itoa(k+1) }

// named replaces empty names.
func named(names []string, otherwise func(int) string) []string {
	out := make([]string, len(names))
	for k, name := range names {
		if out[k] = Name(name); out[k] == "" {
			out[k] = otherwise(k)
		}
	}
	return out
}

func at(line, column int, reason string) *core.InputError {
	return &core.InputError{Path: "line " + strconv.Itoa(line) + ", column " + strconv.Itoa(column), Reason: reason}
}

func atLine(line int, reason string) *core.InputError {
	return &core.InputError{Path: "line " + strconv.Itoa(line), Reason: reason}
}

// shown quotes what a cell says, shortened.
func shown(text string) string {
	if runes := []rune(text); len(runes) > 24 {
		text = string(runes[:24]) + "…"
	}
	return "“" + text + "”"
}
