package drs

import "github.com/jobsim/jobsim/emulator/job"

// The names of the settings.
const (
	idCheck        = "drs.id-check"
	duplicates     = "drs.duplicates"
	maxJobs        = "drs.max-jobs"
	curPageZero    = "drs.cur-page-zero"
	pageOverflow   = "drs.page-overflow"
	counts         = "drs.count"
	unknownJobs    = "drs.unknown-jobs"
	unknownDetails = "drs.unknown-details"
	deletedJobs    = "drs.deleted-jobs"
	pausedWord     = "drs.paused"
	jobActions     = "drs.job-action"
	deleteRunning  = "drs.delete-running"
)

// settings returns the points on which documents and live services differ, or that neither settles.
func settings() []job.Setting {
	return append(pageSettings(), taskSettings()...)
}

// inferred returns a setting that no source settles. Both profiles make the same choice.
func inferred(name, choice, what, source string, others ...string) job.Setting {
	return job.Setting{
		Name: name, Values: append([]string{choice}, others...), Documented: choice, Observed: choice,
		What: what, Source: source, Grade: job.Inferred,
	}
}

func pageSettings() []job.Setting {
	return []job.Setting{
		inferred(idCheck, "lenient",
			"ids that a request may name: any; any token of up to 64 characters; only the form that DRS makes",
			"DRS.M00202 \"The value of jobId is invalid.\" is documented, the rule behind it is not", "off", "strict"),
		inferred(duplicates, "reject",
			"an id twice in one query: DRS.M00301, one item, or two items",
			"the page of the first generation, drs_api_0101, wants unique ids; drs_api_0150 does not say so",
			"collapse", "repeat"),
		inferred(maxJobs, "none",
			"the most ids that a status or detail query may name",
			"none is documented for batch-status; Huawei Cloud's page of batch-detail says 10 since 2025-12", "10"),
		{
			Name: curPageZero, Values: []string{"reject", "all"}, Documented: "reject", Observed: "all",
			What:   "cur_page 0 in a status or detail query: DRS.M00210, or everything on one page",
			Source: "drs_api_0150 has a minimum of 1; the interface description in Huawei Cloud's SDKs has 0 for everything",
			Grade:  job.Observed,
		},
		inferred(pageOverflow, "reject",
			"cur_page behind the last page: DRS.M00211, or a page without tasks",
			"drs_api_0150 forbids it; drs_05_0004 has the error, not where it is returned", "empty"),
		inferred(counts, "page",
			"count of a status or detail response: the tasks on this page, or the ids of the request",
			"drs_api_0150 has \"number of returned tasks\", drs_api_0151 \"number of tasks\"", "total"),
	}
}

func taskSettings() []job.Setting {
	const clients = "the Terraform providers read results[0].error_code of a 400 from batch-detail, and of a 200 from batch-status"
	return []job.Setting{
		inferred(unknownJobs, "item",
			"a task that does not exist, in batch-status: an item with DRS.M00289; the same under status 400 when no id of the "+
				"page exists; or no item",
			clients, "http400", "omit"),
		inferred(unknownDetails, "http400",
			"the same for batch-detail",
			clients, "item", "omit"),
		{
			Name: deletedJobs, Values: []string{"m05004", "status"}, Documented: "m05004", Observed: "status",
			What:   "a deleted task in batch-status and batch-detail: the error DRS.M05004, or the status DELETED",
			Source: "drs_05_0004; Huawei Cloud returns DELETED since 2024 (terraform-provider-huaweicloud pull request 4352)",
			Grade:  job.Observed,
		},
		{
			Name: pausedWord, Values: []string{pauseing, pausing}, Documented: pauseing, Observed: pausing,
			What:   "the status of a task that batch-pause-task paused; a scenario's own words stay as they are",
			Source: "drs_api_0150 spells PAUSEING; drs_05_0005, the SDKs and the Terraform provider's tests have PAUSING",
			Grade:  job.Observed,
		},
		{
			Name: jobActions, Values: []string{"omit", "show"}, Documented: "omit", Observed: "show",
			What:   "job_action in the items of the task list",
			Source: "drs_03_0138 of Open Telekom Cloud lacks it; Huawei Cloud's clients read job_action.current_action",
			Grade:  job.Observed,
		},
		{
			Name: deleteRunning, Values: []string{"item", "reject"}, Documented: "item", Observed: "reject",
			What:   "the deletion of a task that is not stopped: DRS.M00304 in its item, or for the whole request",
			Source: "drs_03_0113 has a result for each task; a public runbook shows a 400",
			Grade:  job.Observed,
		},
	}
}
