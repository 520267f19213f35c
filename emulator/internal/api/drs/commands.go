package drs

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// The commands on a task, as the calls of v3 and the actions of v5 share them. Each returns an error if the task's status
// does not allow it.

// start starts the task, or schedules it if at is in the future.
func (v *taskContext) start(at time.Time) error {
	if !v.may(startSignal) || !v.forwardReady() {
		return errBusy()
	}
	v.Started, v.Base = v.snap.Now, 0
	if at.After(v.Started) {
		v.Started = at
	}
	v.save()
	return v.move(startSignal, transfer(v.Mode, v.Started.Sub(v.snap.Now)))
}

// pause pauses the task. A disaster recovery task cannot be paused (drs_03_0133); the code of that error is [inferred].
func (v *taskContext) pause() error {
	switch {
	case v.Use == disasterRecovery && !v.waits(pauseSignal):
		return errStatus()
	case !v.may(pauseSignal):
		return errBusy()
	}
	v.Paused, v.Done = v.snap.Status, v.transferred()
	v.save()
	return v.move(pauseSignal, paused(v.call.Setting(pausedWord)))
}

// retry resumes the task from where it was, or starts the synchronization of its edited objects.
func (v *taskContext) retry(reEdit bool) error {
	if v.edits(reEdit) {
		return v.edit()
	}
	if !v.may(retrySignal) {
		return errBusy()
	}
	from := v.snap.Status
	v.Base = 0
	if v.in(pauseing, pausing) {
		if from = v.Paused; from == fullStarted {
			v.Base = v.Done
		}
	}
	v.save()
	return v.move(retrySignal, resume(v.Mode, from, v.Base))
}

// reset starts the task anew from the beginning. The user guide allows it for tasks that have failed, and for paused
// synchronizations.
func (v *taskContext) reset() error {
	if !v.waits(retrySignal) && !v.in(fullFailed, increFailed) && !(v.Use == synchronization && v.in(pauseing, pausing)) {
		return errBusy()
	}
	v.Base = 0
	v.save()
	return v.move(retrySignal, transfer(v.Mode, 0))
}

// stop stops the task, and with a dual-active task its subtasks. force_terminate is allowed in every status but those of a
// task that has stopped or was never created [inferred: the Terraform providers use it in any]. It also ends a step that
// waits for terminate.
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
	if v.Role == dualParent {
		for _, child := range v.related(v.snap.ID) {
			if err := child.redirect(release()); err != nil {
				return err
			}
		}
	}
	return v.move(how, release())
}

// remove deletes the task with its subtasks, or continues a timeline that waits for delete.
func (v *taskContext) remove() error {
	if v.waits(deleteSignal) {
		_, err := v.tx.Record(v.snap.Ref, job.Event{Kind: job.Signalled, Signal: deleteSignal})
		return err
	}
	if !v.may(deleteSignal) {
		return errStatus()
	}
	return v.dropAll()
}

// dropAll deletes the task and its subtasks at once.
func (v *taskContext) dropAll() error {
	for _, child := range v.related(v.snap.ID) {
		if err := child.drop(); err != nil {
			return err
		}
	}
	return v.drop()
}

// drop deletes the task at once.
func (v *taskContext) drop() error {
	v.tx.Delete(resourceOf(v.snap.ID))
	_, err := v.tx.Record(v.snap.Ref, job.Event{Kind: job.Dropped})
	return err
}
