package control

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Error is an error with its status, code and hint.
type Error = admin.Error

// Refuse returns the error of a request that asks for something impossible.
func Refuse(message, hint string) *admin.Error {
	return &admin.Error{Status: http.StatusBadRequest, Code: "bad_request", Message: message, Hint: hint}
}

// errorOf returns the document of an error: its status, code and hint.
func errorOf(err error) *admin.Error {
	if e, ok := errors.AsType[*admin.Error](err); ok {
		return e
	}
	if bad, ok := errors.AsType[*admin.DurationError](err); ok {
		return Refuse(fmt.Sprintf("%q is not a duration", bad.Text), "want a text such as 500ms, 27s, 1h30m or 7d")
	}
	if odd, ok := errors.AsType[*clock.RangeError](err); ok {
		return Refuse(odd.Error(), "")
	}
	if faults, ok := errors.AsType[scenario.Diagnostics](err); ok {
		return invalidScenario(faults)
	}
	if absent, ok := errors.AsType[*job.Error](err); ok {
		code := "job_gone"
		if absent.Absence == job.Unknown {
			code = "unknown_job"
		}
		return &admin.Error{Status: http.StatusNotFound, Code: code, Message: absent.Error(), Hint: "GET /__admin/jobs lists the jobs"}
	}
	if duplicate, ok := errors.AsType[*job.DuplicateError](err); ok {
		return &admin.Error{Status: http.StatusConflict, Code: "taken", Message: duplicate.Error(), Hint: "give the job another id, or reset first"}
	}
	if full, ok := errors.AsType[*job.LimitError](err); ok {
		return &admin.Error{
			Status: http.StatusTooManyRequests, Code: "too_many_jobs", Message: full.Error(),
			Hint: "POST /__admin/reset starts again, a session of its own has as much room, and the setting max-jobs raises the limit",
		}
	}
	if errors.Is(err, world.ErrLogFull) {
		return &admin.Error{
			Status: http.StatusConflict, Code: "too_much_history", Message: err.Error(),
			Hint: "take the snapshot earlier, or use a session for each test; with rules each poll counts as a call",
		}
	}
	if e := ruleError(err); e != nil {
		return e
	}
	if e := sessionError(err); e != nil {
		return e
	}
	return Refuse(err.Error(), "")
}

// invalidScenario returns the error of a scenario with faults.
func invalidScenario(faults scenario.Diagnostics) *admin.Error {
	e := &admin.Error{Status: http.StatusBadRequest, Code: "bad_scenario", Message: faults.Error()}
	for _, f := range faults {
		e.Diagnostics = append(e.Diagnostics, diagnosticOf(f))
	}
	return e
}

func diagnosticOf(f scenario.Diagnostic) admin.Diagnostic {
	return admin.Diagnostic{
		File: f.File, Line: f.Line, Column: f.Col, Message: f.Message, Want: f.Want, Hint: f.Hint, IncludedBy: f.IncludedBy,
	}
}
