package element

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// maxScriptPercent is the highest percentage that a running bulk job showed on clusters, unless a report said more.
const maxScriptPercent = 95

// BulkVolumeJobs is the result of ListBulkVolumeJobs: the bulk volume jobs that have not ended.
type BulkVolumeJobs struct {
	Jobs []BulkVolumeJob `json:"bulkVolumeJobs"`
}

// BulkVolumeJob is the object of ND bulkvolumejob. Its times are whole seconds: the page calls elapsedTime a string,
// its example and the clients have a number.
type BulkVolumeJob struct {
	Attributes map[string]any `json:"attributes"`
	ID         int64          `json:"bulkVolumeID"`
	Created    string         `json:"createTime"`
	Elapsed    int64          `json:"elapsedTime"`
	Format     string         `json:"format"`
	Key        string         `json:"key"`
	Percent    int            `json:"percentComplete"`
	Remaining  int64          `json:"remainingTime"`
	Script     string         `json:"script,omitempty"`
	Snapshot   int64          `json:"snapshotID,omitempty"`
	Source     int64          `json:"srcVolumeID"`
	Status     string         `json:"status"`
	Type       string         `json:"type"`
}

// ListBulkVolumeJobs lists the bulk volume jobs that have not ended (ND listbulkvolumejobs).
func (service) ListBulkVolumeJobs(r *http.Request, _ *None, a *BulkVolumeJobs) error {
	a.Jobs = []BulkVolumeJob{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, s := range observedJobs(tx, bulkVolume) {
			a.Jobs = append(a.Jobs, bulkJob(s))
		}
		return nil
	})
}

// bulkJobsOf returns the bulk jobs of a volume that have not ended.
func bulkJobsOf(tx *world.Tx, volumeID int64) []job.Snapshot {
	return liveJobsOf(tx, bulkVolume, volumeID)
}

// liveJobsOf returns the jobs of a type that have not ended and involve a volume.
func liveJobsOf(tx *world.Tx, kind string, volumeID int64) []job.Snapshot {
	return liveJobs(tx, kind, func(a attributes) bool { return a.involves(volumeID) })
}

// liveJobs returns the jobs of a type that have not ended and whose attributes are wanted.
func liveJobs(tx *world.Tx, kind string, wanted func(attributes) bool) []job.Snapshot {
	all := tx.JobsOf(name, func(is string, of any) bool {
		a, _ := of.(attributes)
		return is == kind && wanted(a)
	})
	return slices.DeleteFunc(all, func(s job.Snapshot) bool { return s.Phase.Over() })
}

// observedJobs returns the jobs of a type that clients see running.
func observedJobs(tx *world.Tx, kind string) []job.Snapshot {
	all := tx.ObservedJobsOf(name, func(is string, _ any) bool { return is == kind })
	return slices.DeleteFunc(all, func(s job.Snapshot) bool { return s.Phase.Over() })
}

func bulkJob(s job.Snapshot) BulkVolumeJob {
	b := sessionOf(s)
	elapsed := int64(s.Now.Sub(s.Born).Seconds())
	percent := percentOf(s)
	return BulkVolumeJob{
		Attributes: objectOrEmpty(attributesOf(s)), ID: b.id, Created: instant(s.Born), Elapsed: elapsed, Format: b.format,
		Key: b.key, Percent: percent, Remaining: remaining(elapsed, percent), Script: b.script, Snapshot: b.snapshotID,
		Source: attributesOfJob(s).volumeID, Status: s.Status, Type: b.direction,
	}
}

// percentOf returns the percentage that was reported in the present step. After that step it is that of the timeline, which
// does not fall below the reported one.
func percentOf(s job.Snapshot) int {
	if s.Report != nil && !s.Report.Earlier && s.Report.Progress >= 0 {
		return s.Report.Progress
	}
	return max(min(s.Progress, maxScriptPercent), reportOf(s).percent)
}

// remaining returns the seconds left at the speed so far, which gives the figures of ND's example: 44 s for 8 percent
// leave 506. It rises when progress stalls, as on clusters.
func remaining(elapsed int64, percent int) int64 {
	if percent == 0 {
		return 0
	}
	return elapsed * int64(100-percent) / int64(percent)
}

// attributesOf returns the attributes that were reported last, or those of the job; nil if there are none.
func attributesOf(s job.Snapshot) map[string]any {
	if r := reportOf(s); r.attributes != nil {
		return r.attributes
	}
	return sessionOf(s).attributes
}

// objectOrEmpty returns an empty map for nil: the Python SDK requires an object.
func objectOrEmpty(attributes map[string]any) map[string]any {
	if attributes == nil {
		return map[string]any{}
	}
	return attributes
}
