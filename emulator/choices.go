package emulator

// choice is something that the code does because something must be done, though no document and no live service settles
// it. The comment at the place in the file says so, too.
type choice struct{ api, file, what string }

// choices are all of them, by API and file. It is read only.
var choices = []choice{
	{"evs", "doc.go", "each job takes five seconds unless a scenario says otherwise; a job that failed before it ran left no disk behind"},
	{"evs", "doc.go", "a creation answers 200 and volume_ids on every version of its path, which is what all known clients read"},
	{"evs", "createrequest.go", "which of several faults of a creation is answered"},
	{"evs", "disk.go", "any availability zone is taken but one that is named like a region (see evs.bad-zone)"},
	{"evs", "cinder.go", "zone and type of a disk that is made by OpenStack's call, which may leave both out"},
	{"evs", "change.go", "a disk whose change of type failed keeps its type and its status"},
	{"evs", "list.go", "the filter by name wants an exact match"},
	{"evs", "volumedoc.go", "the IDs of a disk's attachments"},
	{"evs", "read.go", "tags come in the order of their keys"},

	{"sdrs", "doc.go", "a job takes six seconds and an action on a group eight unless a scenario says otherwise"},
	{"sdrs", "action.go", "the error of an action on a group without pairs; that it is a 400 is observed"},
	{"sdrs", "jobs.go", "which entities an unfinished or a failed job has: as in EVS"},
	{"sdrs", "vocabulary.go", "the types of sub-jobs, but for the one that an example shows"},
	{"sdrs", "list.go", "lists show the newest first"},
	{"sdrs", "failures.go", "the list of failed tasks shows the newest first"},
	{"sdrs", "tags.go", "how long keys and values of tags may be: as the tag service of this cloud has it"},

	{"drs", "doc.go", "which of the documented codes belongs to which error in a request"},
	{"drs", "response.go", "a task of another project does not exist"},
	{"drs", "list.go", "a page after the last one of the task list is empty"},
	{"drs", "language.go", "X-Language is read in any case and with an underscore; any other value, or none, is English"},
	{"drs", "query.go", "of two members of one name the last one counts"},
	{"drs", "identity.go", "the last five characters of a new task's id: codes of its scenario and engine, read off the documents' examples"},
	{"drs", "scripts.go", "how long a task stays in each status: seconds, where real ones take minutes to days"},
	{"drs", "precheck.go", "a precheck takes ten seconds"},
	{"drs", "switchover.go", "a switchover is shown as the current action for thirty seconds"},
	{"drs", "stop.go", "stopping by force works in every status but the last ones"},
	{"drs", "taskcontext.go", "a task whose start failed can be retried"},

	{"element", "doc.go", "a third bulk job of a volume is refused as xExceededLimit, a third clone as xMaxClonesPerVolumeExceeded"},
	{"element", "attributes.go", "the result types of jobs that ND getasyncresult does not list"},
	{"element", "mount.go", "a path without a version means the current one; an unknown version is reported before another verb, and that before missing credentials"},
	{"element", "html.go", "the wording of the HTML pages around what the SDKs look for"},
	{"element", "message.go", "name and text of the error for a malformed request"},
	{"element", "params.go", "null counts as an absent parameter; the text about a value of the wrong type"},
	{"element", "versions.go", "the last parts of the software's version"},
	{"element", "async.go", "a call with keepResult exempts a handle from the retention time; a later one without it deletes the handle"},
	{"element", "async.go", "data and success of the items of ListAsyncResults, except for those that its example shows"},
	{"element", "shapes.go", "details of running jobs other than bulk jobs, results other than those of a clone, a bulk job and a DriveAdd, and errors of others than bulk jobs"},
	{"element", "bulkstart.go", "how long a bulk job with a script takes; one without a script waits for its client without a limit"},
	{"element", "bulkupdate.go", "a percentage is clamped to 0 and 100"},
	{"element", "bulkscript.go", "a script that gets the key of another session ends that session with its own"},
	{"element", "clone.go", "how long a clone takes"},
	{"element", "clonelimits.go", "the names of the errors for one clone too many of a volume or a node"},
	{"element", "cancelclone.go", "the error for cancelling an unknown clone"},
	{"element", "copyvolume.go", "the texts for a copy to the source itself or to another size"},
	{"element", "volume.go", "the texts about a volume that is not allowed; a volume with the status init is refused in words on which clients retry"},
	{"element", "volumechange.go", "the bulk jobs of a deleted volume fail; restoring or purging a volume that is not deleted is refused as unknown"},
	{"element", "drive.go", "how long drives take to be added and removed; the status of a drive does not matter"},
	{"element", "node.go", "which node serves a volume; the inventory of a new cluster: three nodes with four drives each, two pending nodes; how long a node takes to be imaged"},
	{"element", "nodelist.go", "a node that is being added is listed as pending until it is active"},
	{"element", "maintenance.go", "how long a change of maintenance mode takes, the texts of its errors and which is for what, and what its details say"},
	{"element", "clusterjobs.go", "how long a new cluster structure and a new master key take, and the members of a key"},

	{"iam", "doc.go", "projects and domains that nobody knows are made up, the same in each run; a one-time password is taken unread"},
	{"iam", "doc.go", "which of several refusals is answered; a token got by a token lives its own 24 hours; the user of an agency's token"},
	{"iam", "signin.go", "a user's name without its domain will do; 400 for what is missing, 401 for a method that there is not"},

	{Shared, "body.go", "digits in quotes are taken for a number, as JSON binders of that kind do"},
	{Shared, "reject.go", "408 for a body that does not come in time, and the words of a throttled call for a connection or a job too many"},
	{Shared, "showjob.go", "a job that has gone, has not begun or is another project's is refused like an unknown one"},
	{Shared, "strict.go", "under \"auth: strict\": a revoked token is refused like an unknown one; EVS's refusal of a foreign project is SDRS's too; a signed request that names no project is at home in each"},
	{Shared, "signature.go", "how old a signature is does not matter; the real gateway allows 15 minutes"},
}
