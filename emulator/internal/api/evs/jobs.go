package evs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// style returns how EVS writes a job under the settings in force. The entities of a parent are its sub_jobs only: "if
// there is a sub-job, the other fields are not returned" (evs_04_0054).
func style(c *wire.Call) otc.Style {
	return otc.Style{NullErrors: c.Setting(errorFields) == "null", Visible: visible}
}

// volumeID is the entity that a client needs, and the only one that a job shows before it has succeeded.
const volumeID = "volume_id"

// visible follows the captured responses: {} before the disk's row exists, its ID as soon as it does, also if the job
// failed later, and everything once the job has succeeded.
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
