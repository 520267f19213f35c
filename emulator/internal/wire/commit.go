package wire

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// UnavailableError is the reason why a session cannot serve requests at present, because what they do cannot be kept.
type UnavailableError struct {
	Reason     string        // for people
	RetryAfter time.Duration // after which it may be able to
}

// Error returns the reason.
func (e *UnavailableError) Error() string { return e.Reason }

// Seconds returns RetryAfter as the header has it.
func (e *UnavailableError) Seconds() string { return seconds(e.RetryAfter) }

// Rejection returns the response to a request that is not carried out because of the error.
func (e *UnavailableError) Rejection() Rejection {
	return Rejection{Status: http.StatusServiceUnavailable, Reason: e.Reason, Hint: e.Reason, RetryAfter: e.RetryAfter}
}

// Unavailable returns the *UnavailableError that err is, or one with the same text.
func Unavailable(err error) *UnavailableError {
	if e, ok := errors.AsType[*UnavailableError](err); ok {
		return e
	}
	return &UnavailableError{Reason: err.Error(), RetryAfter: time.Second}
}

// seconds returns a duration as Retry-After has it, rounded up.
func seconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }

// logCounted adds the call to the world's log if the rules have counted it, though it did nothing else.
func (c *Call) logCounted() {
	if c.inLog != nil || c.rejected || !c.World.HasRules() {
		return
	}
	_ = c.World.Do(func(tx *world.Tx) error {
		c.log(tx)
		return nil
	})
}

// commit waits until what the response depends on is kept. If that fails it writes an error in place of the response and reports
// false: a client must not learn of what may be lost.
func (r *Recorder) commit() bool {
	c := r.call
	c.logCounted()
	err := c.backend.Commit()
	if err == nil {
		return true
	}
	why := Unavailable(err)
	c.backend.Commit, c.rejected = nil, true
	c.Observed, c.notFound, c.next, c.polls = nil, nil, time.Time{}, nil
	c.ruleMatch = ruleMatch{rule: &unclaimed}
	c.refused = why.Reason
	clear(r.Header())
	r.Status = 0
	c.dispatcher.apis[c.API].reject(r, why.Rejection())
	r.uncommitted = true
	return false
}
