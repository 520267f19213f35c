package job

import (
	"fmt"
	"time"
)

// Ref names a job: the API that it belongs to and its id there, as the client writes it.
type Ref struct{ API, ID string }

// String returns "api/id".
func (r Ref) String() string { return r.API + "/" + r.ID }

// Phase is what a status word means, whatever an API calls it.
type Phase uint8

// The phases of a job. Succeeded and Failed are ends, though a script may go on after them (a flapping job).
const (
	Pending Phase = iota
	Running
	Succeeded
	Failed
)

var phaseNames = [...]string{Pending: "pending", Running: "running", Succeeded: "succeeded", Failed: "failed"}

// String returns the word that scenario files use.
func (p Phase) String() string { return phaseNames[p] }

// Over reports whether the phase is an end.
func (p Phase) Over() bool { return p >= Succeeded }

// ParsePhase reads the word that String gives.
func ParsePhase(s string) (Phase, bool) {
	for p, name := range phaseNames {
		if name == s {
			return Phase(p), true
		}
	}
	return Pending, false
}

// PhaseNames returns the words that ParsePhase knows.
func PhaseNames() []string { return append([]string(nil), phaseNames[:]...) }

// Absence is why a job cannot be seen. The zero value means that it can.
type Absence uint8

// The reasons for an absence.
const (
	Present  Absence = iota
	Unknown          // no job of this name was ever started
	Unborn           // a sub-job whose turn has not come
	Consumed         // its result was taken, and taking ended it
	Expired          // its retention after the end ran out
	Removed          // a client's call removed it
	Hidden           // clients do not see it yet
)

var absenceNames = [...]string{
	Present: "present", Unknown: "no job of this name was ever started", Unborn: "not yet begun",
	Consumed: "its result was taken", Expired: "its retention ran out", Removed: "it was removed",
	Hidden: "clients do not see it yet",
}

// String returns the reason in words.
func (a Absence) String() string { return absenceNames[a] }

// Error is returned for a job that a client cannot see.
type Error struct {
	Ref     Ref
	Absence Absence
	Since   time.Time // when it went; zero for a job that never was
}

// Error returns the job and the reason. It is for logs and the control API, never for a client of an API.
func (e *Error) Error() string {
	if e.Since.IsZero() {
		return fmt.Sprintf("job %s: %s", e.Ref, e.Absence)
	}
	return fmt.Sprintf("job %s: %s at %s", e.Ref, e.Absence, e.Since.UTC().Format(time.RFC3339))
}
