package testharness

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator"
)

// WaitForPolls waits until a job was polled so often since the session began, without sleeping: it goes on as soon as the
// answer that it waits for is on its way. Call it in the test's goroutine while the client runs in another. It ends the
// test, with the story of what the client did, when the test is nearly over or a minute has passed. Inside a
// testing/synctest bubble it is durably blocked while it waits, and ends at once when nobody is left to poll.
func (s *Sim) WaitForPolls(api, id string, n int) {
	s.t.Helper()
	s.wait(emulator.JournalFilter{Job: api + "/" + id}, n, "polls of "+api+"/"+id)
}

// WaitForCalls waits like WaitForPolls until an operation, such as "evs.createVolume", was answered so often.
func (s *Sim) WaitForCalls(call string, n int) {
	s.t.Helper()
	api, op, _ := strings.Cut(call, ".")
	s.wait(emulator.JournalFilter{API: api, Op: op}, n, "answers to "+call)
}

// wait waits for the journal.
func (s *Sim) wait(f emulator.JournalFilter, n int, what string) {
	s.t.Helper()
	if n <= 0 {
		return
	}
	ctx, cancel := waiting(s.t)
	defer cancel()
	if got, err := s.session.Journal().Wait(ctx, nil, f, n); err != nil {
		s.t.Fatalf("%s: waited for %d %s and saw %d (%v)\n%s", s, n, what, got, err, s.Journal())
	}
}

// onTheWay is how long an answer that is being sent may take until the journal must have it.
const onTheWay = time.Second

// settle waits for the answers under way: a client over a socket may have read an answer to its end a moment before the
// journal knows that it was sent.
func (s *Sim) settle() {
	ctx, cancel := context.WithTimeout(context.Background(), onTheWay)
	defer cancel()
	journal, one := s.session.Journal(), errors.New("one has ended")
	for {
		ended := journal.Ended()
		if len(journal.Entries(emulator.JournalFilter{State: inFlight})) == 0 {
			return
		}
		if err := journal.Follow(ctx, nil, emulator.JournalFilter{}, ended, func(emulator.JournalEntry) error { return one }); !errors.Is(err, one) {
			return
		}
	}
}

// The states of an answer, as the journal has them.
const (
	inFlight = "in_flight"
	answered = "answered"
)
