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

// Problem is why something cannot be done, as a caller of the control API is told.
type Problem struct {
	Status  int    `json:"-"` // of HTTP
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"` // what would help
	Faults  []Flaw `json:"faults,omitempty"`
}

// Flaw is one fault of a scenario.
type Flaw struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Want    string `json:"want,omitempty"`
	Hint    string `json:"hint,omitempty"`
}

// Error is the message and what would help.
func (p *Problem) Error() string {
	if p.Hint == "" {
		return p.Message
	}
	return p.Message + " (" + p.Hint + ")"
}

// Refuse makes the problem of a request that asks for what cannot be.
func Refuse(message, hint string) *Problem {
	return &Problem{Status: http.StatusBadRequest, Code: "bad_request", Message: message, Hint: hint}
}

// problemOf finds how an error is told.
func problemOf(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	if faults, ok := errors.AsType[scenario.Faults](err); ok {
		return flawed(faults)
	}
	if gone, ok := errors.AsType[*job.Error](err); ok {
		code := "job_gone"
		if gone.Absence == job.Unknown {
			code = "unknown_job"
		}
		return &Problem{Status: http.StatusNotFound, Code: code, Message: gone.Error(), Hint: "GET /__admin/jobs lists the jobs"}
	}
	if taken, ok := errors.AsType[*world.DuplicateJobError](err); ok {
		return &Problem{Status: http.StatusConflict, Code: "taken", Message: taken.Error(), Hint: "give the job another id, or reset first"}
	}
	if full, ok := errors.AsType[*world.TooManyJobsError](err); ok {
		return &Problem{
			Status: http.StatusTooManyRequests, Code: "too_many_jobs", Message: fmt.Sprintf("there is room for %d jobs", full.Limit),
			Hint: "POST /__admin/reset begins anew, a session of its own has as much room, and --max-jobs allows more",
		}
	}
	if errors.Is(err, world.ErrLogFull) {
		return &Problem{
			Status: http.StatusConflict, Code: "too_much_history", Message: err.Error(),
			Hint: "snapshot earlier, or begin a session for each test; rules make each poll count as a call",
		}
	}
	return Refuse(err.Error(), "")
}

// flawed is the problem of a scenario with faults.
func flawed(faults scenario.Faults) *Problem {
	p := &Problem{Status: http.StatusBadRequest, Code: "bad_scenario", Message: faults.Error()}
	for _, f := range faults {
		p.Faults = append(p.Faults, Flaw{File: f.File, Line: f.Line, Column: f.Col, Message: f.Message, Want: f.Want, Hint: f.Hint})
	}
	return p
}

// fail answers with a problem.
func fail(w http.ResponseWriter, err error) {
	p := problemOf(err)
	write(w, p.Status, struct {
		Error *Problem `json:"error"`
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
