package core_test

import (
	"encoding/json"
	"errors"
	"testing"

	"fallow/core"
)

type inner struct {
	Rate *float64 `json:"rate"`
	Seed uint64   `json:"seed"`
}

type wire struct {
	inner
	Count int              `json:"count"`
	List  []inner          `json:"list"`
	Named map[string]inner `json:"named"`
	Name  string           `json:"name"`
	Yes   bool             `json:"yes"`
	Own   json.RawMessage  `json:"own"`
}

// Every fault is named by its path, in words.
func TestReadJSONNamesWhatDoesNotFit(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                                "is an array, but must be an object",
		`null`:                              "is null, but must be an object",
		`{"count":"2"}`:                     "count is a string, but must be a whole number",
		`{"count":true}`:                    "count is true, but must be a whole number",
		`{"count":1.5}`:                     "count is 1.5, but must be a whole number",
		`{"count":1e20}`:                    "count is 1e20, which is too large",
		`{"Count":1}`:                       "Count is unknown: there is no such member",
		`{"list":{}}`:                       "list is an object, but must be an array",
		`{"list":[{},{"rate":[]}]}`:         "list[1].rate is an array, but must be a number",
		`{"list":[{"rate":1e999}]}`:         "list[0].rate is 1e999, which is too large",
		`{"list":[{"seed":-1}]}`:            "list[0].seed is -1, but must not be negative",
		`{"named":{"b":{},"a":{"name":1}}}`: "named.a.name is unknown: there is no such member",
		`{"named":{"b":null}}`:              "named.b is null, but must be an object",
		`{"seed":false}`:                    "seed is false, but must be a whole number",
		`{"name":3}`:                        "name is 3, but must be a string",
		`{"yes":"no"}`:                      "yes is a string, but must be true or false",
	} {
		var into wire
		err := core.ReadJSON([]byte(text), &into)
		if bad := (*core.InputError)(nil); !errors.As(err, &bad) || bad.Error() != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestReadJSONReadsWhatFits(t *testing.T) {
	var into wire
	good := `{"rate":1e3,"seed":9007199254740991,"count":-3,"list":[{"seed":1}],"named":{"x":{}},"own":[null]}`
	if err := core.ReadJSON([]byte(good), &into); err != nil || *into.Rate != 1000 || into.Count != -3 || into.List[0].Seed != 1 {
		t.Errorf("%s: %v", good, err)
	}
	var p struct {
		Count int `json:"count"`
	}
	if err := core.ReadMessage([]byte(`{"other":null,"count":2}`), &p); err != nil || p.Count != 2 {
		t.Errorf("a message with more in it: %v, %+v", err, p)
	}
}
