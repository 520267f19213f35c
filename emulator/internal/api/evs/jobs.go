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

// known are the entities of the captured responses, and the one of a job on a snapshot.
var known = otc.Entities{volumeID, "name", "size", "volume_type", snapshotID}

// visible follows the captured responses: {} before the disk's row exists, its ID as soon as it does, also if the job
// failed later, and everything once the job has succeeded. A parent shows none of them.
func visible(s job.Snapshot, all map[string]any) map[string]any {
	row := s.Phase == job.Running || s.Phase == job.Failed && s.Started
	return known.Visible(all, func(name string) bool {
		return len(s.Children) == 0 && (s.Phase == job.Succeeded || row && name == volumeID)
	})
}
