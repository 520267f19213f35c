package drs

import "net/http"

// policies are what batch-sync-policy sets on one task.
type policies struct {
	ID string `json:"job_id"`
	Policy
}

// Policy says how a synchronization deals with conflicts and with changes of the structure.
type Policy struct {
	Conflict string `json:"conflict_policy,omitempty"`
	Filter   string `json:"filter_ddl_policy,omitempty"`
	Index    *bool  `json:"index_trans,omitempty"`
}

func (p policies) task() string { return p.ID }

func (p policies) check() error {
	switch p.Conflict {
	case "", "ignore", "overwrite", "stop":
		return nil
	default:
		return table.Error("DRS.M00202", "conflict_policy")
	}
}

// batchSyncPolicy sets the policies of synchronizations (drs_03_0149). What it may say of message queues is taken and
// forgotten.
func batchSyncPolicy() http.Handler {
	return action[policies]{
		name: "batch-sync-policy", status: http.StatusOK, list: "jobs",
		refuse: func(v *taskContext, _ policies) error { return configuring(v) },
		do: func(v *taskContext, p policies) error {
			v.Policy = p.Policy
			v.keep()
			return nil
		},
	}.handler()
}
