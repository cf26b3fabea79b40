package ops

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"fallow/core"
	"fallow/core/sample"
)

// params reads the JSON object of a call's parameters, whose fields are named as the parameters of fallow.mjs.
// Those that the caller left out keep the values that they have.
func (c *Call) params(into any) error { return decode(c.Params, into) }

// decode reads JSON; a field of the wrong type is an InputError that names it.
func decode(data json.RawMessage, into any) error {
	err := json.Unmarshal(data, into)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return &core.InputError{Path: wrong.Field, Reason: "is " + article(wrong.Value) + ", but must be " + kind(wrong)}
	}
	return err
}

// article makes a phrase of what encoding/json calls a value: "number 1.5" becomes "1.5", "array" becomes "an array".
func article(value string) string {
	if number, ok := strings.CutPrefix(value, "number "); ok {
		return number
	}
	switch value {
	case "array", "object":
		return "an " + value
	case "bool":
		return "true or false"
	}
	return "a " + value
}

// kind says in the words of JSON what a field should have been.
func kind(wrong *json.UnmarshalTypeError) string {
	switch name := wrong.Type.Kind().String(); name {
	case "int", "int64", "uint64":
		return "a whole number"
	case "float64":
		return "a number"
	case "bool":
		return "true or false"
	case "string":
		return "a string"
	case "slice", "array":
		return "an array"
	default:
		return "an object"
	}
}

// under puts a prefix before the path of an InputError, so that it names the field as the caller writes it.
func under(prefix string, err error) error {
	var input *core.InputError
	if prefix == "" || !errors.As(err, &input) {
		return err
	}
	return &core.InputError{Path: prefix + "." + input.Path, Reason: input.Reason}
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
	return setup, under(name, decode(data, &setup))
}
