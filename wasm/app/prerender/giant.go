package main

import (
	"context"
	"errors"

	"fallow/ui/fallow"
)

func (native) SolveLarge(context.Context, int, int, func(float64)) (*fallow.Large, error) {
	return nil, errors.New("the first view has no large problem in it")
}
