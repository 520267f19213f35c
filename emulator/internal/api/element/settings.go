package element

import (
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// The settings' names.
const (
	missingHandle    = name + ".missing-handle"
	retention        = name + ".retention"
	updateStatus     = name + ".update-status"
	updateAttributes = name + ".update-attributes"
	sessionWords     = name + ".session-words"
	unusedParameters = name + ".unused-parameters"
	whichVolumes     = name + ".volumes"
)

// settings are the points on which documents and clusters differ, or which nothing settles.
func settings() []job.Setting {
	return []job.Setting{
		wire.AuthSetting(),
		{
			Name: missingHandle, Values: []string{"xDBNoSuchPath", "xAsyncHandleDoesNotExist"},
			Documented: "xDBNoSuchPath", Observed: "xAsyncHandleDoesNotExist",
			What:   "the error of GetAsyncResult for a handle that never was, or has gone",
			Source: "ND getasyncresult prints the first; the Python SDK's tests against later clusters expect the second",
			Grade:  job.Observed,
		},
		{
			Name: retention, Values: []string{"forever", "30s"}, Documented: "forever", Observed: "30s",
			What:   "how long the outcome of a job stays when nobody asks for it; keepResult, asked once, keeps it for good",
			Source: "ND knows no end; a blog on backups through the API saw handles go 20 to 30 s after completion",
			Grade:  job.Observed,
		},
		{
			Name: updateStatus, Values: []string{"required", "optional"}, Documented: "required", Observed: "optional",
			What:   "whether UpdateBulkVolumeStatus must name a status; with the key alone it only looks",
			Source: "ND updatebulkvolumestatus lists it as required; a cluster took the key alone",
			Grade:  job.Observed,
		},
		{
			Name: updateAttributes, Values: []string{"given", "always"}, Documented: "given", Observed: "always",
			What:   "whether UpdateBulkVolumeStatus answers attributes that nobody ever gave, as {}",
			Source: "the example of ND updatebulkvolumestatus has none; a cluster answered {}",
			Grade:  job.Observed,
		},
		{
			Name: sessionWords, Values: []string{"running", "active"}, Documented: "running", Observed: "running",
			What:   "the words of UpdateBulkVolumeStatus: running, complete and failed, or preparing, active, done and failed",
			Source: "ND updatebulkvolumestatus lists the second set, and its example, like a cluster, says running",
			Grade:  job.Documented,
		},
		{
			Name: unusedParameters, Values: []string{"warning", "member", "none"}, Documented: "warning", Observed: "warning",
			What:   "where a parameter that the method does not know is told: in a warning, in a plain member, or nowhere",
			Source: "two recorded answers have the warning; ND response_object_members names the member",
			Grade:  job.Observed,
		},
		{
			Name: whichVolumes, Values: []string{"lenient", "strict"}, Documented: "lenient", Observed: "lenient",
			What:   "which volumes exist: every one that a call names, as 1 GiB of account 1, or those only that calls created",
			Source: "jobsim's own, so that an empty emulator can be asked for a job at once",
			Grade:  job.Inferred,
		},
	}
}
