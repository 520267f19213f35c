package verdict

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

var leftBehindKind = Kind{
	ID: "left-behind", Level: Warning, Title: "does not remove what a failed job left",
	Why: "A creation that fails leaves a disk in the status error, or a protection group. It counts against the quota, may cost money, and keeps its name, " +
		"so that the next attempt may fail for that.",
	Source:   "evs_04_0040: status error; EVS.1046: a disk with this status can be deleted; terraform removes what a failed creation left with the next run",
	WayOut:   "After the failure of a creation delete what it names in its entities, and wait for the end of that job too.",
	Scenario: "evs/create-leaves-error",
	Example:  []string{"POST …/cloudvolumes → job_id 4010…, volume bdf1…", "GET …/jobs/4010… → FAIL", "nothing more"},
	start:    func(Thresholds) detector { return &leftBehind{made: map[job.ResourceName]Evidence{}} },
}

// leftBehind finds resources that a failed job left, and that no client removed.
type leftBehind struct {
	made map[job.ResourceName]Evidence // which clients made and have not removed, and the requests
}

func (d *leftBehind) add(s *seen) {
	for i := range s.Resources {
		r := &s.Resources[i]
		switch {
		case r.Act == journal.Removed:
			delete(d.made, r.Name)
		case r.Act == journal.Made && len(s.Started) > 0 && len(d.made) < maxKept:
			by := s.evidence(nil)
			by.Shown = s.Started[0].String()
			d.made[job.ResourceName{
				API: strings.Clone(r.Name.API), Kind: strings.Clone(r.Name.Kind), ID: strings.Clone(r.Name.ID),
			}] = by
		}
	}
}

func (d *leftBehind) report(q *inquiry) []hit {
	if !q.final {
		return nil
	}
	var left []hit
	for name, by := range d.made {
		if r, ok := q.Resource(name); ok && r.Left {
			text := fmt.Sprintf("request %d started %s to make it, which failed; it is there with the status %q, and was not removed", by.N, by.Shown, r.Status)
			left = append(left, hit{subject: resourceSubject(name), message: text, count: 1, entries: []Evidence{by}})
		}
	}
	return firstOf(left)
}
