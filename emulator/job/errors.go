package job

import (
	"errors"
	"fmt"
	"strings"
)

// DuplicateError is returned when a job is started whose name another job has.
type DuplicateError struct {
	Ref      Ref
	Location string // where the existing job is written down, as file:line; empty if it is in no file
}

// Error returns the name and the location.
func (e *DuplicateError) Error() string {
	if e.Location == "" {
		return fmt.Sprintf("job %s exists already", e.Ref)
	}
	return fmt.Sprintf("job %s exists already: %s", e.Ref, e.Location)
}

// LimitError is returned when a job is started that would be one more than the limit.
type LimitError struct{ Limit int }

// Error returns the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("there is room for %d jobs: reset, or raise the limit", e.Limit)
}

// ErrNothingAhead is returned when the clock is to move to the next change of a job and time alone changes no job any more: all
// have ended, are held, or wait for a client.
var ErrNothingAhead = errors.New("time alone changes no job any more")

// NotAheadError is returned when the clock is to move to a status to which time alone never brings the job.
type NotAheadError struct {
	Ref    Ref
	Status string   // the requested one
	Ahead  []string // the statuses that are ahead, the present one first
	Stays  string   // the status in which the job stays until a client or a test ends it; empty if there is none
}

// Error returns the job, the status and what is ahead of the job instead.
func (e *NotAheadError) Error() string {
	ahead := "ahead of it are " + strings.Join(e.Ahead, ", ")
	if e.Stays != "" {
		return fmt.Sprintf("time alone does not bring job %s to %s: it stays in %s (%s)", e.Ref, e.Status, e.Stays, ahead)
	}
	return fmt.Sprintf("job %s never comes to %s (%s)", e.Ref, e.Status, ahead)
}
