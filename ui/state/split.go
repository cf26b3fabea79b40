package state

// SplitSteps is how finely the resource of a Split can be cut.
const SplitSteps = 100

// Split is one unit of one resource between two agents, the first picture of Nash social welfare.
type Split struct {
	Changes `json:"-"`
	// Share is what agent A gets, in parts of SplitSteps.
	Share int
	// Unit says how agent B counts: a unit of the resource is worth SplitUnits[Unit] to it. To A it is worth 1.
	Unit int
	// Problem is a sentence, or empty.
	Problem string `json:"-"`
}

// SplitUnits are the units that agent B may count in.
var SplitUnits = []float64{1, 3, 10}

// NewSplit begins away from the best split, for the reader to find it.
func NewSplit() *Split { return &Split{Share: 20} }

// Cut gives agent A so many parts.
func (s *Split) Cut(share int) {
	s.Share = min(max(share, 0), SplitSteps)
	s.Touch()
}

// CountIn lets agent B count in a unit.
func (s *Split) CountIn(unit int) {
	s.Unit = min(max(unit, 0), len(SplitUnits)-1)
	s.Touch()
}

// Part is A's part of the resource, from 0 to 1.
func (s *Split) Part() float64 { return float64(s.Share) / SplitSteps }

// Utilities are those of A and B.
func (s *Split) Utilities() (a, b float64) { return s.Part(), (1 - s.Part()) * SplitUnits[s.Unit] }

// Welfare is the Nash social welfare, Most the largest that there is.
func (s *Split) Welfare() float64 {
	a, b := s.Utilities()
	return a * b
}

func (s *Split) Most() float64 { return SplitUnits[s.Unit] / 4 }

// Equal is A's part where both utilities are the same.
func (s *Split) Equal() float64 { return SplitUnits[s.Unit] / (1 + SplitUnits[s.Unit]) }

// Fail says what went wrong.
func (s *Split) Fail(err error) {
	s.Problem = Sentence(err)
	s.Touch()
}
