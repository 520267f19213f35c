package evs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// style is how EVS writes a job under the settings in force. A parent's entities hold its sub_jobs only: "if there is a
// sub-job, the other fields are not returned" (evs_04_0054).
func style(c *wire.Call) otc.Style {
	return otc.Style{NullErrors: c.Setting(errorFields) == "null", Visible: visible}
}

// volumeID is the entity that a client needs, and the only one that a job shows before it succeeded.
const volumeID = "volume_id"

// visible follows the captured answers: {} before the disk's row exists, its id as soon as it does, also when the job
// failed later, and everything once the job succeeded.
func visible(s job.Snapshot, all map[string]any) map[string]any {
	switch {
	case s.Phase == job.Succeeded:
		return all
	case s.Phase == job.Running, s.Phase == job.Failed && s.Started:
		if id, ok := all[volumeID]; ok {
			return map[string]any{volumeID: id}
		}
	}
	return nil
}
