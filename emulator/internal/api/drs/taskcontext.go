package drs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// taskContext is a task during one call.
type taskContext struct {
	Task
	tx   *world.Tx
	call *wire.Call
	snap job.Snapshot
}

// openTask returns the context of a task. The error is DRS.M05003 or DRS.M05004.
func openTask(tx *world.Tx, c *wire.Call, id string) (*taskContext, error) {
	var snap job.Snapshot
	look(&snap, tx, c, id, false)
	switch snap.Absence {
	case job.Present:
		return &taskContext{taskOf(tx, snap), tx, c, snap}, nil
	case job.Removed:
		return nil, table.Error("DRS.M05004")
	default:
		return nil, table.Error("DRS.M05003")
	}
}

// save stores the changed properties of the task.
func (v *taskContext) save() {
	if n := resourceOf(v.snap.ID); !v.tx.Change(n, "", v.Task) {
		v.tx.Put(n, v.snap.Project, "", v.Task)
	}
}

func (v *taskContext) in(statuses ...string) bool { return slices.Contains(statuses, v.snap.Status) }

// waits reports whether the task's timeline waits for the call.
func (v *taskContext) waits(signal string) bool { return v.snap.Until.Signal == signal }

// may reports whether the call can move the task: its status allows it, or its timeline waits for it.
func (v *taskContext) may(signal string) bool { return v.waits(signal) || v.in(allowed[signal]...) }

// move moves the task: to the next step of its timeline if that waits for the call, otherwise to the default timeline,
// which a scenario's rule may replace. A dual-active task goes the way of its forward subtask [inferred].
func (v *taskContext) move(signal string, script *job.Timeline) error {
	if v.waits(signal) {
		_, err := v.tx.Record(v.snap.Ref, job.Event{Kind: job.Signalled, Signal: signal})
		return err
	}
	if v.Role == forward && script != nil {
		if parent, err := openTask(v.tx, v.call, v.Parent); err == nil {
			if err := parent.redirect(script); err != nil {
				return err
			}
		}
	}
	return v.redirect(script)
}

// redirect gives the task another timeline from now on.
func (v *taskContext) redirect(script *job.Timeline) error {
	_, err := v.tx.Record(v.snap.Ref, job.Event{Kind: job.Redirected, Timeline: v.call.Script(script)})
	return err
}

// stopped reports whether the task has been stopped or is being stopped, so that its properties are fixed
// (drs_03_0107).
func (v *taskContext) stopped() bool {
	return v.in(releaseStarted, releaseFailed, releaseComplete, childReleased, deleted)
}

// errBusy returns the error of an item whose task's status does not allow the call.
func errBusy() error { return table.Error("DRS.M01504") }

// errStatus returns the error that rejects a request because of the status of a task.
func errStatus() error { return table.Error("DRS.M00304") }

// allowed lists the statuses in which a call can move a task. Pausing and deleting: drs_03_0133 and drs_03_0113.
// Stopping, retrying and switching over: the user guide. START_JOB_FAILED is not listed there [inferred].
var allowed = map[string][]string{
	startSignal:  {configuration, waitingForStart},
	pauseSignal:  {fullStarted, fullFailed, fullComplete, increStarted, increFailed},
	retrySignal:  {pauseing, pausing, fullFailed, increFailed, startJobFailed},
	switchSignal: {increStarted, increFailed},
	stopSignal:   {creating, configuration, waitingForStart, fullStarted, fullFailed, fullComplete, increStarted, increFailed, pauseing, pausing, rebuildNodeStarted},
	deleteSignal: {createFailed, releaseComplete, childReleased},
}
