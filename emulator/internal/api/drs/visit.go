package drs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// taskContext is a task as one call finds it.
type taskContext struct {
	Task
	tx   *world.Tx
	call *wire.Call
	snap job.Snapshot
}

// enter finds the task that a call names. It answers DRS.M05003 or DRS.M05004.
func enter(tx *world.Tx, c *wire.Call, id string) (*taskContext, error) {
	var snap job.Snapshot
	see(&snap, tx, c, id, false)
	switch snap.Absence {
	case job.Present:
		return &taskContext{taskOf(tx, snap), tx, c, snap}, nil
	case job.Removed:
		return nil, table.Error("DRS.M05004")
	default:
		return nil, table.Error("DRS.M05003")
	}
}

// keep remembers what the call made of the task's properties.
func (v *taskContext) keep() {
	if n := resourceOf(v.snap.ID); !v.tx.Change(n, "", v.Task) {
		v.tx.Put(n, v.snap.Project, "", v.Task)
	}
}

func (v *taskContext) in(statuses ...string) bool { return slices.Contains(statuses, v.snap.Status) }

// waits tells that the task's script waits for a call.
func (v *taskContext) waits(signal string) bool { return v.snap.Until.Signal == signal }

// may tells whether a call can move the task: its status allows it, or its script waits for it.
func (v *taskContext) may(signal string) bool { return v.waits(signal) || v.in(legal[signal]...) }

// move takes the task on by a call: to the next step of its script if that waits for the call, else to the default script,
// in whose place a scenario's rule may put another.
func (v *taskContext) move(signal string, script *job.Timeline) error {
	e := job.Event{Kind: job.Redirected, Timeline: v.call.Script(script)}
	if v.waits(signal) {
		e = job.Event{Kind: job.Signalled, Signal: signal}
	}
	_, err := v.tx.Record(v.snap.Ref, e)
	return err
}

// stopped tells that the task has been or is being stopped: its properties are fixed (drs_03_0107).
func (v *taskContext) stopped() bool {
	return v.in(releaseStarted, releaseFailed, releaseComplete, childReleased, deleted)
}

// busy is what a call's item says when the task's status does not allow the call.
func busy() error { return table.Error("DRS.M01504") }

// wrongState refuses a whole request for the status of a task that it names.
func wrongState() error { return table.Error("DRS.M00304") }

// legal are the statuses from which a call moves a task. Pausing and deleting: drs_03_0133 and drs_03_0113. Stopping,
// retrying and switching over: the user guide. START_JOB_FAILED is not named there (inferred).
var legal = map[string][]string{
	startSignal:  {configuration, waitingForStart},
	pauseSignal:  {fullStarted, fullFailed, fullComplete, increStarted, increFailed},
	retrySignal:  {pauseing, pausing, fullFailed, increFailed, startJobFailed},
	switchSignal: {increStarted, increFailed},
	stopSignal:   {creating, configuration, waitingForStart, fullStarted, fullFailed, fullComplete, increStarted, increFailed, pauseing, pausing, rebuildNodeStarted},
	deleteSignal: {createFailed, releaseComplete, childReleased},
}
