package state

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"

	"fallow/core"
)

// Describe says what is known of a file of past reports. There is at least one instance.
func Describe(name string, file []byte, ins []*core.Instance) *OwnReports {
	hash := fnv.New64a()
	hash.Write(file)
	own := &OwnReports{Name: name, Hash: hash.Sum64(), Count: len(ins)}
	for _, in := range ins {
		if s := (System{in.N, in.M}); !slices.Contains(own.Systems, s) {
			own.Systems = append(own.Systems, s)
		}
		for i := range in.N {
			if slices.Max(in.Row(in.Demands, i)) > 0 {
				own.Asking += 1 / float64(len(ins))
			}
		}
	}
	return own
}

// ChooseReports has the next network trained on the reader's own reports. Several sizes need the network that fits all.
func (l *Lab) ChooseReports(own *OwnReports) {
	l.edit(func(f *Form) {
		f.Choice.Own = own
		f.Choose(func(c *Choice) { c.UseReports() })
	})
	l.Problem = ""
}

// UseReports has c trained on the reader's own reports, which must be there.
func (c *Choice) UseReports() {
	c.Setting, c.Systems = Reports, c.Own.Systems
	if len(c.Systems) > 1 {
		c.Network, c.Width = "exchangeable", min(c.Width, 32)
	}
}

// AboutFile is an error about a file that the reader has opened, fit to be shown.
func AboutFile(err error) error {
	var input *core.InputError
	if errors.As(err, &input) && input.Path == "bytes" {
		return fmt.Errorf("this file %s", input.Reason)
	}
	return err
}

// HistoryCSV is the course of the run as a table.
func (l *Lab) HistoryCSV() []byte {
	var out bytes.Buffer
	out.WriteString("step,log NSW over uniform rule,exploitability,multiplier\n")
	for _, m := range l.History {
		fmt.Fprintf(&out, "%d,%v,%v,%v\n", m.Step, m.OverUniform, m.Exploitability, m.Multiplier)
	}
	return out.Bytes()
}
