package drs

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// progress is the item of a task in the response of batch-progress. All numbers are strings.
type progress struct {
	Percent   string         `json:"progress,omitempty"`
	ID        string         `json:"job_id"`
	Delay     string         `json:"incre_trans_delay,omitempty"`
	Mode      string         `json:"task_mode,omitempty"`
	Status    string         `json:"transfer_status,omitempty"`
	Time      string         `json:"process_time,omitempty"`
	Remaining string         `json:"remaining_time,omitempty"`
	Parts     *progressParts `json:"progress_map,omitempty"` // an object, although the document's table says array
	Code      string         `json:"error_code,omitempty"`
	Message   string         `json:"error_msg,omitempty"`
}

// progressParts holds the progress of the parts of a full transfer.
type progressParts struct {
	Struct progressPart `json:"struct"`
	Data   progressPart `json:"data"`
	Index  progressPart `json:"index"`
}

type progressPart struct {
	Completed string  `json:"completed"`
	Remaining *string `json:"remaining_time"`
}

// batchProgress returns the progress of tasks (drs_03_0114). The status is 202 there and 200 at Huawei Cloud; all
// clients accept 202. It does not count as a poll.
func batchProgress() http.Handler {
	return perTask("batch-progress", http.StatusAccepted,
		func(v *taskContext) (progress, error) {
			v.call.Observe(v.snap)
			return v.progress(), nil
		},
		func(id, code, message string) progress { return progress{ID: id, Code: code, Message: message} })
}

func (v *taskContext) progress() progress {
	p := progress{
		Percent: "0", ID: v.snap.ID, Delay: "-1", Mode: v.Mode, Status: v.snap.Status, Time: "0", Remaining: "0",
	}
	p.Percent = strconv.Itoa(v.transferred())
	switch {
	case v.in(fullStarted):
		p.Remaining = strconv.Itoa(remaining(v.snap.Now, v.snap.Next))
		p.Parts = partsOf(p.Percent)
	case v.in(fullComplete), v.in(pauseing, pausing) && v.Paused != "" && !v.incremental():
		p.Parts = partsOf(p.Percent)
	case v.incremental():
		p.Delay = strconv.Itoa(v.lag())
	}
	if p.Percent != "0" {
		p.Time = millis(v.snap.Now)
	}
	return p
}

func partsOf(percent string) *progressParts {
	part := progressPart{Completed: percent + "%"}
	return &progressParts{Struct: progressPart{Completed: "100%"}, Data: part, Index: part}
}

// remaining returns the seconds until a time, or 0 if it is zero.
func remaining(now, until time.Time) int {
	if until.IsZero() {
		return 0
	}
	return int(math.Ceil(until.Sub(now).Seconds()))
}

// transferred returns the percentage of the full transfer that is done. A paused task keeps that of the pause.
func (v *taskContext) transferred() int {
	switch {
	case v.in(fullStarted):
		return v.Base + (100-v.Base)*v.snap.Progress/100
	case v.in(fullComplete), strings.HasPrefix(v.snap.Status, "INCRE_"):
		return 100
	case v.in(pauseing, pausing):
		return v.Done
	default:
		return 0
	}
}

// incremental reports whether the task is in its incremental transfer, or was paused in it.
func (v *taskContext) incremental() bool {
	status := v.snap.Status
	if v.in(pauseing, pausing) {
		status = v.Paused
	}
	return strings.HasPrefix(status, "INCRE_")
}

// lag returns the seconds by which the destination is behind the source. It grows while an incremental transfer has failed
// or is paused.
func (v *taskContext) lag() int {
	if v.in(increFailed) || v.in(pauseing, pausing) && v.incremental() {
		return int(v.snap.Now.Sub(v.snap.Since).Seconds())
	}
	return 0
}
