package wire

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/job"
)

// Reject responds to a request that gets no further than the HTTP server: one that is not HTTP, or over its limits. r is what
// could be read of it. No rule matches it and no world remembers it, but the journal has it, and Backend.Done is called.
func (f *Dispatcher) Reject(w http.ResponseWriter, r *http.Request, why Rejection, at Backend) {
	m, prefix := f.pick(r, at.World)
	c := f.call(r, m, prefix, at)
	c.rejected = true
	c.Refuse(errors.New(why.Reason))
	rec := Record(w, c)
	rec.begin()
	defer rec.over()
	c.backend.Commit = nil // it depends on nothing that was done
	m.reject(rec, why)
	rec.whole = true
}

// reject writes the response to a request that gets no further.
func (m *mounted) reject(rec *Recorder, why Rejection) {
	if why.Hint != "" {
		rec.Header().Set("X-Jobsim-Hint", why.Hint)
	}
	if why.RetryAfter > 0 {
		rec.Header().Set("Retry-After", seconds(why.RetryAfter))
	}
	if m.Reject != nil {
		m.Reject(rec, rec.call, why.Status)
		return
	}
	text := http.StatusText(why.Status)
	m.WriteError(rec, rec.call, &APIError{job.ErrorRow{Code: strconv.Itoa(why.Status), HTTP: why.Status, Message: text}, text})
}
