package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

var usesBeforeReadyKind = Kind{
	ID: "uses-before-ready", Level: Warning, Title: "uses what a job makes or changes before the job has ended",
	Why: "A disk that is being created, or is being deleted or extended, takes no further request. The request is refused, and a client that does not wait " +
		"for the job has to guess when to try again.",
	Source:   "evs_04_0038, EVS.1046 and EVS.1064: a disk must be available to be deleted or extended; SDRS.1022 for protection groups",
	WayOut:   "Poll the job until its end, and use the resource then.",
	Scenario: "evs/create-disk",
	Example:  []string{"POST …/cloudvolumes → job_id 4010…, volume bdf1…", "DELETE …/cloudvolumes/bdf1… → 400 EVS.1046"},
	start:    func(Thresholds) detector { return &usesBeforeReady{} },
}

// usesBeforeReady finds requests that were refused while the job that makes a resource ran, or another job on it of which clients know.
type usesBeforeReady struct {
	hits[resourceUse]
	started bounded[job.Ref] // by requests whose responses came whole
}

func (d *usesBeforeReady) add(s *seen) {
	if s.State == journal.Answered {
		for _, ref := range s.Started {
			d.started.add(cloned(ref))
		}
	}
	if !refusedUse(s) {
		return
	}
	for i := range s.Resources {
		r := &s.Resources[i]
		if r.State == journal.Making || r.State == journal.Busy && d.started.has(r.Job) {
			addResource(&d.hits, s, r)
		}
	}
}

func (d *usesBeforeReady) report(*inquiry) []hit {
	return d.all(1, func(h *hit, of *resourceUse) string {
		return fmt.Sprintf("%s to use it came to an error (%s) while job %s worked on it", plural(h.count, "request"), of.code, of.job)
	})
}
