package sdrs

import "github.com/jobsim/jobsim/emulator/internal/wire"

// choices returns what this package decides although neither a document nor a live service settles it.
func choices() []wire.Choice {
	return []wire.Choice{
		{File: "doc.go", What: "a job takes six seconds and an action on a group eight unless a scenario says otherwise"},
		{File: "action.go", What: "the error of an action on a group without pairs; that it is a 400 is observed"},
		{File: "action.go", What: "the error of a planned failover to the current production site, and of an action while a job runs on a member"},
		{File: "action.go", What: "a member that could not be created or deleted has no part in an action on its group"},
		{File: "batch.go", What: "the types of the jobs of Huawei Cloud's batch calls: those of the single calls"},
		{File: "pair.go", What: "replication_status before a pair exists and after a fault: inactive"},
		{File: "failuredelete.go", What: "deleting an unknown failed task is SDRS.0201; the job can still be queried"},
		{File: "tagquery.go", What: "keys and values of a project's tags are sorted"},
		{File: "jobs.go", What: "which entities an unfinished or a failed job has: as in EVS"},
		{File: "vocabulary.go", What: "the types of sub-jobs, but for the one that an example shows"},
		{File: "list.go", What: "lists show the newest first"},
		{File: "failures.go", What: "the list of failed tasks shows the newest first"},
	}
}
