package sdrs

import (
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The statuses that resources rest in. Hyphens, where EVS has underscores.
const (
	available  = "available"
	protected  = "protected"
	failedOver = "failed-over"
	broken     = "error"
)

// groupStates are the statuses of a protection group; pairs and instances have them too.
func groupStates() []string {
	return []string{
		"creating", available, protected, "deleting", "error-deleting", broken, "starting", "error-starting",
		"reprotecting", "error-reprotecting", "stopping", "error-stopping", "reversing", "error-reversing", "failing-over",
		failedOver, "error-failing-over",
	}
}

// ready tells a resource that nothing is being done to and that is fit for more.
func ready(t world.Resource) bool { return t.Status == available || t.Status == protected }

// abnormal tells a status that asks for attention.
func abnormal(status string) bool {
	return strings.Contains(status, broken) || status == "invalid" || status == "fault"
}

// settled is the status in which the members of a group rest.
func settled(tx *world.Tx, group string) string {
	if t, ok := tx.Resource(groups.kept(group)); ok && slices.Contains([]string{protected, failedOver}, t.Status) {
		return t.Status
	}
	return available
}

// blankTime is how groups, instances and drills tell their instants: a blank in the middle and no zone.
func blankTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000") }

// pairTime is how replication pairs tell theirs.
func pairTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000") }

// idle tells a resource that nothing is being done to.
func idle(t world.Resource) bool { return t.Busy == job.Ref{} }

// groupOf is the group of this id, or the zero Thing, which is idle and not ready.
func groupOf(tx *world.Tx, id string) world.Resource {
	t, _ := tx.Resource(groups.kept(id))
	return t
}
