package drs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/job"
)

// batchJobs stops and deletes tasks (drs_03_0113). Deleting one that has not been stopped refuses the whole request, as a
// public runbook shows it; stopping one at the wrong time fails its item, as the document's example does.
func batchJobs() http.Handler {
	return action[stop]{
		name: "batch-jobs", status: http.StatusAccepted, list: "jobs",
		refuse: func(v *taskContext, s stop) error {
			if s.How == deleteSignal && !v.may(deleteSignal) {
				return wrongState()
			}
			return nil
		},
		do: func(v *taskContext, s stop) error {
			if s.How == deleteSignal {
				return v.remove()
			}
			return v.stop(s.How)
		},
	}.handler()
}

// stop stops the task. Force does so in every status but those of a task that is stopped, or was never there (inferred: the
// Terraform providers use it in any). A step that waits for either way ends by force too.
func (v *taskContext) stop(how string) error {
	allowed := v.may(how)
	if how == forceStopSignal {
		over := v.in(createFailed, releaseStarted, releaseComplete, childReleased, deleted)
		allowed = allowed || !over || v.waits(stopSignal)
		if v.waits(stopSignal) {
			how = stopSignal
		}
	}
	if !allowed {
		return busy()
	}
	return v.move(how, release())
}

// remove deletes the task, or lets its script go on that waits for it.
func (v *taskContext) remove() error {
	e := job.Event{Kind: job.Dropped}
	if v.waits(deleteSignal) {
		e = job.Event{Kind: job.Signalled, Signal: deleteSignal}
	} else {
		v.tx.Delete(resourceOf(v.snap.ID))
	}
	_, err := v.tx.Record(v.snap.Ref, e)
	return err
}
