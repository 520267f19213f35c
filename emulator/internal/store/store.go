package store

import (
	"errors"
	"fmt"
	"time"
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
	// Check returns an error if the caller may not be the owner any more. It does not wait.
	Check() error
	// Served returns the instant of real time up to which an earlier owner may have served the session; zero: not later than the last
	// record.
	Served() time.Time
	// Remove removes the log.
	Remove() error
	// Close ends the ownership. The log stays.
	Close() error
}

// Shared is a Store that several processes, the replicas, use at a time. Own returns an *OwnedError for a log that another one owns.
type Shared interface {
	Store
	// Self returns the URL at which the other replicas reach this one.
	Self() string
	// Replicas returns the URLs of those that are there, Self included.
	Replicas() ([]string, error)
	// Owner returns the URL of the replica that owns a log; empty: none does.
	Owner(name string) (url string, err error)
	// Lease returns how long an owner that is not heard of stays the owner.
	Lease() time.Duration
	// Ready returns an error if the store cannot be reached.
	Ready() error
	// Lag returns for how long nothing was heard of the store.
	Lag() time.Duration
}

// OwnedError is returned for a log that another replica owns.
type OwnedError struct {
	Name, Owner string        // the replica by its URL
	Left        time.Duration // until the ownership ends, unless the owner is heard of
}

// Error returns the session and its owner.
func (e *OwnedError) Error() string {
	return fmt.Sprintf("session %q is served by %s", e.Name, e.Owner)
}

// ErrNotOwner is returned to a replica that owned a log and does not any more.
var ErrNotOwner = errors.New("another replica serves the session from now on")

// ExistsError is returned for a name that a log has already.
type ExistsError struct{ Name string }

// Error returns the name.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("there is a log of session %q already", e.Name)
}
