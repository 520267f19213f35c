package verdict

import (
	"fmt"
	"hash/maphash"
	"net/http"
	"time"
)

var tokenNotRenewedKind = Kind{
	ID: "token-not-renewed", Level: Error, Title: "sends a request again with credentials that were refused",
	Why: "A token lasts 24 hours at most, and can be revoked. Once it is refused it is refused for good: a client that goes on with it never sees the " +
		"end of the job, and many refusals can lock the account.",
	Source:   "RFC 9110, section 15.5.2: 401 for a request with credentials says that they were refused; terraform-provider-opentelekomcloud issue 2395",
	WayOut:   "At a 401 sign in once more, and send the request again with the new token. If that is refused too, report it.",
	Scenario: "iam/token-expires",
	Example:  []string{"GET …/jobs/4010… (token a) → 401 APIGW.0307", "GET …/jobs/4010… (token a) → 401 APIGW.0307"},
	start: func(Thresholds) detector {
		return &tokenNotRenewed{seed: maphash.MakeSeed(), refused: map[refusedKey]*refusal{}}
	},
}

// tokenNotRenewed finds requests that are sent again with credentials that were refused.
type tokenNotRenewed struct {
	hits[refusal]
	seed    maphash.Seed
	refused map[refusedKey]*refusal
}

type refusedKey struct{ request, credential uint64 }

type refusal struct {
	Evidence
	youngest uint64
	known    time.Time // when the client knows of it, by its own time
	soon     int       // requests that came before that, or may have
}

// Others that share the credentials may send them for a moment after the refusal, a few times.
const (
	refusalSpreads = 100 * time.Millisecond
	maxSpread      = 10
)

// unauthorized reports whether the credentials of a request were refused. One without credentials asks which ones are wanted.
func (s *seen) unauthorized() bool {
	return s.Credential != 0 && (s.Denied || s.Status == http.StatusUnauthorized)
}

func (d *tokenNotRenewed) add(s *seen) {
	if !s.unauthorized() {
		return
	}
	key := refusedKey{sameRequest(d.seed, s.Entry), s.Credential}
	first := d.refused[key]
	switch {
	case first == nil && len(d.refused) < maxKept:
		d.refused[key] = &refusal{Evidence: s.evidence(nil), youngest: s.Youngest, known: s.Arrived.Add(s.Took + refusalSpreads)}
	case first == nil || s.N <= first.youngest:
	case s.Arrived.Before(first.known) && first.soon < maxSpread:
		first.soon++
	default:
		if of := d.addNamed(s.call, s.evidence(nil), first.Evidence); of != nil && of.N == 0 {
			*of = *first
		}
	}
}

func (d *tokenNotRenewed) report(*inquiry) []hit {
	return d.all(1, func(h *hit, first *refusal) string {
		return fmt.Sprintf("request %d was refused with %d; requests like it came %s more with the same credentials", first.N, first.Status, times(h.count))
	})
}
