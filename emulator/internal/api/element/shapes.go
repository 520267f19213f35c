package element

import (
	"cmp"
	"maps"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// instant formats a time as Element does: whole seconds, UTC, Z (ND getasyncresult).
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// The default details and results, by type.
type (
	bulkOutcome struct {
		BulkID   int64  `json:"bvID"`
		Message  string `json:"message"`
		VolumeID int64  `json:"volumeID"`
	}
	cloneOutcome struct {
		CloneID  int64  `json:"cloneID"`
		Message  string `json:"message"`
		VolumeID int64  `json:"volumeID"` // the source, in recorded responses too
	}
	groupOutcome struct {
		GroupID int64         `json:"groupCloneID"`
		Members []CloneMember `json:"members"`
		Message string        `json:"message"`
	}
	driveOutcome struct {
		Aborted []int64 `json:"abortedDrives"`
		Added   []int64 `json:"addedDrives"`
		Pending []int64 `json:"pendingDrives"`
	}
)

// details returns the details of a running job. Those of bulk jobs are from recorded responses, all others [inferred].
func details(s job.Snapshot) any {
	if d := payloadOf(s).details; d != nil {
		return d
	}
	switch s.Type {
	case driveAdd:
		return driveOutcome{[]int64{}, []int64{}, attributesOfJob(s).drives}
	case maintenance:
		return modeOutcomeOf(s, false)
	}
	return outcome(s, "")
}

// result returns the result of a job that succeeded. A Clone's and a BulkVolume's are in ND getasyncresult and in
// recorded responses, a DriveAdd's was recorded; that of a group, and {} for all others, are [inferred].
func result(s job.Snapshot) any {
	v := payloadOf(s)
	if v.result != nil {
		return v.result
	}
	message := cmp.Or(v.message, reportOf(s).message)
	switch {
	case message != "":
	case s.Type == bulkVolume:
		message = "Bulk volume job succeeded"
	default:
		message = "Clone complete."
	}
	switch s.Type {
	case driveAdd:
		return driveOutcome{[]int64{}, attributesOfJob(s).drives, []int64{}}
	case maintenance:
		return modeOutcomeOf(s, true)
	}
	return outcome(s, message)
}

func outcome(s job.Snapshot, message string) any {
	a := attributesOfJob(s)
	switch {
	case s.Type == bulkVolume:
		return bulkOutcome{sessionOf(s).id, message, a.volumeID}
	case s.Type == clone && a.clone != nil && a.clone.group != 0:
		return groupOutcome{a.clone.group, a.clone.members, message}
	case s.Type == clone:
		return cloneOutcome{cloningOf(s).id, message, a.volumeID}
	}
	return struct{}{}
}

// failureOf returns the error of a failed job: a name, a message and ids, without a code. A BulkVolume's is in ND
// getasyncresult; those of other types are [inferred].
func failureOf(s job.Snapshot) map[string]any {
	a, v := attributesOfJob(s), payloadOf(s)
	e := map[string]any{"name": "xUnknown", "message": "The operation failed."}
	switch s.Type {
	case bulkVolume:
		e["name"], e["message"] = "xBulkVolumeScriptFailure", table["xBulkVolumeScriptFailure"].Message
		e["bvID"], e["volumeID"] = sessionOf(s).id, a.volumeID
	case clone:
		e["message"], e["volumeID"] = "Clone failed.", a.volumeID
		if a.clone != nil && a.clone.group != 0 {
			e["groupCloneID"] = a.clone.group
			delete(e, "volumeID")
		} else {
			e["cloneID"] = cloningOf(s).id
		}
	}
	if v.name != "" {
		e["name"] = v.name
		if v.number != 0 {
			e["code"] = v.number
		}
	}
	if message := reportOf(s).message; message != "" {
		e["message"] = message
	}
	if v.message != "" {
		e["message"] = strings.ReplaceAll(v.message, "%s", formatID(a.volumeID))
	}
	maps.Copy(e, v.context)
	return e
}
