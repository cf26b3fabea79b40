package core

// InputError is what every rejection of a caller's input is made of.
type InputError struct {
	// Path names the offending field as the caller writes it, e.g. "demands[2][1]" or "options.seed". It is empty where
	// all of the input is at fault, until somebody knows what that is called.
	Path string
	// Reason completes the sentence that Path begins, e.g. "is negative".
	Reason string
}

func (e *InputError) Error() string {
	if e.Path == "" {
		return e.Reason
	}
	return e.Path + " " + e.Reason
}
