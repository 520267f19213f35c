package drs

import (
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// connectionTest is a request to test the connection to one end of a task.
type connectionTest struct {
	ID   string `json:"id"` // every other call names it job_id
	Type string `json:"end_point_type"`
}

// The values of end_point_type.
const (
	sourceEnd = "so"
	targetEnd = "ta"
)

func (e connectionTest) task() string { return e.ID }

func (e connectionTest) check() error {
	if e.Type != "" && e.Type != sourceEnd && e.Type != targetEnd {
		return table.Error("DRS.M00202", "end_point_type")
	}
	return nil
}

// batchConnection tests connections (drs_03_0105). The response has an item for each item of the request, so two for
// both ends of one task. A test succeeds for any address, unless the scenario gives the task an error.
func batchConnection() http.Handler {
	return action[connectionTest]{
		name: "batch-connection", status: http.StatusOK, list: "jobs", repeats: true,
		reject: func(v *taskContext, _ connectionTest) error { return configuring(v) },
		do: func(v *taskContext, e connectionTest) error {
			return v.connect(e.Type != targetEnd, e.Type == targetEnd)
		},
		finish: func(o *outcome) {
			good := o.Status == succeeded
			o.Success = &good
		},
	}.handler()
}

// clusterTest is a request to test all connections of a cluster's task.
type clusterTest struct {
	ID       string `json:"job_id"`
	Action   string `json:"action"`
	Property string `json:"property"` // JSON in a string; ignored, because the document's example of it is malformed
}

func (t clusterTest) task() string { return t.ID }

func (t clusterTest) check() error {
	if t.Action != "testConnection" {
		return table.Error("DRS.M00202", "action")
	}
	return nil
}

// clusterConnection tests the connections of clusters (drs_03_0106). The status of its items is "true" or "false".
func clusterConnection() http.Handler {
	return action[clusterTest]{
		name: "cluster-batch-connection", status: http.StatusOK, list: "jobs", repeats: true,
		reject: func(v *taskContext, _ clusterTest) error { return configuring(v) },
		do:     func(v *taskContext, _ clusterTest) error { return v.connect(true, true) },
		finish: func(o *outcome) { o.Status = strconv.FormatBool(o.Status == succeeded) },
	}.handler()
}

// configuring returns an error unless the task is being configured. A backward subtask waits for the forward one.
func configuring(v *taskContext) error {
	if v.in(configuration) && v.forwardReady() {
		return nil
	}
	return errStatus()
}

// connect tests the connection to one end or to both.
func (v *taskContext) connect(source, target bool) error {
	if r := v.Refused; r.Code != "" {
		return &wire.APIError{Row: r, Message: plainMessage(r)}
	}
	v.Tested.Source = v.Tested.Source || source
	v.Tested.Target = v.Tested.Target || target
	v.save()
	return nil
}
