package element

import (
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// The settings' names.
const (
	missingHandleSetting    = name + ".missing-handle"
	retentionSetting        = name + ".retention"
	updateStatusSetting     = name + ".update-status"
	updateAttributesSetting = name + ".update-attributes"
	sessionWordsSetting     = name + ".session-words"
	unusedParametersSetting = name + ".unused-parameters"
	bulkURLSetting          = name + ".bulk-url"
	currentModeSetting      = name + ".current-mode"
	volumesSetting          = name + ".volumes"
)

// settings returns the points on which documents and clusters differ, and those that no source settles.
func settings() []job.Setting {
	return []job.Setting{
		wire.AuthSetting(),
		{
			Name: missingHandleSetting, Values: []string{"xDBNoSuchPath", "xAsyncHandleDoesNotExist"},
			Documented: "xDBNoSuchPath", Observed: "xAsyncHandleDoesNotExist",
			What:   "the error of GetAsyncResult for a handle that does not exist, or was deleted",
			Source: "ND getasyncresult prints the first; the Python SDK's tests against later clusters expect the second",
			Grade:  job.Observed,
		},
		{
			Name: retentionSetting, Values: []string{"forever", "30s"}, Documented: "forever", Observed: "30s",
			What:   "how long the handle of an ended job stays if no call reads its result; one call with keepResult keeps it for good",
			Source: "ND has no limit; in a blog on backups through the API handles disappear 20 to 30 s after completion",
			Grade:  job.Observed,
		},
		{
			Name: updateStatusSetting, Values: []string{"required", "optional"}, Documented: "required", Observed: "optional",
			What:   "whether UpdateBulkVolumeStatus requires a status; with the key alone it returns the status and changes nothing",
			Source: "ND updatebulkvolumestatus lists it as required; a cluster accepted the key alone",
			Grade:  job.Observed,
		},
		{
			Name: updateAttributesSetting, Values: []string{"given", "always"}, Documented: "given", Observed: "always",
			What:   "whether UpdateBulkVolumeStatus returns attributes that were never set, as {}",
			Source: "the example of ND updatebulkvolumestatus has none; a cluster returned {}",
			Grade:  job.Observed,
		},
		{
			Name: sessionWordsSetting, Values: []string{"running", "active"}, Documented: "running", Observed: "running",
			What:   "the words of UpdateBulkVolumeStatus: running, complete and failed, or preparing, active, done and failed",
			Source: "ND updatebulkvolumestatus lists the second set; its example and a cluster have running",
			Grade:  job.Documented,
		},
		{
			Name: unusedParametersSetting, Values: []string{"warning", "member", "none"}, Documented: "warning", Observed: "warning",
			What:   "where unknown parameters are listed: in a warning, in a plain member, or nowhere",
			Source: "two recorded responses have the warning; ND response_object_members names the member",
			Grade:  job.Observed,
		},
		{
			Name: bulkURLSetting, Values: []string{"local", "node"}, Documented: "local", Observed: "node",
			What:   "the url of a bulk volume session: " + nodeURL + ", or port 8443 of the management address of the volume's node",
			Source: "ND startbulkvolumeread prints the first; blogs on backups through the API show the second",
			Grade:  job.Observed,
		},
		{
			Name: currentModeSetting, Values: []string{"before", "after"}, Documented: "before", Observed: "after",
			What:   "the currentMode of EnableMaintenanceMode and DisableMaintenanceMode: the node's mode before or after the call",
			Source: "the example of ND enablemaintenancemode has Disabled; a page on a cluster of version 12.3 has PreparingForMaintenance",
			Grade:  job.Observed,
		},
		{
			Name: volumesSetting, Values: []string{"lenient", "strict"}, Documented: "lenient", Observed: "lenient",
			What:   "which volumes exist: every one that a call names, with 1 GiB in account 1, or only those that were created",
			Source: "jobsim's own, so that a job can be started in an empty emulator",
			Grade:  job.Inferred,
		},
	}
}
