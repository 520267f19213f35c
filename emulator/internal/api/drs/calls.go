package drs

import "net/http"

// calls returns all calls by their path below the project id.
func calls() routes {
	return routes{
		"jobs/batch-status":             {http.MethodPost, batchStatus()},
		"jobs/batch-detail":             {http.MethodPost, batchDetail()},
		"jobs":                          {http.MethodPost, list()},
		"jobs/batch-creation":           {http.MethodPost, batchCreation()},
		"jobs/batch-modification":       {http.MethodPut, batchModification()},
		"jobs/batch-connection":         {http.MethodPost, batchConnection()},
		"jobs/cluster/batch-connection": {http.MethodPost, clusterConnection()},
		"jobs/batch-limit-speed":        {http.MethodPut, batchLimitSpeed()},
		"jobs/batch-sync-policy":        {http.MethodPost, batchSyncPolicy()},
		"jobs/batch-precheck":           {http.MethodPost, batchPrecheck()},
		"jobs/batch-precheck-result":    {http.MethodPost, batchPrecheckResult()},
		"jobs/batch-starting":           {http.MethodPost, batchStarting()},
		"jobs/batch-pause-task":         {http.MethodPost, batchPauseTask()},
		"jobs/batch-retry-task":         {http.MethodPost, batchRetryTask()},
		"jobs/batch-switchover":         {http.MethodPost, batchSwitchover()},
		"jobs/batch-progress":           {http.MethodPost, batchProgress()},
		"jobs/batch-rpo-and-rto":        {http.MethodPost, batchRPOAndRTO()},
		"jobs/batch-jobs":               {http.MethodDelete, batchJobs()},
	}
}

// callNames returns the names of the operations, for the rules of scenarios.
func callNames() []string {
	return append(v5Names(),
		"batch-status", "batch-detail", "list", "batch-creation", "batch-modification", "batch-connection",
		"cluster-batch-connection", "batch-limit-speed", "batch-sync-policy", "batch-precheck", "batch-precheck-result",
		startSignal, pauseSignal, retrySignal, switchSignal, "batch-progress", "batch-rpo-and-rto", "batch-jobs")
}
