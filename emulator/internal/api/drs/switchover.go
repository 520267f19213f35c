package drs

import (
	"net/http"
	"time"
)

// switched is the item of a task in the response of batch-switchover.
type switched struct {
	ID        string    `json:"job_id"`
	Updated   string    `json:"updated_at,omitempty"`
	Source    *database `json:"source_db,omitempty"`
	Target    *database `json:"target_db,omitempty"`
	Direction string    `json:"job_direction,omitempty"`
	ReadOnly  *bool     `json:"is_target_readonly,omitempty"`
	Code      string    `json:"error_code,omitempty"`
	Message   string    `json:"error_msg,omitempty"`
}

// database is one end of a task after a switchover.
type database struct {
	ID     string `json:"id"`
	Name   string `json:"instance_name"`
	DBType string `json:"db_type"`
}

func databaseOf(e Endpoint) *database { return &database{e.Instance, e.Name, e.DBType} }

// switchTime is how long the task list shows a switchover as the current action [inferred]. The status does not change.
const switchTime = 30 * time.Second

// batchSwitchover reverses the direction of disaster recovery tasks (drs_03_0118; Huawei Cloud only).
func batchSwitchover() http.Handler {
	return perTask(switchSignal, http.StatusAccepted,
		func(v *taskContext) (switched, error) {
			if !v.waits(switchSignal) && (!v.may(switchSignal) || v.Use != disasterRecovery) {
				return switched{}, errBusy()
			}
			v.switchOver()
			v.save()
			return switched{
				ID: v.snap.ID, Updated: v.snap.Now.UTC().Format(time.RFC3339),
				Source: databaseOf(v.Source), Target: databaseOf(v.Target),
				Direction: v.Direction, ReadOnly: &v.ReadOnly,
			}, v.move(switchSignal, nil)
		},
		func(id, code, message string) switched { return switched{ID: id, Code: code, Message: message} })
}

// switchOver swaps the ends of the task.
func (v *taskContext) switchOver() {
	v.turn()
	v.Switched = v.snap.Now
}

// switching reports whether the task list still shows the switchover.
func (v *taskContext) switching() bool {
	return !v.Switched.IsZero() && v.snap.Now.Before(v.Switched.Add(switchTime))
}
