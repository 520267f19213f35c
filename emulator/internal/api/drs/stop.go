package drs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/job"
)

// batchJobs stops and deletes tasks (drs_03_0113). Deleting a task that is not stopped rejects the whole request, as a
// public runbook shows; stopping one in the wrong status fails its item, as in the document's example.
func batchJobs() http.Handler {
	return action[stop]{
		name: "batch-jobs", status: http.StatusAccepted, list: "jobs",
		reject: func(v *taskContext, s stop) error {
			if s.How == deleteSignal && !v.may(deleteSignal) {
				return errStatus()
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

// stop stops the task. force_terminate is allowed in every status but those of a task that has stopped or was never
// created [inferred: the Terraform providers use it in any]. It also ends a step that waits for terminate.
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
		return errBusy()
	}
	return v.move(how, release())
}

// remove deletes the task, or continues a timeline that waits for delete.
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
