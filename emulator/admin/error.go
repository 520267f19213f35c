package admin

import "fmt"

// Error is the document of a request that the control API refuses: {"error": {"code", "message", "hint", "diagnostics"}}.
type Error struct {
	// Status is the HTTP status of the response. It is not a member of the document.
	Status int `json:"-"`
	// Code names the kind of error in lower case, such as "unknown_job"; programs compare it.
	Code string `json:"code"`
	// Message says what is wrong.
	Message string `json:"message"`
	// Hint says what to do about it; it may be empty.
	Hint string `json:"hint,omitempty"`
	// Diagnostics are the faults of a scenario that was sent, in the order of their positions.
	Diagnostics []Diagnostic `json:"diagnostics,omitempty"`
}

// Error returns the message and the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + " (" + e.Hint + ")"
}

// ErrorDocument is the body of every response with an Error.
type ErrorDocument struct {
	Error *Error `json:"error"`
}

// Diagnostic is one fault of a scenario and its position.
type Diagnostic struct {
	File    string `json:"file"`
	Line    int    `json:"line"`   // counted from 1
	Column  int    `json:"column"` // counted from 1, in characters
	Message string `json:"message"`
	Want    string `json:"want,omitempty"` // what is expected
	Hint    string `json:"hint,omitempty"` // what was probably meant
	// IncludedBy is where the scenario includes the file, as file:line; empty if it is the scenario itself.
	IncludedBy string `json:"included_by,omitempty"`
}

// String returns the diagnostic in one line, as compilers write theirs: file:line:column: message.
func (d Diagnostic) String() string {
	text := fmt.Sprintf("%s:%d:%d: %s", d.File, d.Line, d.Column, d.Message)
	if d.Want != "" {
		text += ", expected " + d.Want
	}
	if d.Hint != "" {
		text += " (" + d.Hint + ")"
	}
	return text
}

// UnexpectedResponseError is returned by a Client for a response that is no document of the control API: the URL is not that
// of a jobsim, or its control API is off.
type UnexpectedResponseError struct {
	URL    string // without credentials
	Status string // such as "404 Not Found"
}

// Error returns the URL and the status.
func (e *UnexpectedResponseError) Error() string {
	return fmt.Sprintf("%s: unexpected response %s: is it a jobsim with its control API on?", e.URL, e.Status)
}
