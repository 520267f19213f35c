package drs

import (
	"net/http"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
)

// The calls that move a task, by the names that the steps of a scenario use. Those of batch-jobs have the name of their
// delete_type.
const (
	startSignal     = "batch-starting"
	pauseSignal     = "batch-pause-task"
	retrySignal     = "batch-retry-task"
	switchSignal    = "batch-switchover"
	stopSignal      = "terminate"
	forceStopSignal = "force_terminate"
	deleteSignal    = "delete"
)

// signals returns the calls that a step can wait for.
func signals() []string {
	return []string{startSignal, pauseSignal, retrySignal, switchSignal, stopSignal, forceStopSignal, deleteSignal}
}

// start is a request to start one task, now or at a given time.
type start struct {
	ID string `json:"job_id"`
	At string `json:"start_time"` // milliseconds since 1970; empty or 0 for now
}

func (s start) task() string { return s.ID }

func (s start) check() error {
	if _, err := strconv.ParseUint(s.At, 10, 62); err != nil && s.At != "" {
		return table.Error("DRS.M00202", "start_time")
	}
	return nil
}

// batchStarting starts tasks, or schedules those with a start time (drs_03_0112). A scheduled task that is started
// again starts at once.
func batchStarting() http.Handler {
	return action[start]{
		name: startSignal, status: http.StatusAccepted, list: "jobs",
		do: func(v *taskContext, s start) error {
			ms, _ := strconv.ParseInt(s.At, 10, 64)
			return v.start(time.UnixMilli(ms).UTC())
		},
	}.handler()
}

// pause is a request to pause one task.
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

// batchPauseTask pauses tasks (drs_03_0133). The setting drs.paused selects the spelling of the resulting status.
func batchPauseTask() http.Handler {
	return action[pause]{
		name: pauseSignal, status: http.StatusOK, list: "jobs",
		do: func(v *taskContext, _ pause) error {
			return v.pause()
		},
	}.handler()
}

// retry is a request to resume one task, or to synchronize its edited objects.
type retry struct {
	ID   string   `json:"job_id"`
	Edit otc.Flag `json:"is_sync_re_edit"`
}

func (r retry) task() string { return r.ID }

func (r retry) check() error { return nil }

// batchRetryTask resumes tasks that were paused or have failed (drs_03_0132).
func batchRetryTask() http.Handler {
	return action[retry]{
		name: retrySignal, status: http.StatusOK, list: "jobs",
		do: func(v *taskContext, r retry) error { return v.retry(bool(r.Edit)) },
	}.handler()
}

// stop is a request to stop or delete one task.
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
