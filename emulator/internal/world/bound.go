package world

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

// TooManyJobsError says that a world takes no more jobs.
type TooManyJobsError struct{ Limit int }

// Error tells the limit and how to raise it.
func (e *TooManyJobsError) Error() string {
	return fmt.Sprintf("there is room for %d jobs: --max-jobs allows more", e.Limit)
}

// SetJobLimit sets how many jobs the world takes, sub-jobs included; 0 stands for any number. It is called before anybody else
// has the world.
func (w *World) SetJobLimit(jobs int) *World {
	w.jobLimit = jobs
	return w
}

// room answers a *TooManyJobsError if no job can be started. What a call begins while there is room it may go on with: nothing is
// done by half.
func (tx *Tx) room() error {
	if w := tx.w; w.jobLimit > 0 && len(w.jobs)-tx.born >= w.jobLimit {
		return &TooManyJobsError{w.jobLimit}
	}
	return nil
}

// roomFor answers a *TooManyJobsError if there is no room for all of the specs and their sub-jobs.
func (tx *Tx) roomFor(specs []job.Spec) error {
	w := tx.w
	if w.jobLimit == 0 {
		return nil
	}
	n := len(w.jobs)
	for _, s := range specs {
		s.All(func(job.Spec) bool { n++; return true })
	}
	if n > w.jobLimit {
		return &TooManyJobsError{w.jobLimit}
	}
	return nil
}
