package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"fallow/core"
)

// namesJSON is what a Problem has besides its Instance.
type namesJSON struct {
	Name      string   `json:"name,omitempty"`
	Agents    []string `json:"agents,omitempty"`
	Resources []string `json:"resources,omitempty"`
}

func readJSON(data []byte) ([]Problem, error) {
	if !json.Valid(data) {
		return nil, syntaxError(data)
	}
	list, alone := []json.RawMessage{data}, true
	if data[bytes.IndexAny(data, "{[")] == '[' {
		alone = false
		if err := json.Unmarshal(data, &list); err != nil {
			return nil, err
		}
	} else {
		var file struct{ Instances []json.RawMessage }
		if err := json.Unmarshal(data, &file); err != nil {
			return nil, fieldError(err)
		}
		if file.Instances != nil {
			list, alone = file.Instances, false
		}
	}
	if len(list) == 0 {
		return nil, &core.InputError{Path: "instances", Reason: "is empty: there must be at least one"}
	}
	problems := make([]Problem, len(list))
	for k, one := range list {
		p, err := problemOf(one)
		switch {
		case err != nil && alone:
			return nil, err
		case err != nil:
			return nil, within("instances["+strconv.Itoa(k)+"]", err)
		}
		problems[k] = p
	}
	return problems, nil
}

func problemOf(data []byte) (Problem, error) {
	if begin := bytes.TrimLeft(data, " \t\r\n"); len(begin) == 0 || begin[0] != '{' {
		return Problem{}, &core.InputError{Path: "the instance", Reason: "is not an object with values, demands and budgets"}
	}
	var names namesJSON
	if err := json.Unmarshal(data, &names); err != nil {
		return Problem{}, fieldError(err)
	}
	in := &core.Instance{}
	if err := json.Unmarshal(data, in); err != nil {
		return Problem{}, fieldError(err)
	}
	p := Problem{Name: Name(names.Name), Instance: in}
	for _, f := range []struct {
		path      string
		names     []string
		count     int
		otherwise func(int) string
		place     *[]string
	}{{"agents", names.Agents, in.N, AgentName, &p.Agents}, {"resources", names.Resources, in.M, ResourceName, &p.Resources}} {
		if f.names == nil {
			f.names = make([]string, f.count)
		}
		if len(f.names) != f.count {
			return Problem{}, &core.InputError{Path: f.path, Reason: "has " + counted(len(f.names), "name", "names") + ", but there are " + strconv.Itoa(f.count)}
		}
		*f.place = named(f.names, f.otherwise)
	}
	return p, nil
}

// WriteJSON writes one problem as the Instance of fallow.d.ts with its names, several as a list. Read reads it back the
// same. The error is a *core.InputError.
func WriteJSON(problems []Problem) ([]byte, error) {
	var out bytes.Buffer
	if len(problems) == 0 {
		return nil, writable(nil)
	}
	for k, p := range problems {
		if err := writable(problems[k : k+1]); err != nil {
			return nil, err
		}
		switch {
		case len(problems) == 1:
		case k == 0:
			out.WriteString("[\n")
		default:
			out.WriteString(",\n")
		}
		if err := writeProblem(&out, p); err != nil {
			return nil, err
		}
	}
	if len(problems) > 1 {
		out.WriteString("\n]")
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// writeProblem writes one row of a matrix a line.
func writeProblem(out *bytes.Buffer, p Problem) error {
	names := namesJSON{Name(p.Name), named(p.Agents, AgentName), named(p.Resources, ResourceName)}
	begin, err := json.Marshal(names)
	if err != nil {
		return err
	}
	in, err := json.Marshal(p.Instance)
	if err != nil {
		return err
	}
	out.Write(bytes.TrimSuffix(begin, []byte("}")))
	rest := strings.TrimPrefix(string(in), "{")
	for _, field := range []string{`"values"`, `"demands"`, `"budgets"`, `"weights"`} {
		rest = strings.Replace(rest, field, "\n "+field, 1)
	}
	out.WriteString("," + strings.ReplaceAll(rest, "],[", "],\n  ["))
	return nil
}

// syntaxError says where a text stops being JSON.
func syntaxError(data []byte) error {
	var fault *json.SyntaxError
	var anything any
	err := json.Unmarshal(data, &anything)
	if !errors.As(err, &fault) {
		return &core.InputError{Path: "the file", Reason: "is not JSON"}
	}
	before := string(data[:max(0, min(int(fault.Offset), len(data)))])
	line := 1 + strings.Count(before, "\n")
	column := max(1, len([]rune(before[strings.LastIndexByte(before, '\n')+1:])))
	return at(line, column, "is not JSON any more: "+fault.Error())
}

// fieldError turns an error of encoding/json about a field into a sentence about it.
func fieldError(err error) error {
	var input *core.InputError
	if errors.As(err, &input) {
		return input
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		path := strings.ToLower(kind.Field)
		if path == "" {
			path = "the file"
		}
		return &core.InputError{Path: path, Reason: "is a " + kind.Value + ", which does not belong there"}
	}
	return &core.InputError{Path: "the file", Reason: "cannot be read: " + err.Error()}
}

func within(path string, err error) error {
	var input *core.InputError
	if errors.As(err, &input) {
		return &core.InputError{Path: path + "." + input.Path, Reason: input.Reason}
	}
	return err
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
