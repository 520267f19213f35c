package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Because returns err with a reason in plain words. Clients get err alone; the reason is for the journal and the log.
func Because(err error, reason string) error { return &reasonError{err, reason} }

// WrongType returns an error for a member of the body that does not have the type that it must have: "an array". For an empty
// name it is about the body. IsBadJSON reports true for it.
func WrongType(member, want string) error {
	if member == "" {
		return Because(ErrMalformed, "the body is not "+want)
	}
	return Because(ErrMalformed, fmt.Sprintf("the member %q is not %s", member, want))
}

// BecauseOf returns err with the reason that cause has.
func BecauseOf(err, cause error) error { return Because(err, reasonOf(cause)) }

// reasonError is an error with a reason.
type reasonError struct {
	error
	reason string
}

// Unwrap returns the error without the reason.
func (e *reasonError) Unwrap() error { return e.error }

// Refuse records why a call is refused, for the journal and the log. Of several reasons the first counts.
func (c *Call) Refuse(err error) {
	if c.refused == "" {
		c.refused = reasonOf(err)
	}
}

// Deny returns Refuse for a call whose credentials are refused.
func (c *Call) Deny(err error) {
	c.denied = true
	c.Refuse(err)
}

// ReplayedSignature stands in a snapshot in place of the signature of a request that was accepted.
const ReplayedSignature = "***accepted***"

// Accepted reports whether the signature of a request is ReplayedSignature and the request is a replayed one.
func (c *Call) Accepted(signature string) bool {
	return c.backend.Replay && signature == ReplayedSignature
}

// reasonOf returns why an error occurred, in the words of the client's protocol. It is empty for a job that cannot be seen: the
// journal says that about the job.
func reasonOf(err error) string {
	if e, ok := errors.AsType[*reasonError](err); ok {
		return e.reason
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if e.Field == "" {
			return "the body cannot be a JSON " + e.Value
		}
		return fmt.Sprintf("the member %q cannot be this %s", e.Field, e.Value)
	}
	if errors.Is(err, ErrMalformed) {
		return "the body is not one JSON value in UTF-8"
	}
	if _, ok := errors.AsType[*job.Error](err); ok {
		return ""
	}
	return err.Error()
}

// Rejection is why a request gets no further than the HTTP server.
type Rejection struct {
	Status int    // the HTTP status, as API.Reject takes it
	Reason string // for the journal and the log
	Hint   string // for the client; it may be empty
	// RetryAfter is when the client may try again; zero: the response does not say.
	RetryAfter time.Duration
}
