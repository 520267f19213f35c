package verdict

import "fmt"

var signsInPerRequestKind = Kind{
	ID: "signs-in-per-request", Level: Warning, Title: "obtains a new token for each request",
	Why: "Signing in is slower than a poll, its body has the password, and IAM limits how often an account may do it. A token is good for 24 hours and for " +
		"any number of requests.",
	Source:     "IAM API, en-us_topic_0057845583: a token is valid for 24 hours, and should be cached; curl and openstack in a loop of a shell script do this",
	WayOut:     "Sign in once, keep the token with its expires_at, and sign in again shortly before that or at a 401.",
	Thresholds: []string{"sign-ins"},
	Scenario:   "evs/long-creation",
	Example:    []string{"POST /v3/auth/tokens → 201", "GET …/jobs/4010… → RUNNING", "POST /v3/auth/tokens → 201", "GET …/jobs/4010… → RUNNING"},
	start:      func(limits Thresholds) detector { return &signsInPerRequest{limit: limits.SignIns} },
}

// signsInPerRequest finds clients that obtain a token for each request.
type signsInPerRequest struct {
	hits[struct{}]
	limit   int
	api     string          // that of the sign-ins
	signIns int             // all of them
	refused bounded[uint64] // credentials, after each of which a client signs in again
	used    int             // other requests with credentials that were not refused
}

func (d *signsInPerRequest) add(s *seen) {
	switch {
	case s.SignedIn:
		d.api = s.names.text(s.API)
		d.signIns++
		d.addNamed(s.call, s.evidence(nil))
	case s.Denied:
		d.refused.add(s.Credential)
	case s.Credential != 0 && s.API != d.api:
		d.used++
	}
}

func (d *signsInPerRequest) report(*inquiry) []hit {
	if d.signIns-len(d.refused.all) < d.limit || d.used >= 2*d.signIns {
		return nil
	}
	return d.all(1, func(h *hit, _ *struct{}) string {
		return fmt.Sprintf("%s for %s", plural(h.count, "sign-in"), plural(d.used, "other request"))
	})
}
