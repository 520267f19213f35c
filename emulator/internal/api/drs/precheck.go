package drs

import (
	"net/http"
	"strconv"
	"time"
)

// precheck is one task that is to be checked before it starts, or goes on.
type precheck struct {
	ID   string `json:"job_id"`
	Mode string `json:"precheck_mode"`
}

// forStart is the only mode that drs_03_0110 has; the others are Huawei Cloud's.
const forStart = "forStartJob"

func (p precheck) task() string { return p.ID }

func (p precheck) check() error {
	switch p.Mode {
	case forStart, "forRetryJob", "forResetJob":
		return nil
	case "":
		return table.Error("DRS.M00201", "precheck_mode")
	default:
		return table.Error("DRS.M00202", "precheck_mode")
	}
}

// connectFirst is what the service says to a precheck before the connection test, in a public runbook.
const connectFirst = "Invoke the test connection interface and ensure that the test connection is successful"

// batchPrecheck begins the check of tasks (drs_03_0110).
func batchPrecheck() http.Handler {
	return action[precheck]{
		name: "batch-precheck", status: http.StatusOK, list: "jobs",
		refuse: func(v *taskContext, p precheck) error {
			switch ready := (Tested{true, true}); {
			case p.Mode != forStart && !v.in(pauseing, pausing, fullFailed, increFailed, increStarted):
				return wrongState()
			case p.Mode == forStart && !v.in(configuration):
				return wrongState()
			case p.Mode == forStart && v.Tested != ready:
				return table.ErrorWithMessage("DRS.M00300", connectFirst)
			}
			return nil
		},
		do: func(v *taskContext, _ precheck) error {
			v.Checked = v.snap.Now
			v.keep()
			return nil
		},
		finish: func(o *outcome) {
			if o.Status == succeeded {
				o.Precheck = o.ID // as in the document's example
			}
		},
	}.handler()
}

// checkTime is how long a precheck takes (inferred).
const checkTime = 10 * time.Second

// checked is what batch-precheck-result tells about a task.
type checked struct {
	Passed    bool        `json:"result"`
	Process   string      `json:"process,omitempty"`
	ID        string      `json:"precheck_id"`
	Rate      string      `json:"total_passed_rate,omitempty"`
	Instance  string      `json:"rds_instance_id,omitempty"`
	Direction string      `json:"job_direction,omitempty"`
	Items     []checkItem `json:"precheck_result,omitempty"`
	Code      string      `json:"error_code,omitempty"`
	Message   string      `json:"error_msg,omitempty"`
}

// batchPrecheckResult tells how far the checks are (drs_03_0111).
func batchPrecheckResult() http.Handler {
	return each("batch-precheck-result", http.StatusOK,
		func(v *taskContext) (checked, error) {
			if v.Checked.IsZero() {
				return checked{}, wrongState()
			}
			v.tellUntil(v.Checked.Add(checkTime))
			return v.checkedAt(v.snap.Now), nil
		},
		func(id, code, message string) checked { return checked{ID: id, Code: code, Message: message} })
}

// checkedAt is the result of the last precheck as far as it is at an instant: the items are checked one after the other.
func (v *taskContext) checkedAt(now time.Time) checked {
	items := checks()
	done := len(items) * int(min(now.Sub(v.Checked), checkTime)/time.Millisecond) / int(checkTime/time.Millisecond)
	passed := 0
	for i := range items[:done] {
		if items[i].Item == v.Precheck {
			items[i].Result, items[i].Reason = "FAILED", "CHECK_FAILED" // the real reasons are of each item's own
			continue
		}
		passed++
	}
	return checked{
		Passed: passed == len(items), Process: percent(done, len(items)), Rate: percent(passed, len(items)),
		ID: v.snap.ID, Instance: v.Target.Instance, Direction: v.Direction, Items: items[:done],
	}
}

func percent(part, whole int) string { return strconv.Itoa(100*part/whole) + "%" }

// tellUntil lets the clock's header foretell an instant at which the answer will change by itself.
func (v *taskContext) tellUntil(at time.Time) {
	snap := v.snap
	if at.After(snap.Now) {
		snap.Next = at
	}
	v.call.Observe(snap)
}
