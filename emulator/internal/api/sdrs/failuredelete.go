package sdrs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// dismissed returns the name of the mark that a failed job has been deleted from the list of failed tasks. The job itself
// can still be queried [inferred].
func dismissed(id string) world.Name { return world.Name{API: name, Kind: "dismissed_failure", ID: id} }

// deleteFailure handles DELETE …/task-center/failure-jobs/{id} (sdrs_05_0902). The error for an id that is not in the list
// is [inferred].
func deleteFailure() http.Handler {
	return deleteFailures("deleteFailureJob", "id", func(d failureDoc, id string) bool { return d.Job == id }, true)
}

// deleteGroupFailures handles DELETE …/task-center/{id}/failure-jobs/batch (sdrs_05_0904).
func deleteGroupFailures() http.Handler {
	return deleteFailures("deleteServerGroupFailureJobs", "server_group_id",
		func(d failureDoc, group string) bool { return d.group == group }, false)
}

// deleteAllFailures handles DELETE …/task-center/failure-jobs/batch, which deletes the failed tasks of protection groups
// only (sdrs_05_0903).
func deleteAllFailures() http.Handler {
	return deleteFailures("deleteAllServerGroupFailureJobs", "project_id",
		func(d failureDoc, _ string) bool { return d.kind == groups.member }, false)
}

// deleteFailures returns the handler that deletes the failed tasks that match a variable of the path. If required is set,
// there must be one.
func deleteFailures(op, variable string, matches func(d failureDoc, value string) bool, required bool) http.Handler {
	return otc.Op(op, http.StatusNoContent, fail, otc.Path(variable),
		func(c *wire.Call, tx *world.Tx, value string) (otc.None, error) {
			if variable == "server_group_id" {
				if _, _, err := find[group](c, tx, groups, value); err != nil {
					return otc.None{}, err
				}
			}
			found := false
			for _, d := range failures(c, tx) {
				if matches(d, value) {
					tx.Put(dismissed(d.Job), otc.Project(c), "", nil)
					found = true
				}
			}
			return otc.None{}, unsaid(found || !required, "there is no such failed task")
		})
}
