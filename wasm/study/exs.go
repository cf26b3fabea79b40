package study

import (
	"fmt"

	"fallow/core"
)

// Model is a network that was trained by a recipe.
type Model struct {
	Mechanism core.Mechanism
	// SHA256 of the bytes of its file, in hexadecimal.
	SHA256 string
}

// Models returns the network of the recipe of the given name. A worker uses its networks one at a time.
type Models func(name string) (Model, error)

// get is models, which may be nil.
func (models Models) get(name string) (Model, error) {
	if models == nil {
		return Model{}, fmt.Errorf("the network %q is missing", name)
	}
	return models(name)
}

// entryExS is the network that was trained by the recipe of the given name.
func entryExS(series, recipe string) entry {
	return entry{series: series, x: none, network: recipe, build: func(w *Worker) (core.Mechanism, error) {
		model, err := w.models.get(recipe)
		return model.Mechanism, err
	}}
}
