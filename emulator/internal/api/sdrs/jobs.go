package sdrs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// style returns how SDRS writes a job. Both examples of sdrs_05_0101 have null in the error members, so neither profile
// omits them. A parent keeps the entities that it was given beside its sub_jobs, because clients read server_group_id
// there after a creation; the documented stop job has none.
func style(*wire.Call) otc.Style {
	return otc.Style{NullErrors: true, Visible: visible, Label: true}
}

// visible returns no entities before a job runs, or if it failed before it ran, and otherwise all of them. The document
// shows no unfinished or failed SDRS job; EVS does the same [inferred].
func visible(s job.Snapshot, all map[string]any) map[string]any {
	if s.Phase == job.Pending || s.Phase == job.Failed && !s.Started {
		return nil
	}
	return all
}
