package drs

import "net/http"

// batchJobs stops and deletes tasks (drs_03_0113). An action in the wrong status fails its item, as in the document's
// example; the setting drs.delete-running lets the deletion of a task that is not stopped reject the whole request.
func batchJobs() http.Handler {
	return action[stop]{
		name: "batch-jobs", status: http.StatusAccepted, list: "jobs", stops: true,
		reject: func(v *taskContext, s stop) error {
			if s.How == deleteSignal && !v.may(deleteSignal) && v.call.Setting(deleteRunning) == "reject" {
				return errStatus()
			}
			return nil
		},
		do: func(v *taskContext, s stop) error {
			if s.How == deleteSignal {
				return v.remove()
			}
			return v.stop(s.How)
		},
	}.handler()
}
