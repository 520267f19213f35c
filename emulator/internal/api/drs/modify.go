package drs

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
)

// change is the item of one task in a batch-modification request. Omitted members keep their values.
type change struct {
	ID          string    `json:"job_id"`
	Name        *string   `json:"name"`
	Description *string   `json:"description"`
	Mode        *string   `json:"task_type"`
	Net         *string   `json:"net_type"`
	Node        *string   `json:"node_type"`
	ReadOnly    *bool     `json:"is_target_readonly"`
	Source      *Endpoint `json:"source_endpoint"`
	Target      *Endpoint `json:"target_endpoint"`
}

func (ch change) task() string { return ch.ID }

func (ch change) check() error {
	switch {
	case ch.Name != nil && !taskName.MatchString(*ch.Name):
		return table.Error("DRS.M00202", "name")
	case ch.Mode != nil && !slices.Contains(modes(), *ch.Mode):
		return table.Error("DRS.M00202", "task_type")
	case ch.Description != nil:
		return checkDescription(*ch.Description)
	}
	return nil
}

// configures reports whether the change affects more than name and description, which is allowed during the
// configuration only (drs_03_0107).
func (ch change) configures() bool {
	return ch.Mode != nil || ch.Net != nil || ch.Node != nil || ch.ReadOnly != nil || ch.Source != nil || ch.Target != nil
}

// batchModification changes tasks (drs_03_0107).
func batchModification() http.Handler {
	return action[change]{
		name: "batch-modification", status: http.StatusOK, list: "jobs",
		reject: func(v *taskContext, ch change) error {
			switch {
			case v.stopped(), ch.configures() && !v.in(configuration):
				return errStatus()
			case v.nameTaken(ch):
				return table.Error("DRS.M00277")
			}
			return nil
		},
		do: func(v *taskContext, ch change) error {
			if v.nameTaken(ch) { // an earlier item of this request may have taken the name
				return table.Error("DRS.M00277")
			}
			ch.apply(&v.Attributes)
			v.save()
			return nil
		},
	}.handler()
}

// nameTaken reports whether the change requests a name that another task has.
func (v *taskContext) nameTaken(ch change) bool {
	return ch.Name != nil && nameInUse(v.tx, otc.Project(v.call), *ch.Name, v.snap.ID)
}

func (ch change) apply(a *Attributes) {
	set(&a.Name, ch.Name)
	set(&a.Description, ch.Description)
	set(&a.Mode, ch.Mode)
	set(&a.Net, ch.Net)
	set(&a.Node, ch.Node)
	set(&a.ReadOnly, ch.ReadOnly)
	set(&a.Source, ch.Source)
	set(&a.Target, ch.Target)
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
