package evs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// The settings of EVS.
const (
	errorFields = "evs.error-fields"
	badZone     = "evs.bad-zone"
	volumeIDs   = "evs.volume-ids"
)

// table finds the native errors. It is read only.
var table = wire.NewTable(errorRows())

// vocabulary returns what scenario files may say about EVS.
func vocabulary() job.Vocabulary {
	return job.Vocabulary{
		API:           name,
		Words:         append(otc.Words("evs_04_0054"), huaweiWords()...),
		Types:         types(),
		Calls:         append(starters(), otherCalls()...),
		Starters:      starters(),
		Errors:        append(errorRows(), otc.Errors()...),
		Faults:        otc.Faults("Common.0011"),
		Settings:      append(settings(), append(otc.Retention(name), otc.Settings()...)...),
		JobFields:     otc.JobFields(known),
		StepFields:    otc.StepFields(known),
		NewAttributes: otc.NewAttributes,
		NewPayload:    otc.NewPayload(table["EVS.2002"]),
		ParentSteps:   otc.ParentSteps(),
		Resources:     resourceKinds(),
		Targets:       targets,
		Unshown:       otc.Unshown(visible),
	}
}

// huaweiWords are later than the source document; several clients take an unknown status for a failure, or poll on for
// ever.
func huaweiWords() []job.Word {
	const source = "Huawei Cloud EVS API reference of 2025-11-11; not in Open Telekom Cloud's"
	return []job.Word{
		{Status: "WAITING_EXECUTE", Phase: job.Pending, Note: "waiting for its turn; fatal for Ansible", Source: source},
		{Status: "LISTENING", Phase: job.Running, Note: "waiting for another service", Source: source},
	}
}

// types returns the job types of evs_04_0054, retypeVolume, which only Huawei Cloud's SDK names, and those of the jobs
// behind the calls on snapshots, whose IDs no client sees [inferred].
func types() []string {
	return []string{
		"createVolume", "batchCreateVolume", "deleteVolume", "extendVolume", "bulkDeleteVolume", "deleteSingleVolume",
		"retypeVolume", "createSnapshot", "deleteSnapshot", "rollbackSnapshot",
	}
}

// starters returns the calls that start jobs. Those of the Cinder-compatible paths have the names of EVS's own.
func starters() []string {
	return []string{
		"createVolume", "extendVolume", "deleteVolume", "retypeVolume", "createSnapshot", "deleteSnapshot", "rollbackSnapshot",
	}
}

func otherCalls() []string {
	return []string{
		otc.ShowJob, "showVolume", "listVolumes", "updateVolume", "showVolumeTags", "updateVolumeTags", "listTags",
		"listVolumesByTags", "showVolumeSummary", "showMetadata", "updateMetadata", "deleteMetadata", "updateVolumeState",
		"showSnapshot", "listSnapshots", "updateSnapshot", "listVolumeTypes", "showVolumeType", "listAvailabilityZones",
		"listQuotas", "listLimits", "listExtensions", "listVersions", "showVersion",
	}
}

func settings() []job.Setting {
	return []job.Setting{{
		Name: errorFields, Values: []string{"omit", "null"}, Documented: "omit", Observed: "null",
		What:   "error_code and fail_reason of a job that has not failed: absent or null",
		Source: "the example of evs_0054 leaves them out; captured responses and the English evs_04_0054 have null",
		Grade:  job.Observed,
	}, {
		Name: badZone, Values: []string{"reject", "fail", "accept"}, Documented: "reject", Observed: "fail",
		What: "a creation in an availability zone that is named like a region: rejected with EVS.2053, accepted and then " +
			"failed with EVS.5400 before the disk exists, or accepted",
		Source: "evs_04_0038 has EVS.2053; a captured job in cn-north-1 failed with EVS.5400",
		Grade:  job.Observed,
	}, {
		Name: volumeIDs, Values: []string{"present", "omit"}, Documented: "present", Observed: "present",
		What:   "volume_ids in the response to a creation, which some regions lack",
		Source: "evs_04_2013 has job_id alone; Huawei Cloud's reference of 2025 has volume_ids, and its clients need it",
		Grade:  job.Observed,
	}}
}
