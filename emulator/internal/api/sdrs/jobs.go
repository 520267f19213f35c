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
	return otc.Style{NullErrors: true, Visible: visible}
}

// known are the entities of sdrs_05_0101 and of the vendor's SDK.
var known = otc.Entities{
	groups.label, instances.label, pairs.label, drills.label, "native_server_id", "nic_id", "volume_ids",
}

// visible returns no entities before a job runs, or if it failed before it ran, and otherwise all of them. The document
// shows no unfinished or failed SDRS job; EVS does the same [inferred].
func visible(s job.Snapshot, all map[string]any) map[string]any {
	row := s.Phase != job.Pending && (s.Phase != job.Failed || s.Started)
	return known.Visible(all, func(string) bool { return row })
}
