package testharness

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// A demand that names something that does not exist could never fail, and a wait for it could never end. So the names of
// APIs, calls and jobs are checked first.

// callNames returns the calls of each API. It is a table.
var callNames = sync.OnceValue(func() map[string][]string {
	calls := map[string][]string{}
	for _, words := range emulator.Vocabularies() {
		calls[words.API] = words.Calls
	}
	return calls
})

// checkAPI returns an error if there is no such API.
func checkAPI(api string) error {
	calls := callNames()
	if _, ok := calls[api]; ok {
		return nil
	}
	return fmt.Errorf("there is no API %q%s", api, suggestion(api, slices.Sorted(maps.Keys(calls))))
}

// checkCall returns an error if there is no such call.
func checkCall(call string) error {
	api, op, found := strings.Cut(call, ".")
	if !found {
		return fmt.Errorf("%q is not a call: want an API and its operation, as in evs.showJob", call)
	}
	if err := checkAPI(api); err != nil {
		return fmt.Errorf("call %s: %w", call, err)
	}
	known := callNames()[api]
	if slices.Contains(known, op) {
		return nil
	}
	return fmt.Errorf("there is no call %q%s", call, suggestion(op, known))
}

// checkJob returns an error if a job was never started.
func (s *Sim) checkJob(api, id string) error {
	if err := checkAPI(api); err != nil {
		return fmt.Errorf("job %s/%s: %w", api, id, err)
	}
	if _, err := s.session.Jobs().Peek(job.Ref{API: api, ID: id}); err != nil && !gone(err) {
		return fmt.Errorf("%w%s", err, suggestion(id, s.jobIDs(api)))
	}
	return nil
}

// gone reports whether an error is about a job that cannot be seen any more, or not yet.
func gone(err error) bool {
	absent, ok := errors.AsType[*job.Error](err)
	return ok && absent.Absence != job.Unknown
}

// jobIDs returns the IDs of the jobs of an API that can be seen.
func (s *Sim) jobIDs(api string) []string {
	var ids []string
	for _, snap := range s.session.Jobs().List(api) {
		ids = append(ids, snap.ID)
	}
	return ids
}

// suggestion returns the known name that was probably meant, for the end of a message; it is empty if none is near.
func suggestion(name string, known []string) string {
	if meant := scenario.DidYouMean(name, known); meant != "" {
		return " (" + meant + ")"
	}
	return ""
}
