package autodiff

import (
	"fmt"

	"fallow/net/kernels"
)

// Tensor is one named matrix of parameters.
type Tensor struct {
	Name       string
	Rows, Cols int
	// Offset is where the tensor starts in Parameters.Values.
	Offset int
	// Bound is the half-width of the uniform distribution around Centre from which the tensor starts.
	Centre, Bound float64
}

// Size is the number of entries.
func (t Tensor) Size() int { return t.Rows * t.Cols }

// Parameters is what a network learns: named tensors in one flat slice, in the order in which they were declared, so
// that an optimiser, a checkpoint or another worker sees a single vector. Graphs that share one Parameters share
// weights.
type Parameters[T kernels.Float] struct {
	// Values is allocated by the first Build, or by Allocate: until then parameters are only declared.
	Values  []T
	Tensors []Tensor
	index   map[string]int
	size    int
}

// Declare returns the tensor of want's name, made at its first mention. A later mention must have the same shape.
func (p *Parameters[T]) Declare(want Tensor) Tensor {
	if p.index == nil {
		p.index = map[string]int{}
	}
	if k, ok := p.index[want.Name]; ok {
		have := p.Tensors[k]
		if have.Rows != want.Rows || have.Cols != want.Cols {
			panic(fmt.Sprintf("autodiff: parameter %q is %dx%d, declared again as %dx%d",
				want.Name, have.Rows, have.Cols, want.Rows, want.Cols))
		}
		return have
	}
	want.Offset = p.size
	p.size += want.Size()
	p.index[want.Name] = len(p.Tensors)
	p.Tensors = append(p.Tensors, want)
	return want
}

// Size is the number of parameters that have been declared.
func (p *Parameters[T]) Size() int { return p.size }

// Allocate makes Values as long as Size; the entries that are new are zero.
func (p *Parameters[T]) Allocate() {
	p.Values = append(p.Values, make([]T, p.size-len(p.Values))...)
}

// Lookup returns the tensor called name and whether there is one.
func (p *Parameters[T]) Lookup(name string) (Tensor, bool) {
	k, ok := p.index[name]
	if !ok {
		return Tensor{}, false
	}
	return p.Tensors[k], true
}

// Of returns the part of vector, which is laid out as Values is, that belongs to t. It shares vector's memory.
func (p *Parameters[T]) Of(t Tensor, vector []T) []T {
	end := t.Offset + t.Size()
	return vector[t.Offset:end:end]
}

// Initialise draws every entry of every tensor from its initial distribution. uniform returns numbers in [0, 1).
func (p *Parameters[T]) Initialise(uniform func() float64) {
	p.Allocate()
	for _, t := range p.Tensors {
		for k := range p.Of(t, p.Values) {
			p.Values[t.Offset+k] = T(t.Centre + t.Bound*(2*uniform()-1))
		}
	}
}
