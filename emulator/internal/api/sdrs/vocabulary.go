package sdrs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// table holds the native errors by code. It is read only.
var table = wire.NewTable(errorRows())

// vocabulary returns the words of SDRS for the reader of scenario files.
func vocabulary() job.Vocabulary {
	return job.Vocabulary{
		API:           name,
		Words:         otc.Words("sdrs_05_0101"),
		Types:         append(types(), subTypes()...),
		OpenTypes:     true, // the types of sub-jobs are not documented
		Calls:         append(starters(), otherCalls()...),
		Starters:      starters(),
		Errors:        slices.Concat(errorRows(), foreignRows(), otc.Errors()),
		Faults:        otc.Faults("Common.0011"),
		Settings:      append(settings(), otc.Settings()...),
		JobFields:     otc.JobFields(known),
		StepFields:    otc.StepFields(known),
		NewAttributes: otc.NewAttributes,
		NewPayload:    otc.NewPayload(table["SDRS.0405"]),
		ParentSteps:   otc.ParentSteps(),
		Resources:     resourceKinds(),
		Targets:       targets,
		Unshown:       otc.Unshown(visible),
	}
}

// failureTypes is the setting of resource_type in the list of failed tasks.
const failureTypes = "sdrs.failure-types"

// settings returns the points on which the documents of SDRS contradict themselves, or that nothing settles.
func settings() []job.Setting {
	return append(otc.Retention(name), job.Setting{
		Name: failureTypes, Values: []string{"example", "table"}, Documented: "example", Observed: "table",
		What:   "resource_type in the list of failed tasks: protectedInstance, or protected_instances",
		Source: "the example of sdrs_05_0901 has the first, its table and huaweicloud-sdk-go-v3 the second",
		Grade:  job.Documented,
	})
}

// starters returns the operations that start jobs. Enabling protection and reprotecting are one operation,
// startProtectionGroup.
func starters() []string {
	all := []string{
		"startProtectionGroup", "stopProtectionGroup", "failoverProtectionGroup", "reverseProtectionGroup",
		"attachReplicationPair", "detachReplicationPair", "expandReplicationPair", "addNic", "deleteNic",
		"resizeProtectedInstance", "batchCreateProtectedInstances", "batchDeleteProtectedInstances",
	}
	for _, k := range kinds() {
		all = append(all, "create"+k.noun, "delete"+k.noun)
	}
	return all
}

func otherCalls() []string {
	all := []string{
		otc.ShowJob, noAction, "showTags", "createTag", "deleteTag", "batchTags", "listProjectTags",
		"listProtectedInstancesByTags", "listActiveDomains", "listFailureJobs", "listRpoStatistics", "deleteFailureJob",
		"deleteServerGroupFailureJobs", "deleteAllServerGroupFailureJobs", "showQuotas", "listVersions", "showVersion",
	}
	for _, k := range kinds() {
		all = append(all, "show"+k.noun, "list"+k.noun+"s", "update"+k.noun)
	}
	return all
}

// types returns the job types of sdrs_05_0101, in its order.
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

// subTypes returns the job types of sub-jobs: the one in the example of sdrs_05_0101, and the corresponding ones of the
// other actions [inferred].
func subTypes() []string {
	return []string{
		"stopProtectionGroupRepNoCG", "startProtectionGroupRepNoCG", "reprotectProtectionGroupRepNoCG",
		"failoverProtectionGroupRepNoCG", "reverseProtectionGroupRepNoCG",
	}
}

// foreignRows returns the EVS errors that a failed SDRS job may have: the example of the list of failed tasks has
// EVS.2024. They are listed so that a scenario can name them; any other code is written as {code, message}. Their HTTP
// status is that of the job query that returns them.
func foreignRows() []job.ErrorRow {
	const where, source = "a failed job, from a disk underneath", "sdrs querying_failed_tasks"
	return []job.ErrorRow{
		job.Row("EVS.2024", 200, "volume is error!", where, source, job.Documented),
		job.Row("EVS.2026", 200, "volume is error_extending!", where, source+", by analogy", job.Inferred),
		job.Row("EVS.2020", 200, "volume is error_deleting!", where, source+", by analogy", job.Inferred),
	}
}
