package store

import (
	"errors"
	"fmt"
)

// Main is the name of the log of the main session. No other session can have it as its ID.
const Main = "_main"

// ErrNotFound is returned for a session that has no log.
var ErrNotFound = errors.New("the session has no log")

// Store keeps the logs of sessions. It is safe for concurrent use.
type Store interface {
	// Names returns the names of the sessions that have a log, Main included, in any order.
	Names() ([]string, error)
	// Create makes the log of a new session, with these records, and owns it. It returns an *ExistsError if there is one.
	Create(name string, records [][]byte) (Log, error)
	// Own makes the caller the only one that can append to a session's log. It returns ErrNotFound if there is none.
	Own(name string) (Log, error)
	// Close releases what the store holds. No log is used afterwards.
	Close() error
}

// Log is the log of a session, as its owner uses it. Records are numbered from 1.
type Log interface {
	// Read calls f for each record, in order, and may do so until f returns an error, which it returns. A record is valid only until f
	// returns.
	Read(f func(number uint64, record []byte) error) error
	// Append adds records, the first of them with the given number, and returns once they are kept. After an error it may be called
	// again with the same records.
	Append(first uint64, records [][]byte) error
	// Replace replaces all records, at once: after an error those from before are still there.
	Replace(records [][]byte) error
	// Remove removes the log.
	Remove() error
	// Close ends the ownership. The log stays.
	Close() error
}

// ExistsError is returned for a name that a log has already.
type ExistsError struct{ Name string }

// Error returns the name.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("there is a log of session %q already", e.Name)
}
