package emulator

import (
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// The errors of this package. Use errors.AsType to get at their fields. Errors about jobs are in package job, diagnostics of
// scenarios in package scenario.
type (
	// OptionError is an option with a value that it cannot have: Option, Value, Message.
	OptionError = playback.OptionError
	// JobsOnlyError is returned by Jobs.Start for a scenario that has more than jobs: Name.
	JobsOnlyError = playback.JobsOnlyError
	// SnapshotError is the reason why a text is no snapshot, or why it cannot be restored: Reason.
	SnapshotError = playback.SnapshotError
	// GoValueError is returned by Snapshot if jobs were started or forced by Go values: What.
	GoValueError = playback.GoValueError
	// TooManySessionsError is returned when a session would be one more than Options.MaxSessions: Limit.
	TooManySessionsError = sessions.TooManySessionsError
	// SessionIDError is returned for an ID that a session cannot have: ID, Reason.
	SessionIDError = sessions.SessionIDError
	// SessionExistsError is returned for an ID that a session has already: ID.
	SessionExistsError = sessions.SessionExistsError
	// StoreError is the reason why a session cannot go on from its log in Options.Store: Name, Err.
	StoreError = sessions.StoreError
	// NotStorableError is returned for jobs and rules given as Go values to a session whose log is in a store: What.
	NotStorableError = playback.NotStorableError
	// SessionListenError is returned when a session cannot have a listener of its own: Option, Address, Err.
	SessionListenError = sessions.SessionListenError
)

// ErrLogFull is returned by Snapshot when more was done to a session than its log holds.
var ErrLogFull = world.ErrLogFull
