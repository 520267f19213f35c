package drs

import (
	"net/http"
	"strconv"
	"time"
)

// precheck is a request to check one task before it starts or resumes.
type precheck struct {
	ID   string `json:"job_id"`
	Mode string `json:"precheck_mode"`
}

// forStart is the only mode of drs_03_0110; the others are Huawei Cloud's.
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

// connectFirst is the message for a precheck before the connection test, from a public runbook.
const connectFirst = "Invoke the test connection interface and ensure that the test connection is successful"

// batchPrecheck starts prechecks of tasks (drs_03_0110).
func batchPrecheck() http.Handler {
	return action[precheck]{
		name: "batch-precheck", status: http.StatusOK, list: "jobs",
		reject: func(v *taskContext, p precheck) error {
			switch ready := (Tested{true, true}); {
			case p.Mode != forStart && !v.in(pauseing, pausing, fullFailed, increFailed, increStarted):
				return errStatus()
			case p.Mode == forStart && !v.in(configuration):
				return errStatus()
			case p.Mode == forStart && v.Tested != ready:
				return table.ErrorWithMessage("DRS.M00300", connectFirst)
			}
			return nil
		},
		do: func(v *taskContext, _ precheck) error {
			v.Checked = v.snap.Now
			v.save()
			return nil
		},
		finish: func(o *outcome) {
			if o.Status == succeeded {
				o.Precheck = o.ID // as in the document's example
			}
		},
	}.handler()
}

// checkTime is the duration of a precheck [inferred].
const checkTime = 10 * time.Second

// checked is the item of a task in the response of batch-precheck-result.
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

// batchPrecheckResult returns the progress and the results of prechecks (drs_03_0111).
func batchPrecheckResult() http.Handler {
	return perTask("batch-precheck-result", http.StatusOK,
		func(v *taskContext) (checked, error) {
			if v.Checked.IsZero() {
				return checked{}, errStatus()
			}
			v.observeUntil(v.Checked.Add(checkTime))
			return v.checkedAt(v.snap.Now), nil
		},
		func(id, code, message string) checked { return checked{ID: id, Code: code, Message: message} })
}

// checkedAt returns the result of the last precheck at a time: its items are checked one after the other.
func (v *taskContext) checkedAt(now time.Time) checked {
	items := checks()
	done := len(items) * int(min(now.Sub(v.Checked), checkTime)/time.Millisecond) / int(checkTime/time.Millisecond)
	passed := 0
	for i := range items[:done] {
		if items[i].Item == v.Precheck {
			items[i].Result, items[i].Reason = "FAILED", "CHECK_FAILED" // the service has a different reason for each item
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

// observeUntil makes the clock header announce a time at which the response changes.
func (v *taskContext) observeUntil(at time.Time) {
	snap := v.snap
	if at.After(snap.Now) {
		snap.Next = at
	}
	v.call.Observe(snap)
}
