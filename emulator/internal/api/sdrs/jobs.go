package sdrs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// style is how SDRS writes a job. Both examples of sdrs_05_0101 have null in the error members, so no profile leaves them
// out. A parent keeps the entities that it was given beside its sub_jobs: clients read server_group_id there after a
// creation. A stop job of the document has none, and is given none.
func style(*wire.Call) otc.Style {
	return otc.Style{NullErrors: true, Visible: visible, Label: true}
}

// visible shows nothing before the job runs and of one that failed before it ran, and else everything. No unfinished or
// failed job of SDRS is published; this is EVS's way [inferred].
func visible(s job.Snapshot, all map[string]any) map[string]any {
	if s.Phase == job.Pending || s.Phase == job.Failed && !s.Started {
		return nil
	}
	return all
}
