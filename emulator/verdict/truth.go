package verdict

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Truth is how a session really is at one instant, whatever clients know of it. A report is made from it and from the entries.
type Truth interface {
	// Now returns the instant, by the session's clock.
	Now() time.Time
	// Job returns a job as it is. Its Absence says why a client cannot see it.
	Job(ref job.Ref) job.Snapshot
	// End returns the end that time alone brings a job to, or has brought it to, and when that begins. It reports false for a job that
	// waits for something else than time, that has no end, or that is unknown.
	End(ref job.Ref) (status string, at time.Time, ok bool)
	// Resource returns a resource. It reports false if there is none, or not any more.
	Resource(name job.ResourceName) (ResourceTruth, bool)
	// Rule returns a rule in force by its name.
	Rule(name string) (RuleTruth, bool)
}

// ResourceTruth is a resource as it is.
type ResourceTruth struct {
	Status string
	Left   bool    // the job that was to make it has failed, and it is there all the same
	Made   bool    // false while the job that makes it runs, and when that failed
	Busy   job.Ref // the live job that acts on it; the zero Ref if there is none
}

// RuleTruth is a rule with what it has counted.
type RuleTruth struct {
	Claimed int // how many calls it claimed
	Spent   bool
}
