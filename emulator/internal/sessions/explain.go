package sessions

import (
	"fmt"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Explain returns one line with the reason of the response to a request. If there was no job or no operation for the request, the
// line says what is nearest and how it differs.
func (s *Session) Explain(e journal.Entry) string {
	var parts []string
	if why := e.Why(); why != "" {
		parts = append(parts, why)
	}
	for _, m := range e.NotFound {
		if hint := s.whyNotFound(e, m); hint != "" {
			parts = append(parts, hint)
		}
	}
	if e.Op == "" && e.Rule == "" && e.Refused == "" && e.State != journal.InFlight {
		parts = append(parts, s.whyUnmatched(e))
	}
	return strings.Join(parts, "; ")
}

// whyNotFound returns more about a requested job that a client cannot see.
func (s *Session) whyNotFound(e journal.Entry, m journal.JobView) string {
	if m.Absence == job.Unknown {
		return s.nearest(m.Job)
	}
	if n := s.taker(e.N, m.Job); m.Absence == job.Consumed && n > 0 {
		return fmt.Sprintf("request %d took the result", n)
	}
	return ""
}

// Why returns Explain without what takes long to find: a log has a line for each request.
func (s *Session) Why(e journal.Entry) string {
	if e.Op == "" && e.Rule == "" && e.Refused == "" {
		return s.whyUnmatched(e)
	}
	return e.Why()
}

// nearest suggests the job whose name is most like an unknown one.
func (s *Session) nearest(ref job.Ref) string {
	const most = 10_000 // to compare with
	var ids []string
	_ = s.World().Do(func(tx *world.Tx) error {
		refs := tx.Refs(ref.API)
		for _, r := range refs[max(len(refs)-most, 0):] {
			ids = append(ids, r.ID)
		}
		return nil
	})
	if len(ids) == 0 {
		return "there are no jobs of " + ref.API
	}
	return scenario.DidYouMean(ref.ID, ids)
}

// taker returns the last request before the nth whose response showed a job, and so took its result.
func (s *Session) taker(n uint64, ref job.Ref) uint64 {
	found := uint64(0)
	for _, e := range s.journal.Entries(journal.Filter{Job: ref.String()}) {
		for _, t := range e.Observed {
			if e.N < n && t.Job == ref && t.Counted {
				found = e.N
			}
		}
	}
	return found
}

// whyUnmatched suggests what a request of no operation may have meant: a method in the body, or a route.
func (s *Session) whyUnmatched(e journal.Entry) string {
	const none = "no operation"
	if method := gjson.Get(e.Body, "method").String(); method != "" {
		for _, v := range s.opts.Player.Vocabularies {
			if hint := scenario.DidYouMean(method, v.Calls); v.API == e.API && hint != "" {
				return fmt.Sprintf("%s: there is no method %s, %s", none, method, hint)
			}
		}
	}
	if near := s.opts.Player.Dispatcher.Nearest(&e); near != "" {
		return none + ": " + near
	}
	return none
}
