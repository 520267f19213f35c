package element

import "github.com/jobsim/jobsim/emulator/internal/wire"

// choices returns what this package decides although neither a document nor a live service settles it.
func choices() []wire.Choice {
	return []wire.Choice{
		{File: "doc.go", What: "a third bulk job of a volume is refused as xExceededLimit, a third clone as xMaxClonesPerVolumeExceeded"},
		{File: "vocabulary.go", What: "a cluster that is too busy for any call is explored as xDBVersionMismatch"},
		{File: "attributes.go", What: "the result types of jobs that ND getasyncresult does not list"},
		{File: "mount.go", What: "a path without a version means the current one; an unknown version is reported before another verb, and that before missing credentials"},
		{File: "html.go", What: "the wording of the HTML pages around what the SDKs look for"},
		{File: "message.go", What: "name and text of the error for a malformed request"},
		{File: "params.go", What: "null counts as an absent parameter; the text about a value of the wrong type"},
		{File: "versions.go", What: "the last parts of the software's version"},
		{File: "async.go", What: "a call with keepResult exempts a handle from the retention time; a later one without it deletes the handle"},
		{File: "async.go", What: "data and success of the items of ListAsyncResults, except for those that its example shows"},
		{File: "shapes.go", What: "details of running jobs other than bulk jobs, results other than those of a clone, a bulk job and a DriveAdd, and errors of others than bulk jobs"},
		{File: "bulkstart.go", What: "how long a bulk job with a script takes; one without a script waits for its client without a limit"},
		{File: "bulkupdate.go", What: "a percentage is clamped to 0 and 100"},
		{File: "bulkscript.go", What: "a script that gets the key of another session ends that session with its own"},
		{File: "clone.go", What: "how long a clone takes"},
		{File: "clonelimits.go", What: "the names of the errors for one clone too many of a volume or a node"},
		{File: "cancelclone.go", What: "the error for cancelling an unknown clone"},
		{File: "copyvolume.go", What: "the texts for a copy to the source itself or to another size"},
		{File: "snapshotmethods.go", What: "listing a snapshot or a volume that does not exist is an error"},
		{File: "groupsnapshotmethods.go", What: "the texts about the volumes of a group snapshot"},
		{File: "accessgroupmembers.go", What: "the texts about names and members of volume access groups"},
		{File: "account.go", What: "the texts about accounts that are not allowed"},
		{File: "accountchange.go", What: "the error for removing an account that has volumes"},
		{File: "volume.go", What: "the texts about a volume that is not allowed; a volume with the status init is refused in words on which clients retry"},
		{File: "volumechange.go", What: "the bulk jobs of a deleted volume fail; restoring or purging a volume that is not deleted is refused as unknown"},
		{File: "drive.go", What: "how long drives take to be added and removed; the status of a drive does not matter"},
		{File: "node.go", What: "which node serves a volume; the inventory of a new cluster: three nodes with four drives each, two pending nodes; how long a node takes to be imaged"},
		{File: "nodelist.go", What: "a node that is being added is listed as pending until it is active"},
		{File: "maintenance.go", What: "how long a change of maintenance mode takes, the texts of its errors and which is for what, and what its details say"},
		{File: "clusterjobs.go", What: "how long a new cluster structure and a new master key take, and the members of a key"},
		{File: "grouprollback.go", What: "the members that RollbackToGroupSnapshot returns if the state before is not kept"},
		{File: "paramlists.go", What: "the texts about a duration of another format and about attributes that are too large"},
		{File: "qos.go", What: "the text about a QoS that is out of range"},
		{File: "qospolicy.go", What: "the text about the name of a QoS policy"},
		{File: "bulkdelete.go", What: "volumes of accounts and access groups that are deleted already, or not yet, are left out"},
		{File: "volumestats.go", What: "the ids of the services that hold a volume's metadata"},
		{File: "clusterstats.go", What: "each node has one service"},
	}
}
