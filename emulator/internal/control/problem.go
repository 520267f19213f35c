package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Error is why something cannot be done, as a caller of the control API is told.
type Error struct {
	Status  int          `json:"-"` // of HTTP
	Code    string       `json:"code"`
	Message string       `json:"message"`
	Hint    string       `json:"hint,omitempty"` // what would help
	Faults  []Diagnostic `json:"faults,omitempty"`
}

// Diagnostic is one fault of a scenario.
type Diagnostic struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Want    string `json:"want,omitempty"`
	Hint    string `json:"hint,omitempty"`
}

// Error is the message and what would help.
func (p *Error) Error() string {
	if p.Hint == "" {
		return p.Message
	}
	return p.Message + " (" + p.Hint + ")"
}

// Refuse makes the problem of a request that asks for what cannot be.
func Refuse(message, hint string) *Error {
	return &Error{Status: http.StatusBadRequest, Code: "bad_request", Message: message, Hint: hint}
}

// errorOf finds how an error is told.
func errorOf(err error) *Error {
	if p, ok := errors.AsType[*Error](err); ok {
		return p
	}
	if faults, ok := errors.AsType[scenario.Diagnostics](err); ok {
		return invalidScenario(faults)
	}
	if gone, ok := errors.AsType[*job.Error](err); ok {
		code := "job_gone"
		if gone.Absence == job.Unknown {
			code = "unknown_job"
		}
		return &Error{Status: http.StatusNotFound, Code: code, Message: gone.Error(), Hint: "GET /__admin/jobs lists the jobs"}
	}
	if taken, ok := errors.AsType[*world.DuplicateJobError](err); ok {
		return &Error{Status: http.StatusConflict, Code: "taken", Message: taken.Error(), Hint: "give the job another id, or reset first"}
	}
	if full, ok := errors.AsType[*world.TooManyJobsError](err); ok {
		return &Error{
			Status: http.StatusTooManyRequests, Code: "too_many_jobs", Message: fmt.Sprintf("there is room for %d jobs", full.Limit),
			Hint: "POST /__admin/reset begins anew, a session of its own has as much room, and --max-jobs allows more",
		}
	}
	if errors.Is(err, world.ErrLogFull) {
		return &Error{
			Status: http.StatusConflict, Code: "too_much_history", Message: err.Error(),
			Hint: "snapshot earlier, or begin a session for each test; rules make each poll count as a call",
		}
	}
	return Refuse(err.Error(), "")
}

// invalidScenario is the problem of a scenario with faults.
func invalidScenario(faults scenario.Diagnostics) *Error {
	p := &Error{Status: http.StatusBadRequest, Code: "bad_scenario", Message: faults.Error()}
	for _, f := range faults {
		p.Faults = append(p.Faults, Diagnostic{File: f.File, Line: f.Line, Column: f.Col, Message: f.Message, Want: f.Want, Hint: f.Hint})
	}
	return p
}

// fail answers with a problem.
func fail(w http.ResponseWriter, err error) {
	p := errorOf(err)
	write(w, p.Status, struct {
		Error *Error `json:"error"`
	}{p})
}

// write answers with a JSON document. Nothing of this API may be kept by anybody.
func write(w http.ResponseWriter, status int, doc any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(doc) // a caller that went away is its own affair
}
