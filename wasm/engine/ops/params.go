package ops

import (
	"encoding/json"
	"errors"
	"fmt"

	"fallow/core"
)

// params reads the JSON object of a call's parameters, whose fields are named as the parameters of fallow.mjs.
// Those that the caller left out keep the values that they have.
func (c *Call) params(into any) error {
	err := json.Unmarshal(c.Params, into)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return &core.InputError{Path: wrong.Field, Reason: fmt.Sprintf("is a %s, want %s", wrong.Value, kind(wrong))}
	}
	return err
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
