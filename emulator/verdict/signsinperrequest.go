package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

var signsInPerRequestKind = Kind{
	ID: "signs-in-per-request", Level: Warning, Title: "obtains a new token for each request",
	Why: "Signing in is slower than a poll, its body has the password, and IAM limits how often an account may do it. A token is good for 24 hours and for " +
		"any number of requests.",
	Source:     "IAM API, en-us_topic_0057845583: a token is valid for 24 hours, and should be cached; curl and openstack in a loop of a shell script do this",
	WayOut:     "Sign in once, keep the token with its expires_at, and sign in again shortly before that or at a 401.",
	Thresholds: []string{"sign-ins"},
	Scenario:   "evs/long-creation",
	Example:    []string{"POST /v3/auth/tokens → 201", "GET …/jobs/4010… → RUNNING", "POST /v3/auth/tokens → 201", "GET …/jobs/4010… → RUNNING"},
	start: func(limits Thresholds) detector {
		return &signsInPerRequest{limit: limits.SignIns, last: map[job.Ref]uint64{}}
	},
}

// signsInPerRequest finds jobs that are polled with another token each time, though none of them was refused.
type signsInPerRequest struct {
	hits[struct{}]
	limit   int
	signIns int             // all of them
	refused bounded[uint64] // credentials, after each of which a client signs in again
	last    map[job.Ref]uint64
	polls   int // of jobs that were polled before
	changed int // those of them that came with other credentials than the one before
}

func (d *signsInPerRequest) add(s *seen) {
	switch {
	case s.SignedIn:
		d.signIns++
		d.addNamed(s.call, s.evidence(nil))
	case s.unauthorized():
		d.refused.add(s.Credential)
	case d.signIns > 0 && s.Credential != 0:
		for i := range s.looks {
			d.poll(&s.looks[i], s.Credential)
		}
	}
}

// poll compares the credentials of a poll with those of the one before.
func (d *signsInPerRequest) poll(l *look, credential uint64) {
	ref := l.track.ref
	before, again := d.last[ref]
	if !l.ask || !again && len(d.last) >= maxKept {
		return
	}
	d.last[ref] = credential
	if !again {
		return
	}
	if d.polls++; before != credential {
		d.changed++
	}
}

func (d *signsInPerRequest) report(*inquiry) []hit {
	unforced := d.signIns - len(d.refused.all)
	if unforced < d.limit || d.changed < d.limit || d.changed*2 < d.polls {
		return nil
	}
	return d.all(1, func(h *hit, _ *struct{}) string {
		return fmt.Sprintf("%s; %d of %s came with another token than the one before", plural(h.count, "sign-in"), d.changed, plural(d.polls, "further poll"))
	})
}
