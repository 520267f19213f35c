package sessions

import "fmt"

// TooManySessionsError is returned when a session would be one more than the limit.
type TooManySessionsError struct{ Limit int }

// Error returns the limit.
func (e *TooManySessionsError) Error() string {
	return fmt.Sprintf("there are %d sessions already", e.Limit)
}

// SessionIDError is returned for an ID that a session cannot have.
type SessionIDError struct{ ID, Reason string }

// Error returns the ID and the reason.
func (e *SessionIDError) Error() string {
	return fmt.Sprintf("a session cannot have the id %q: %s", e.ID, e.Reason)
}

// SessionExistsError is returned for an ID that a session has already.
type SessionExistsError struct{ ID string }

// Error returns the ID.
func (e *SessionExistsError) Error() string { return "there is a session " + e.ID + " already" }

// SessionNotFoundError is returned for an ID that no session has: it never had one, it was ended, or its TTL passed.
type SessionNotFoundError struct{ ID string }

// Error returns the ID.
func (e *SessionNotFoundError) Error() string { return fmt.Sprintf("there is no session %q", e.ID) }

// SessionListenError is returned when a session cannot have a listener of its own.
type SessionListenError struct {
	Option, Address string // "listen" or "tls_listen", and its value
	Err             error  // of the network; nil if the program opens no listeners for sessions
}

// Error returns the option, its value and the reason.
func (e *SessionListenError) Error() string {
	if e.Err == nil {
		return "a session cannot have a listener of its own in this program"
	}
	return fmt.Sprintf("%s %s: %v", e.Option, e.Address, e.Err)
}

// Unwrap returns the network's error.
func (e *SessionListenError) Unwrap() error { return e.Err }
