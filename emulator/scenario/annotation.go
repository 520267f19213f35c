package scenario

import "github.com/jobsim/jobsim/emulator/job"

// Annotation is what a file says about a job that its job.Spec does not keep, for people who read an explanation.
type Annotation struct {
	Timeline string            // the name of the timeline that the job follows; empty if its script is written in place
	Notes    map[string]string // what a step says besides its status, in short, by job.Bounds.Position
	Outlived bool              // its sub-jobs end after it, which the file allows on purpose
}

// Annotation returns what the file says about the job with the given name. The name of a job that a rule starts is the rule's
// API and Location. The zero value is returned for other names.
func (s *Scenario) Annotation(ref job.Ref) Annotation { return s.annotations[ref] }
