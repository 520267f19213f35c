package control

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Fail writes an error where no session serves the request.
func Fail(w http.ResponseWriter, err error) { writeError(w, err) }

// sessionError returns the response to an error about a session, a snapshot, its clock or a scenario's name; nil for any other.
func sessionError(err error) *admin.Error {
	if e, ok := errors.AsType[*sessions.SessionNotFoundError](err); ok {
		return NoSession(e.ID)
	}
	if e, ok := errors.AsType[*sessions.TooManySessionsError](err); ok {
		return &admin.Error{
			Status: http.StatusTooManyRequests, Code: "too_many_sessions", Message: e.Error(),
			Hint: "DELETE /__admin/sessions/{id} ends one; a session that is not used ends after its ttl; the setting max-sessions raises the limit",
		}
	}
	if e, ok := errors.AsType[*sessions.SessionExistsError](err); ok {
		return &admin.Error{Status: http.StatusConflict, Code: "taken", Message: e.Error(), Hint: "end it first, or leave the id out"}
	}
	if e, ok := errors.AsType[*sessions.SessionListenError](err); ok {
		hint := "port 0 takes any free one; its path, host label, project and user select a session too"
		if e.Err == nil {
			hint = "its path, host label, project and user select a session too"
		}
		return &admin.Error{Status: http.StatusConflict, Code: "no_listener", Message: e.Error(), Hint: hint}
	}
	if e, ok := errors.AsType[*scenario.NotFoundError](err); ok {
		hint := cmp.Or(e.Suggestion, "GET /__admin/scenarios lists them; a text is taken too")
		if len(e.Matches) > 0 {
			hint = "use one of the full names"
		}
		return &admin.Error{Status: http.StatusNotFound, Code: "no_scenario", Message: e.Error(), Hint: hint}
	}
	if e, ok := errors.AsType[*playback.JobsOnlyError](err); ok {
		return Refuse(e.Error(), "a session of its own takes all of a scenario: POST /__admin/sessions")
	}
	if e, ok := errors.AsType[*playback.SnapshotError](err); ok {
		return Refuse(e.Error(), "GET /__admin/snapshot returns one")
	}
	if e, ok := errors.AsType[*playback.GoValueError](err); ok {
		return &admin.Error{
			Status: http.StatusConflict, Code: "not_writable", Message: e.Error(),
			Hint: "start jobs by a scenario's text and force them by a step's, or take a fork, which has Go values too; a reset forgets them",
		}
	}
	return storeError(err)
}

// storeError returns the response to an error about where the log of a session is kept; that of clockError for any other.
func storeError(err error) *admin.Error {
	if e, ok := errors.AsType[*wire.UnavailableError](err); ok {
		return &admin.Error{Status: http.StatusServiceUnavailable, Code: "unavailable", Message: e.Reason, Hint: "GET /readyz says when it is available again"}
	}
	if e, ok := errors.AsType[*store.ExistsError](err); ok {
		return &admin.Error{Status: http.StatusConflict, Code: "taken", Message: e.Error(), Hint: "end it first, or leave the id out"}
	}
	if e, ok := errors.AsType[*playback.NotStorableError](err); ok {
		return &admin.Error{Status: http.StatusConflict, Code: "not_writable", Message: e.Error(), Hint: "start jobs by a scenario's text, and force them by a step's"}
	}
	return clockError(err)
}

// clockError returns the response to an error about where the clock should move; nil for any other.
func clockError(err error) *admin.Error {
	if errors.Is(err, job.ErrNothingAhead) {
		return &admin.Error{
			Status: http.StatusConflict, Code: "nothing_ahead", Message: err.Error(),
			Hint: "the jobs have ended, are held, or wait for a client: see GET /__admin/jobs",
		}
	}
	e, ok := errors.AsType[*job.NotAheadError](err)
	if !ok {
		return nil
	}
	hint := "ahead of it are " + strings.Join(e.Ahead, ", ")
	if e.Stays != "" {
		hint += "; see GET /__admin/jobs/" + e.Ref.String() + " for what it waits for"
	}
	return &admin.Error{Status: http.StatusConflict, Code: "not_ahead", Message: e.Error(), Hint: hint}
}
