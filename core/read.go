package core

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// ReadJSON reads JSON of a caller's as encoding/json does, but is stricter: a member that `into` has no field for, by its
// exact name, a null, and anything of the wrong type is an *InputError that names it by its path in data; the path is
// empty where data is of the wrong type as a whole. Types that read themselves judge for themselves.
func ReadJSON(data []byte, into any) error { return read(data, into, false) }

// ReadMessage is ReadJSON for a message, of which `into` may leave members of the outermost object unread.
func ReadMessage(data []byte, into any) error { return read(data, into, true) }

func read(data []byte, into any, open bool) error {
	var anything any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&anything); err != nil {
		return err
	}
	if fault := misfit("", anything, reflect.TypeOf(into), open); fault != nil {
		return fault
	}
	return json.Unmarshal(data, into)
}

// misfit says what of x cannot be read into a t; nil if all can.
func misfit(path string, x any, t reflect.Type, open bool) *InputError {
	if t.Kind() == reflect.Pointer {
		return misfit(path, x, t.Elem(), open)
	}
	if t.Kind() == reflect.Interface || reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return nil
	}
	want, fits := "", false
	switch t.Kind() {
	case reflect.Struct:
		if members, ok := x.(map[string]any); ok {
			return misfitMember(path, members, t, open)
		}
		want = "an object"
	case reflect.Map:
		if members, ok := x.(map[string]any); ok {
			return misfitAny(members, func(name string) *InputError { return misfit(memberPath(path, name), members[name], t.Elem(), false) })
		}
		want = "an object"
	case reflect.Slice, reflect.Array:
		if list, ok := x.([]any); ok {
			for k, item := range list {
				if fault := misfit(fmt.Sprintf("%s[%d]", path, k), item, t.Elem(), false); fault != nil {
					return fault
				}
			}
			return nil
		}
		want = "an array"
	case reflect.Bool:
		_, fits = x.(bool)
		want = "true or false"
	case reflect.String:
		_, fits = x.(string)
		want = "a string"
	default:
		return misfitNumber(path, x, t.Kind())
	}
	if fits {
		return nil
	}
	return &InputError{path, "is " + phrase(x) + ", but must be " + want}
}

func misfitMember(path string, members map[string]any, t reflect.Type, open bool) *InputError {
	return misfitAny(members, func(name string) *InputError {
		field, ok := fieldOf(t, name)
		switch {
		case ok:
			return misfit(memberPath(path, name), members[name], field, false)
		case open:
			return nil
		}
		return &InputError{memberPath(path, name), "is unknown: there is no such member"}
	})
}

// misfitAny returns the fault of the first member, by name, that has one.
func misfitAny(members map[string]any, judge func(name string) *InputError) (first *InputError) {
	at := ""
	for name := range members {
		if first == nil || name < at {
			if fault := judge(name); fault != nil {
				first, at = fault, name
			}
		}
	}
	return first
}

// fieldOf returns the type of the field that encoding/json calls by this name.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	for k := range t.NumField() {
		field := t.Field(k)
		if field.Anonymous {
			if inner, ok := fieldOf(field.Type, name); ok {
				return inner, true
			}
		}
		tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if tag == name && tag != "-" {
			return field.Type, true
		}
	}
	return nil, false
}

func misfitNumber(path string, x any, kind reflect.Kind) *InputError {
	number, ok := x.(json.Number)
	float := kind == reflect.Float64 || kind == reflect.Float32
	switch {
	case !ok && float:
		return &InputError{path, "is " + phrase(x) + ", but must be a number"}
	case !ok:
		return &InputError{path, "is " + phrase(x) + ", but must be a whole number"}
	}
	value, err := number.Float64()
	_, inexact := strconv.ParseInt(number.String(), 10, 64)
	switch unsigned := kind >= reflect.Uint && kind <= reflect.Uintptr; {
	case err != nil, !float && math.Abs(value) >= 1<<63:
		return &InputError{path, "is " + number.String() + ", which is too large"}
	case !float && inexact != nil:
		return &InputError{path, "is " + number.String() + ", but must be a whole number"}
	case unsigned && value < 0:
		return &InputError{path, "is " + number.String() + ", but must not be negative"}
	}
	return nil
}

// phrase says what x is; numbers and the like stand for themselves.
func phrase(x any) string {
	switch x := x.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case []any:
		return "an array"
	case map[string]any:
		return "an object"
	default:
		return fmt.Sprint(x)
	}
}

func memberPath(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
