package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/journal"
)

var usesAfterFailureKind = Kind{
	ID: "uses-after-failure", Level: Error, Title: "goes on with what a failed job was to make",
	Why: "The response to the request that starts a job has the id of what it will make. If the job fails, that id is of something broken, or of nothing, " +
		"and what is built on it fails later and elsewhere.",
	Source:   "evs_04_0054: a job with the status FAIL has its entities all the same; evs_04_0040: status error",
	WayOut:   "Look at the end of the job before its entities are used. After a failure report its fail_reason, and remove what it left.",
	Scenario: "evs/create-leaves-error",
	Example:  []string{"GET …/jobs/4010… → FAIL", "POST …/cloudvolumes/bdf1…/action → 400 EVS.1064"},
	start:    func(Thresholds) detector { return &usesAfterFailure{} },
}

// usesAfterFailure finds requests that use what a failed job was to make. Those that remove it are right, and so are those that read it.
type usesAfterFailure struct{ hits[resourceUse] }

func (d *usesAfterFailure) add(s *seen) {
	if len(s.Resources) == 0 || reads(s.Entry) || removes(s.Entry) {
		return
	}
	for i := range s.Resources {
		r := &s.Resources[i]
		if r.State == journal.MakeFailed && (r.Act == journal.Worked || refusedUse(s)) {
			addResource(&d.hits, s, r)
		}
	}
}

func (d *usesAfterFailure) report(*inquiry) []hit {
	return d.all(1, func(h *hit, of *resourceUse) string {
		text := fmt.Sprintf("the job that was to make it had failed, and %s wanted to use it", plural(h.count, "request"))
		if of.code != "" {
			text += fmt.Sprintf(" (%s)", of.code)
		}
		return text
	})
}
