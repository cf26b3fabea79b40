package study

import (
	"fmt"

	"fallow/core"
)

// Study is one figure, table or theorem of the paper, or one question that it leaves open.
type Study struct {
	// Name is how programs call it, e.g. "figure4".
	Name string `json:"name"`
	// Source is where in the paper it comes from, e.g. "Figure 4".
	Source string `json:"source"`
	// Title is the takeaway in one line.
	Title string `json:"title"`
	// Try is one line on what to try.
	Try string `json:"try"`
	// Quick takes seconds to a minute in a browser tab; Full is what is shipped.
	Quick Config `json:"quick"`
	Full  Config `json:"full"`

	plan func(*Study, Config) *Plan
}

// Catalogue returns all studies, in the order in which a reader meets them.
func Catalogue() []*Study {
	return []*Study{figure1, demandsStudy, figure2, figure4, figure5, figure6, figure7, figure8, table1, table2, theorem1, auditsStudy}
}

// Find returns the study called name. The error is a *core.InputError.
func Find(name string) (*Study, error) {
	for _, s := range Catalogue() {
		if s.Name == name {
			return s, nil
		}
	}
	return nil, &core.InputError{Path: "name", Reason: fmt.Sprintf("is %q, which is none of the studies", name)}
}

// Plan lays out the work of the study at the size of config. The error is a *core.InputError.
func (s *Study) Plan(config Config) (*Plan, error) {
	if err := config.Validate(); err != nil {
		return nil, err
	}
	return s.plan(s, config), nil
}

// Size returns the configuration of the given name: "quick", also when empty, or "full". The error is a
// *core.InputError.
func (s *Study) Size(name string) (Config, error) {
	switch name {
	case "", "quick":
		return s.Quick, nil
	case "full":
		return s.Full, nil
	}
	return Config{}, &core.InputError{Path: "size", Reason: fmt.Sprintf("is %q, but must be \"quick\" or \"full\"", name)}
}
