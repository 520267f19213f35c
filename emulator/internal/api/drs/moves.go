package drs

import (
	"net/http"
	"strconv"
	"time"
)

// The calls that move a task, as the steps of a scenario name them. Those of batch-jobs go by their delete_type.
const (
	startSignal     = "batch-starting"
	pauseSignal     = "batch-pause-task"
	retrySignal     = "batch-retry-task"
	switchSignal    = "batch-switchover"
	stopSignal      = "terminate"
	forceStopSignal = "force_terminate"
	deleteSignal    = "delete"
)

// signals are the calls that a step may wait for.
func signals() []string {
	return []string{startSignal, pauseSignal, retrySignal, switchSignal, stopSignal, forceStopSignal, deleteSignal}
}

// start is one task that is to be started, at once or at an instant.
type start struct {
	ID string `json:"job_id"`
	At string `json:"start_time"` // milliseconds since 1970; empty or 0: at once
}

func (s start) task() string { return s.ID }

func (s start) check() error {
	if _, err := strconv.ParseUint(s.At, 10, 62); err != nil && s.At != "" {
		return table.Error("DRS.M00202", "start_time")
	}
	return nil
}

// batchStarting starts tasks, or the wait of those that have a start time (drs_03_0112). Starting a task that waits starts
// it at once.
func batchStarting() http.Handler {
	return action[start]{
		name: startSignal, status: http.StatusAccepted, list: "jobs",
		do: func(v *taskContext, s start) error {
			if !v.may(startSignal) {
				return busy()
			}
			ms, _ := strconv.ParseInt(s.At, 10, 64)
			v.Started = v.snap.Now
			if at := time.UnixMilli(ms).UTC(); at.After(v.Started) {
				v.Started = at
			}
			v.keep()
			return v.move(startSignal, transfer(v.Mode, v.Started.Sub(v.snap.Now)))
		},
	}.handler()
}

// pause is one task that is to be paused.
type pause struct {
	ID   string `json:"job_id"`
	Mode string `json:"pause_mode"`
}

func (p pause) task() string { return p.ID }

func (p pause) check() error {
	switch p.Mode {
	case "target", "all":
		return nil
	case "":
		return table.Error("DRS.M00201", "pause_mode")
	default:
		return table.Error("DRS.M00202", "pause_mode")
	}
}

// batchPauseTask pauses tasks (drs_03_0133). What they are then is told as the setting spells it.
func batchPauseTask() http.Handler {
	return action[pause]{
		name: pauseSignal, status: http.StatusOK, list: "jobs",
		do: func(v *taskContext, _ pause) error {
			if !v.may(pauseSignal) {
				return busy()
			}
			v.Paused = v.snap.Status
			v.keep()
			return v.move(pauseSignal, paused(v.call.Setting(pausedWord)))
		},
	}.handler()
}

// retry is one task that is to go on. What it says about edited synchronizations is not read.
type retry struct {
	ID string `json:"job_id"`
}

func (r retry) task() string { return r.ID }

func (r retry) check() error { return nil }

// batchRetryTask lets tasks go on that were paused or have failed (drs_03_0132).
func batchRetryTask() http.Handler {
	return action[retry]{
		name: retrySignal, status: http.StatusOK, list: "jobs",
		do: func(v *taskContext, _ retry) error {
			if !v.may(retrySignal) {
				return busy()
			}
			from := v.snap.Status
			if v.in(pauseing, pausing) {
				from = v.Paused
			}
			return v.move(retrySignal, resume(v.Mode, from))
		},
	}.handler()
}

// stop is one task that is to be stopped or deleted.
type stop struct {
	ID  string `json:"job_id"`
	How string `json:"delete_type"`
}

func (s stop) task() string { return s.ID }

func (s stop) check() error {
	switch s.How {
	case stopSignal, forceStopSignal, deleteSignal:
		return nil
	case "":
		return table.Error("DRS.M00201", "delete_type")
	default:
		return table.Error("DRS.M00202", "delete_type")
	}
}
