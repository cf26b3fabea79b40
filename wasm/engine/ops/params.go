package ops

import (
	"encoding/json"
	"errors"
	"fmt"

	"fallow/core"
	"fallow/core/sample"
)

// params reads the JSON object of a call's parameters, whose fields are named as the parameters of fallow.mjs.
// Those that the caller left out keep the values that they have, and those that are for another operation are passed over.
func (c *Call) params(into any) error { return core.ReadMessage(c.Params, into) }

// under puts a prefix before the path of an InputError, so that it names the field as the caller writes it.
func under(prefix string, err error) error {
	var input *core.InputError
	if prefix == "" || !errors.As(err, &input) {
		return err
	}
	path := prefix
	if input.Path != "" {
		path += "." + input.Path
	}
	return &core.InputError{Path: path, Reason: input.Reason}
}

// whole returns a whole number that the caller must give, from least on.
func whole(path string, n *int, least int) (int, error) {
	switch {
	case n == nil:
		return 0, &core.InputError{Path: path, Reason: "is missing"}
	case *n < least:
		return 0, &core.InputError{Path: path, Reason: fmt.Sprintf("is %d, but must be at least %d", *n, least)}
	}
	return *n, nil
}

// between returns a whole number that the caller must give, from least to most.
func between(path string, n *int, least, most int) (int, error) {
	k, err := whole(path, n, least)
	if err == nil && k > most {
		err = &core.InputError{Path: path, Reason: fmt.Sprintf("is %d, but must be at most %d", k, most)}
	}
	return k, err
}

// seed returns a seed, which must be a whole number that is not negative.
func seed(path string, n *int) (uint64, error) {
	s, err := whole(path, n, 0)
	return uint64(s), err
}

// setupOf reads the Setup of fallow.d.ts that the caller knows by the given name.
func setupOf(name string, data json.RawMessage) (sample.Setup, error) {
	var setup sample.Setup
	return setup, under(name, core.ReadJSON(data, &setup))
}
