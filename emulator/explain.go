package emulator

import (
	"fmt"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Explain tells in a line why the answer to a request was what it was. Of one that met no job or no operation it tells
// what was nearest and why that was not it.
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
	if e.Op == "" && e.Rule == "" && e.State != journal.InFlight {
		parts = append(parts, s.whyUnmatched(e))
	}
	return strings.Join(parts, "; ")
}

// whyNotFound tells more about a job that was asked about in vain.
func (s *Session) whyNotFound(e journal.Entry, m journal.JobView) string {
	if m.Absence == job.Unknown {
		return s.nearest(m.Job)
	}
	if n := s.taker(e.N, m.Job); m.Absence == job.Consumed && n > 0 {
		return fmt.Sprintf("request %d took it", n)
	}
	return ""
}

// nearest tells the job whose name is most like an unknown one.
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

// taker is the request before the nth that was told a job last, and so took its result.
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

// whyUnmatched tells what a request that named no operation may have meant: one that an API finds in the body, or a route.
func (s *Session) whyUnmatched(e journal.Entry) string {
	const none = "no operation"
	if method := gjson.Get(e.Body, "method").String(); method != "" {
		for _, v := range s.words {
			if hint := scenario.DidYouMean(method, v.Calls); v.API == e.API && hint != "" {
				return fmt.Sprintf("%s: there is no method %s, %s", none, method, hint)
			}
		}
	}
	if near := s.dispatcher.Nearest(&e); near != "" {
		return none + ": " + near
	}
	return none
}
