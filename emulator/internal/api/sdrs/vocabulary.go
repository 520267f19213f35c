package sdrs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// table finds the native errors. It is read only.
var table = wire.NewTable(errorRows())

// vocabulary is what SDRS teaches the reader of scenario files.
func vocabulary() job.Vocabulary {
	return job.Vocabulary{
		API:           name,
		Words:         otc.Words("sdrs_05_0101"),
		Types:         append(types(), subTypes()...),
		OpenTypes:     true, // the types of sub-jobs are not listed anywhere
		Calls:         append(starters(), otherCalls()...),
		Starters:      starters(),
		Errors:        slices.Concat(errorRows(), foreignRows(), otc.Errors()),
		Settings:      append(otc.Retention(name), otc.Settings()...),
		JobFields:     otc.JobFields(),
		StepFields:    otc.StepFields(),
		NewAttributes: otc.NewAttributes,
		NewPayload:    otc.NewPayload(table["SDRS.0405"]),
		ParentSteps:   otc.ParentSteps(),
	}
}

// starters are the calls that start jobs. Enabling protection and enabling it again are one, startProtectionGroup.
func starters() []string {
	all := []string{
		"startProtectionGroup", "stopProtectionGroup", "failoverProtectionGroup", "reverseProtectionGroup",
		"attachReplicationPair", "detachReplicationPair", "expandReplicationPair", "addNic", "deleteNic",
		"resizeProtectedInstance",
	}
	for _, k := range kinds() {
		all = append(all, "create"+k.noun, "delete"+k.noun)
	}
	return all
}

func otherCalls() []string {
	all := []string{
		otc.ShowJob, noAction, "showTags", "createTag", "deleteTag", "batchTags", "listActiveDomains", "listFailureJobs",
		"showQuotas", "listVersions",
	}
	for _, k := range kinds() {
		all = append(all, "show"+k.noun, "list"+k.noun+"s", "update"+k.noun)
	}
	return all
}

// types are the job types of sdrs_05_0101, in its order.
func types() []string {
	return []string{
		"createProtectionGroupNoCG", "deleteProtectionGroupNoCG", "startProtectionGroupNoCG",
		"reprotectProtectionGroupNoCG", "stopProtectionGroupNoCG", "failoverProtectionGroupNoCG",
		"reverseProtectionGroupNoCG", "createProtectedInstanceNoCG", "deleteProtectedInstanceNoCG",
		"attachReplicationPairNew", "detachReplicationPairNew", "addNicNew", "deleteNicNew",
		"resizeProtectedInstanceNew", "createReplicationPairNoCG", "deleteReplicationPairNoCG",
		"expandReplicationPairNew", "createDisasterRecoveryDrill", "deleteDisasterRecoveryDrill",
	}
}

// subTypes are the job types of sub-jobs: the one that the example of sdrs_05_0101 shows, and its like for the other
// actions of a group [inferred].
func subTypes() []string {
	return []string{
		"stopProtectionGroupRepNoCG", "startProtectionGroupRepNoCG", "reprotectProtectionGroupRepNoCG",
		"failoverProtectionGroupRepNoCG", "reverseProtectionGroupRepNoCG",
	}
}

// foreignRows are errors of the disks underneath that a failed SDRS job passes on under their EVS codes: the example of
// the failed-task list has EVS.2024. They stand beside SDRS's own table, so that a scenario can name them; any other code
// is written out as {code, message}. No call answers them, hence the status 200 of the job query that tells them.
func foreignRows() []job.ErrorRow {
	const where, source = "a failed job, from a disk underneath", "sdrs querying_failed_tasks"
	return []job.ErrorRow{
		job.Row("EVS.2024", 200, "volume is error!", where, source, job.Documented),
		job.Row("EVS.2026", 200, "volume is error_extending!", where, source+", by analogy", job.Inferred),
		job.Row("EVS.2020", 200, "volume is error_deleting!", where, source+", by analogy", job.Inferred),
	}
}
