package element

import "github.com/jobsim/jobsim/emulator/job"

// The status words. On the wire a job that prepares is "running" (ListBulkVolumeJobs says "preparing"), and a job that
// failed is "complete" with an error.
const (
	preparing  = "preparing"
	running    = "running"
	complete   = "complete"
	failedWord = "failed"
)

// cancelClone is the call of CancelClone or CancelGroupClone, as a signal.
const cancelClone = "CancelClone"

// vocabulary is what Element teaches the reader of scenario files.
func vocabulary() job.Vocabulary {
	return job.Vocabulary{
		API:    name,
		IDWord: "handle",
		Words: []job.Word{
			{Status: preparing, Phase: job.Pending, Note: "a bulk volume job before its first progress; GetAsyncResult says running", Source: "ND bulkvolumejob"},
			{Status: running, Phase: job.Running, Note: "with details", Source: "ND getasyncresult"},
			{Status: complete, Phase: job.Succeeded, Note: "with a result", Source: "ND getasyncresult"},
			{Status: failedWord, Phase: job.Failed, Note: "GetAsyncResult says complete, with an error", Source: "ND bulkvolumejob"},
		},
		Types:         append(documentedTypes(), secureErase, maintenance, structure, rekeyEncryption),
		OpenTypes:     true,
		Signals:       []string{running, complete, failedWord, cancelClone},
		Calls:         methodNames,
		Starters:      starters(),
		Errors:        errorRows(),
		Settings:      settings(),
		JobFields:     jobFields(),
		StepFields:    stepFields(),
		NewAttributes: newAttributes,
		NewPayload:    newPayload,
		CheckID:       checkID,
	}
}

// starters are the methods that start a job.
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
		{Name: "bulkVolumeID", Kind: job.Number, Note: "of a bulk job, told as bvID too; the handle if it is not named"},
		{Name: "key", Kind: job.Text, Note: "of a bulk job: who holds it can call UpdateBulkVolumeStatus"},
		{Name: "url", Kind: job.Text, Note: "of a bulk job: the node's web server; " + nodeURL + " if it is not named"},
		{Name: "format", Kind: job.Text, Note: "of a bulk job: native (default) or uncompressed"},
		{Name: "direction", Kind: job.Text, Note: "of a bulk job: read (default) or write"},
		{Name: "script", Kind: job.Text, Note: "of a bulk job that the cluster drives, such as bv_internal.py"},
		{Name: "snapshotID", Kind: job.Number, Note: "of a bulk job that reads a snapshot"},
		{Name: "attributes", Kind: job.Object, Note: "of a bulk job"},
		{Name: "cloneID", Kind: job.Number, Note: "of a clone; the handle if it is not named"},
		{Name: "groupCloneID", Kind: job.Number, Note: "of a clone of several volumes"},
		{Name: "dstVolumeID", Kind: job.Number, Note: "of a clone: the volume that is written"},
		{Name: "drives", Kind: job.Any, Note: "of a DriveAdd or DriveRemoval: a list of drive ids"},
	}
}

func stepFields() []job.Field {
	return []job.Field{
		{Name: "result", Kind: job.Object, Note: "of a complete step, in place of the usual one of the job's type"},
		{Name: "details", Kind: job.Object, Note: "of a preparing or running step, in place of the usual ones"},
		{Name: "error", Kind: job.Code, Note: "name and message of the error of a failed or complete step"},
		{Name: "context", Kind: job.Object, Note: "further members of that error"},
	}
}
