package verdict

import (
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// resourceUse is a resource as the subject of a finding.
type resourceUse struct {
	job  string // the job that makes it or works on it
	code string // the error of the first request
}

// addResource counts a hit on a resource.
func addResource(h *hits[resourceUse], s *seen, r *journal.ResourceUse) {
	now := s.evidence(nil)
	now.Shown = s.names.text(s.Error)
	if of := h.addNamed(resourceSubject(r.Name), now); of != nil && of.code == "" {
		*of = resourceUse{r.Job.String(), now.Shown}
	}
}

// resourceSubject returns the subject of findings about a resource: "evs volume vol-9".
func resourceSubject(name job.ResourceName) string { return name.API + " " + name.Kind + " " + name.ID }

// refusedUse reports whether a request was refused that does more than read.
func refusedUse(s *seen) bool {
	return s.Error != "" && s.outcome != throttled && s.State == journal.Answered && !reads(s.Entry)
}

// reads reports whether a request only reads. Where one method is for all calls, the name of the call says so.
func reads(e *journal.Entry) bool {
	return e.Method == http.MethodGet || e.Method == http.MethodHead || hasPrefix(e.Op, "get", "list", "show")
}

// removes reports whether a request is to remove something.
func removes(e *journal.Entry) bool {
	return e.Method == http.MethodDelete || hasPrefix(e.Op, "delete", "remove", "purge", "cancel", "detach", "batchDelete")
}

// hasPrefix reports whether a name begins with one of some words, whatever the case of the letters.
func hasPrefix(name string, words ...string) bool {
	for _, word := range words {
		if len(name) >= len(word) && strings.EqualFold(name[:len(word)], word) {
			return true
		}
	}
	return false
}
