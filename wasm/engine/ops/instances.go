package ops

import (
	"errors"
	"fmt"

	"fallow/core"
)

// errMessage is an internal error: the two sides of fallow.mjs disagree.
var errMessage = errors.New("internal error: the message to the engine is damaged")

// Instances cross as one array of numbers, one after the other, each as N, M, values (N·M), demands (N·M), budgets (M)
// and weights (N).

// readInstances reads and validates all of data. The instances share its memory. Paths begin with prefix(k) for
// instance k.
func readInstances(data []float64, prefix func(k int) string) ([]*core.Instance, error) {
	var instances []*core.Instance
	for len(data) > 0 {
		in, rest, err := readInstance(data)
		if err != nil {
			return nil, err
		}
		if err := in.Validate(); err != nil {
			return nil, under(prefix(len(instances)), err)
		}
		instances, data = append(instances, in), rest
	}
	return instances, nil
}

func readInstance(data []float64) (*core.Instance, []float64, error) {
	if len(data) < 2 {
		return nil, nil, errMessage
	}
	n, m := int(data[0]), int(data[1])
	data = data[2:]
	if len(data) < 2*n*m+m+n {
		return nil, nil, errMessage
	}
	take := func(count int) []float64 {
		head := data[:count:count]
		data = data[count:]
		return head
	}
	in := &core.Instance{N: n, M: m, Values: take(n * m), Demands: take(n * m), Budgets: take(m), Weights: take(n)}
	return in, data, nil
}

// appendInstance writes in as readInstances reads it.
func appendInstance(data []float64, in *core.Instance) []float64 {
	data = append(data, float64(in.N), float64(in.M))
	data = append(data, in.Values...)
	data = append(data, in.Demands...)
	data = append(data, in.Budgets...)
	return append(data, in.Weights...)
}

// instancesOf reads the instances in a call's first buffer.
func (c *Call) instancesOf(prefix func(k int) string) ([]*core.Instance, error) {
	if len(c.Buffers) == 0 {
		return nil, errMessage
	}
	return readInstances(c.Buffers[0].Floats, prefix)
}

// listed gives the paths of the instances of a list, of which the call carries those from first on; an empty name is
// for a single instance, whose fields are named without a prefix.
func listed(name string, first int) func(k int) string {
	if name == "" {
		return func(int) string { return "" }
	}
	return func(k int) string { return fmt.Sprintf("%s[%d]", name, first+k) }
}

// largest returns the largest N and the largest M of instances.
func largest(instances []*core.Instance) (n, m int) {
	for _, in := range instances {
		n, m = max(n, in.N), max(m, in.M)
	}
	return n, m
}
