package testharness

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/journal"
)

// WaitForPolls waits until a job was polled n times since the session began. It does not sleep: it returns as soon as the
// last poll is recorded. Call it in the test's goroutine while the client runs in another one. It ends the test, with the
// transcript, shortly before the test's deadline or after a minute. Inside a testing/synctest bubble it is durably blocked
// while it waits, and ends at once when no goroutine is left that could poll.
func (s *Sim) WaitForPolls(api, id string, n int) {
	s.t.Helper()
	s.wait(journal.Filter{Job: api + "/" + id}, n, "polls of "+api+"/"+id)
}

// WaitForCalls waits, like WaitForPolls, until an operation such as "evs.createVolume" was called n times and answered.
func (s *Sim) WaitForCalls(call string, n int) {
	s.t.Helper()
	api, op, _ := strings.Cut(call, ".")
	s.wait(journal.Filter{API: api, Op: op}, n, "calls of "+call)
}

// wait waits for the journal.
func (s *Sim) wait(f journal.Filter, n int, what string) {
	s.t.Helper()
	if n <= 0 {
		return
	}
	ctx, cancel := waitContext(s.t)
	defer cancel()
	if got, err := s.session.Journal().Wait(ctx, nil, f, n); err != nil {
		s.t.Fatalf("%s: waited for %d %s and saw %d (%v)\n%s", s, n, what, got, err, s.Journal())
	}
}

// inFlightTimeout is the maximum wait for a response that is being sent.
const inFlightTimeout = time.Second

// waitForInFlight waits for requests in flight: a client with a socket may have read a whole response a moment before the
// journal records it.
func (s *Sim) waitForInFlight() {
	ctx, cancel := context.WithTimeout(context.Background(), inFlightTimeout)
	defer cancel()
	j, one := s.session.Journal(), errors.New("one has ended")
	for {
		ended := j.Ended()
		if len(j.Entries(journal.Filter{State: inFlight})) == 0 {
			return
		}
		if err := j.Follow(ctx, nil, journal.Filter{}, ended, func(journal.Entry) error { return one }); !errors.Is(err, one) {
			return
		}
	}
}

// The states of a journal entry.
const (
	inFlight = "in_flight"
	answered = "answered"
)
