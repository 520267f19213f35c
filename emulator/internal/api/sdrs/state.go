package sdrs

import (
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The final statuses of resources. They have hyphens where EVS has underscores.
const (
	available   = "available"
	protected   = "protected"
	failedOver  = "failed-over"
	statusError = "error"
)

// groupStates returns the statuses of a protection group, which pairs and instances have too.
func groupStates() []string {
	return []string{
		"creating", available, protected, "deleting", "error-deleting", statusError, "starting", "error-starting",
		"reprotecting", "error-reprotecting", "stopping", "error-stopping", "reversing", "error-reversing", "failing-over",
		failedOver, "error-failing-over",
	}
}

// ready reports whether a resource is available or protected, and so has no job running on it.
func ready(t world.Resource) bool { return t.Status == available || t.Status == protected }

// abnormal reports whether a status is one of error or fault.
func abnormal(status string) bool {
	return strings.Contains(status, statusError) || status == "invalid" || status == "fault"
}

// restingStatus returns the status that the members of a group have when no job runs on them.
func restingStatus(tx *world.Tx, group string) string {
	if t, ok := tx.Resource(groupName(group)); ok && slices.Contains([]string{protected, failedOver}, t.Status) {
		return t.Status
	}
	return available
}

// blankTime formats the times of groups, instances and drills, with a blank and without a zone.
func blankTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000") }

// pairTime formats the times of replication pairs.
func pairTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000") }

// idle reports whether no job is running on the resource.
func idle(t world.Resource) bool { return t.Busy == job.Ref{} }

// busy reports whether a job is running on the resource.
func busy(t world.Resource) bool { return !idle(t) }

// groupName returns the name of a group's resource. It does not refer to the kind, whose document refers to groupOf.
func groupName(id string) world.Name { return world.Name{API: name, Kind: groupMember, ID: id} }

// groupOf returns the group with the id. It returns the zero Resource, which is idle and not ready, if there is none.
func groupOf(tx *world.Tx, id string) world.Resource {
	t, _ := tx.Resource(groupName(id))
	return t
}
