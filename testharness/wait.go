package testharness

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
)

// WaitForPolls waits until a job was polled n times since the session began. It does not sleep: it returns as soon as the
// last poll is recorded. Call it in the test's goroutine while the client runs in another one; the job may be started by
// the client meanwhile. It ends the test, with the transcript, shortly before the test's deadline or after a minute. Inside
// a testing/synctest bubble it is durably blocked while it waits, and ends at once when no goroutine is left that could
// poll.
func (s *Sim) WaitForPolls(api, id string, n int) {
	s.t.Helper()
	if err := checkAPI(api); err != nil {
		s.must(fmt.Errorf("polls of %s/%s: %w", api, id, err))
	}
	s.wait(journal.Filter{Job: api + "/" + id}, n, "polls of "+api+"/"+id, func() error { return s.checkJob(api, id) })
}

// WaitForCalls waits, like WaitForPolls, until an operation such as "evs.createVolume" was called n times and the responses
// were sent, or broken. It ends the test at once if there is no such operation.
func (s *Sim) WaitForCalls(call string, n int) {
	s.t.Helper()
	s.must(checkCall(call))
	api, op, _ := strings.Cut(call, ".")
	s.wait(journal.Filter{API: api, Op: op}, n, "calls of "+call, func() error { return nil })
}

// wait waits for the journal. If it ends in vain, the message has what check finds wrong.
func (s *Sim) wait(f journal.Filter, n int, what string, check func() error) {
	s.t.Helper()
	s.must(nil)
	if n <= 0 {
		return
	}
	ctx, cancel := waitContext(s.t)
	defer cancel()
	got, err := s.session.Journal().Wait(ctx, nil, f, n)
	if err == nil {
		return
	}
	why := err.Error()
	if wrong := check(); wrong != nil {
		why += "; " + wrong.Error()
	}
	s.printed.Store(true)
	s.t.Fatalf("%s: waited for %d %s and saw %d (%s)\n%s", s, n, what, got, why, s.Journal())
}
