package element

import "github.com/jobsim/jobsim/emulator/job"

// The status words. GetAsyncResult writes "running" for preparing (ListBulkVolumeJobs writes "preparing"), and
// "complete" with an error for failed.
const (
	preparing = "preparing"
	running   = "running"
	complete  = "complete"
	failed    = "failed"
)

// cancelClone is the signal of a call of CancelClone or CancelGroupClone.
const cancelClone = "CancelClone"

// vocabulary returns the words that a scenario may use for Element.
func vocabulary() job.Vocabulary {
	return job.Vocabulary{
		API:    name,
		IDWord: "handle",
		Words: []job.Word{
			{Status: preparing, Phase: job.Pending, Note: "a bulk volume job before its first progress; GetAsyncResult writes running", Source: "ND bulkvolumejob"},
			{Status: running, Phase: job.Running, Note: "with details", Source: "ND getasyncresult"},
			{Status: complete, Phase: job.Succeeded, Note: "with a result", Source: "ND getasyncresult"},
			{Status: failed, Phase: job.Failed, Note: "GetAsyncResult writes complete, with an error", Source: "ND bulkvolumejob"},
		},
		Types:     append(documentedTypes(), secureErase, maintenance, setStructure, rekeyEncryption),
		OpenTypes: true,
		Signals:   []string{running, complete, failed, cancelClone},
		Calls:     methodNames,
		Starters:  starters(),
		Errors:    errorRows(),
		// The cluster is busy, which has no other error [inferred].
		Faults:        job.FaultCodes{Throttled: "xDBVersionMismatch", NotFound: "xDBNoSuchPath"},
		ErrorNames:    true,
		Results:       true,
		Settings:      settings(),
		JobFields:     jobFields(),
		StepFields:    stepFields(),
		NewAttributes: newAttributes,
		NewPayload:    newPayload,
		CheckID:       checkID,
		Resources:     resourceKinds(),
		Targets:       targets,
	}
}

// starters returns the methods that start a job.
func starters() []string {
	return []string{
		"AddDrives", "AddNodes", "CloneMultipleVolumes", "CloneVolume", "CopyVolume", "DisableMaintenanceMode",
		"EnableMaintenanceMode", "RekeySoftwareEncryptionAtRestMasterKey", "RemoveDrives", "SecureEraseDrives",
		"SetClusterStructure", "StartBulkVolumeRead", "StartBulkVolumeWrite",
	}
}

func jobFields() []job.Field {
	return []job.Field{
		{Name: "volumeID", Kind: job.Number, Note: "the volume of a bulk job, the source of a clone"},
		{Name: "bulkVolumeID", Kind: job.Number, Note: "of a bulk job, also its bvID; the handle by default"},
		{Name: "key", Kind: job.Text, Note: "of a bulk job: the key for UpdateBulkVolumeStatus"},
		{Name: "url", Kind: job.Text, Note: "of a bulk job: the node's web server; " + nodeURL + " by default"},
		{Name: "format", Kind: job.Text, Note: "of a bulk job: native (default) or uncompressed"},
		{Name: "direction", Kind: job.Text, Note: "of a bulk job: read (default) or write"},
		{Name: "script", Kind: job.Text, Note: "of a bulk job that the cluster drives, such as bv_internal.py"},
		{Name: "snapshotID", Kind: job.Number, Note: "of a bulk job that reads a snapshot"},
		{Name: "attributes", Kind: job.Object, Note: "of a bulk job"},
		{Name: "cloneID", Kind: job.Number, Note: "of a clone; the handle by default"},
		{Name: "groupCloneID", Kind: job.Number, Note: "of a clone of several volumes"},
		{Name: "dstVolumeID", Kind: job.Number, Note: "of a clone: the volume that is written"},
		{Name: "drives", Kind: job.Any, Note: "of a DriveAdd, DriveRemoval or SecureEraseDrives: a list of drive ids"},
		{Name: "nodes", Kind: job.Any, Note: "of a MaintenanceMode: a list of one node id"},
		{Name: "action", Kind: job.Text, Note: "of a MaintenanceMode: " + enableMaintenance + " (default) or " + disableMaintenance},
	}
}

func stepFields() []job.Field {
	return []job.Field{
		{Name: "result", Kind: job.Object, Note: "of a complete step, in place of the default of the job's type"},
		{Name: "details", Kind: job.Object, Note: "of a preparing or running step, in place of the default"},
		{Name: "error", Kind: job.Code, Note: "name and message of the error of a failed or complete step"},
		{Name: "context", Kind: job.Object, Note: "further members of that error"},
	}
}
