package drs

import (
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// ending is one end of a task whose connection is to be tested.
type ending struct {
	ID  string `json:"id"` // the only call that does not say job_id
	End string `json:"end_point_type"`
}

// The ends of a task.
const (
	sourceEnd = "so"
	targetEnd = "ta"
)

func (e ending) task() string { return e.ID }

func (e ending) check() error {
	if e.End != "" && e.End != sourceEnd && e.End != targetEnd {
		return table.Error("DRS.M00202", "end_point_type")
	}
	return nil
}

// batchConnection tests connections (drs_03_0105): one item of the answer for each of the request, so two for both ends of
// one task. Whatever address a request gives, the test succeeds, unless a scenario says otherwise of the task.
func batchConnection() http.Handler {
	return action[ending]{
		name: "batch-connection", status: http.StatusOK, list: "jobs", twice: true,
		refuse: func(v *taskContext, _ ending) error { return configuring(v) },
		do: func(v *taskContext, e ending) error {
			return v.connect(e.End != targetEnd, e.End == targetEnd)
		},
		finish: func(o *outcome) {
			good := o.Status == succeeded
			o.Success = &good
		},
	}.handler()
}

// clusterTest is the request for all ends of a cluster's task.
type clusterTest struct {
	ID       string `json:"job_id"`
	Action   string `json:"action"`
	Property string `json:"property"` // JSON in a string; the document's example of it is malformed, so it is not read
}

func (t clusterTest) task() string { return t.ID }

func (t clusterTest) check() error {
	if t.Action != "testConnection" {
		return table.Error("DRS.M00202", "action")
	}
	return nil
}

// clusterConnection tests the connections of clusters (drs_03_0106), whose items say "true" and "false".
func clusterConnection() http.Handler {
	return action[clusterTest]{
		name: "cluster-batch-connection", status: http.StatusOK, list: "jobs", twice: true,
		refuse: func(v *taskContext, _ clusterTest) error { return configuring(v) },
		do:     func(v *taskContext, _ clusterTest) error { return v.connect(true, true) },
		finish: func(o *outcome) { o.Status = strconv.FormatBool(o.Status == succeeded) },
	}.handler()
}

// configuring refuses a request that belongs to the configuration of a task and comes at another time.
func configuring(v *taskContext) error {
	if v.in(configuration) {
		return nil
	}
	return wrongState()
}

// connect tests the connection to one end, or to both.
func (v *taskContext) connect(source, target bool) error {
	if r := v.Refused; r.Code != "" {
		return &wire.APIError{Row: r, Message: plain(r)}
	}
	v.Tested.Source = v.Tested.Source || source
	v.Tested.Target = v.Tested.Target || target
	v.keep()
	return nil
}
