package drs

import "net/http"

// policies sets the policies of one task.
type policies struct {
	ID   string `json:"job_id"`
	DDL  *bool  `json:"ddl_trans"` // shown by no call
	Slot string `json:"slot_name"` // shown by no call
	Policy
}

// Policy selects how a synchronization handles conflicts and changes of the structure.
type Policy struct {
	Conflict string `json:"conflict_policy,omitempty"`
	Filter   string `json:"filter_ddl_policy,omitempty"`
	Index    *bool  `json:"index_trans,omitempty"`
}

func (p policies) task() string { return p.ID }

func (p policies) check() error {
	switch p.Conflict {
	case "", "ignore", "overwrite", "stop":
	default:
		return table.Error("DRS.M00202", "conflict_policy")
	}
	if p.Filter != "" && p.Filter != "drop_database" {
		return table.Error("DRS.M00202", "filter_ddl_policy")
	}
	return nil
}

// batchSyncPolicy sets the policies of synchronizations (drs_03_0149). Members about message queues are accepted and
// ignored.
func batchSyncPolicy() http.Handler {
	return action[policies]{
		name: "batch-sync-policy", status: http.StatusOK, list: "jobs",
		reject: func(v *taskContext, _ policies) error { return configuring(v) },
		do: func(v *taskContext, p policies) error {
			v.Policy = p.Policy
			v.save()
			return nil
		},
	}.handler()
}
