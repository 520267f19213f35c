package verdict

import (
	"fmt"
	"hash/maphash"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

var duplicateStartKind = Kind{
	ID: "duplicate-start", Level: Error, Title: "starts a job once more after the response was lost",
	Why: "A response that did not arrive says nothing about the request: it may have been carried out. None of these APIs recognizes a request that is sent " +
		"again: there are two disks then, the client knows one of them, and both are paid for.",
	Source:   "RFC 9110, section 9.2.2: a client should not retry a request that is not idempotent unless it can tell that the first was not applied; cinder bug 1896112",
	WayOut:   "After a lost response look for what the request was to make, by a name that is unique, and send it again only if that is not there.",
	Scenario: "evs/lost-reply",
	Example:  []string{"POST …/cloudvolumes {volume: {name: data, …}} → connection reset", "POST …/cloudvolumes {volume: {name: data, …}} → job_id 4010…"},
	start: func(Thresholds) detector {
		return &duplicateStart{seed: maphash.MakeSeed(), lost: map[uint64]lostStart{}}
	},
}

// duplicateStart finds jobs that were started twice: the response to the first request was lost, and the client sent it again.
type duplicateStart struct {
	hits[lostStart]
	seed maphash.Seed
	lost map[uint64]lostStart // by sameRequest
}

// lostStart is a request that started a job, of which the client does not know.
type lostStart struct {
	Evidence
	youngest uint64
	job      job.Ref
	second   string // the job that was started by the same request
}

func (d *duplicateStart) add(s *seen) {
	if len(s.Started) == 0 || s.State == journal.Answered && len(d.lost) == 0 {
		return
	}
	key, now := sameRequest(d.seed, s.Entry), s.evidence(nil)
	now.Shown = s.Started[0].String()
	if first, ok := d.lost[key]; ok && s.N > first.youngest {
		if of := d.addNamed(first.job.String(), now, first.Evidence); of != nil {
			first.second = now.Shown
			*of = first
		}
	}
	if s.State == journal.CutOff && len(d.lost) < maxKept {
		d.lost[key] = lostStart{Evidence: now, youngest: s.Youngest, job: cloned(s.Started[0])}
	}
}

func (d *duplicateStart) report(q *inquiry) []hit {
	both := d.only(func(first *lostStart) bool {
		truth := q.Job(first.job)
		return truth.Absence != job.Removed && truth.Phase != job.Failed // then it has made nothing
	})
	return both.all(1, func(_ *hit, first *lostStart) string {
		return fmt.Sprintf("request %d started it, and its response was lost; the same request was sent again and started %s", first.N, first.second)
	})
}
