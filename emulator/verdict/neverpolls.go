package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

var neverPollsKind = Kind{
	ID: "never-polls", Level: Warning, Title: "starts a job and never asks how it went",
	Why:      "The response to the request says that the job was accepted, not that it worked. A job that fails later fails unseen.",
	Source:   "RFC 9110, section 15.3.3: 202 is noncommittal, and the request may be disallowed when it is processed",
	WayOut:   "Poll the job, or what it makes, until its end, and report a failure.",
	Scenario: "evs/create-disk",
	Example:  []string{"POST …/cloudvolumes → job_id 4010…", "nothing more"},
	start:    func(Thresholds) detector { return &neverPolls{} },
}

// neverPolls finds jobs that clients have started and not asked for since, nor for a resource that they work on.
type neverPolls struct {
	jobs  map[job.ResourceName][]job.Ref // that work on a resource and have not been asked for
	asked map[job.Ref]bool               // a resource of it was looked at
}

func (d *neverPolls) add(s *seen) {
	for i := range s.Resources {
		r := &s.Resources[i]
		for _, ref := range d.jobs[r.Name] {
			d.asked[ref] = true
		}
		delete(d.jobs, r.Name)
	}
	if s.Page.Shown > 0 { // a list, whose items may be anything that was made
		for name, refs := range d.jobs {
			if name.API == s.API {
				for _, ref := range refs {
					d.asked[ref] = true
				}
			}
		}
	}
	if len(s.Started) == 0 || s.outcome == lost || len(d.jobs) >= maxCallTracks {
		return
	}
	if d.jobs == nil {
		d.jobs, d.asked = map[job.ResourceName][]job.Ref{}, map[job.Ref]bool{}
	}
	for i := range s.Resources {
		name := s.Resources[i].Name
		d.jobs[name] = append(d.jobs[name], s.Started...)
	}
}

func (d *neverPolls) report(q *inquiry) []hit {
	if !q.final {
		return nil
	}
	var found []hit
	for _, t := range q.tracks {
		if t.started.N == 0 || t.asks > 0 || t.seen || d.asked[t.ref] || t.lost || len(found) == maxSubjects {
			continue
		}
		h := hit{subject: t.ref.String(), count: 1, entries: []Evidence{t.started}}
		h.message = fmt.Sprintf("request %d started it, and no later request asked for it", t.started.N)
		if truth := q.Job(t.ref); truth.Phase == job.Failed {
			h.message += fmt.Sprintf("; it is %s", truth.Status)
		}
		found = append(found, h)
	}
	return found
}
