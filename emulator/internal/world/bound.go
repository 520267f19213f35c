package world

import (
	"github.com/jobsim/jobsim/emulator/job"
)

// SetJobLimit sets the maximum number of jobs, sub-jobs included; zero means no limit. It must be called before the world is
// shared.
func (w *World) SetJobLimit(jobs int) *World {
	w.jobLimit = jobs
	return w
}

// room returns a *job.LimitError if no job can be started. What a call begins while there is room it may complete: nothing is
// half done.
func (tx *Tx) room() error {
	if w := tx.w; w.jobLimit > 0 && w.jobs.size()-tx.born >= w.jobLimit {
		return &job.LimitError{Limit: w.jobLimit}
	}
	return nil
}

// roomFor returns a *job.LimitError if there is no room for all of the specs and their sub-jobs.
func (tx *Tx) roomFor(specs []job.Spec) error {
	w := tx.w
	if w.jobLimit == 0 {
		return nil
	}
	n := w.jobs.size()
	for _, s := range specs {
		n += s.Count()
	}
	if n > w.jobLimit {
		return &job.LimitError{Limit: w.jobLimit}
	}
	return nil
}
