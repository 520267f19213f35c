package testharness

import (
	"context"
	"time"
)

// T is what the harness needs of a test: *testing.T, *testing.B and *rapid.T implement it. If a T has further methods of
// *testing.T, the harness uses them: Failed, Logf and ArtifactDir to report a failed test, Context and Deadline to end a
// wait in time.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// The timeouts of a wait. Inside a bubble a wait costs no real time, and ends at once when no goroutine can end it.
const (
	waitTimeout       = time.Minute
	bubbleWaitTimeout = 365 * 24 * time.Hour
	deadlineMargin    = time.Second // before a test's deadline, to report what was waited for
)

// waitContext returns the context of a wait: it ends with the test, shortly before the test's deadline, or at a timeout.
func waitContext(t T) (context.Context, context.CancelFunc) {
	ctx := context.Background()
	if c, ok := t.(interface{ Context() context.Context }); ok {
		ctx = c.Context()
	}
	at, bubble := deadline(t)
	if bubble {
		return context.WithTimeout(ctx, bubbleWaitTimeout)
	}
	end := time.Now().Add(waitTimeout)
	if last := at.Add(-deadlineMargin); !at.IsZero() && last.Before(end) {
		end = last
	}
	return context.WithDeadline(ctx, end)
}

// deadline returns the deadline of a test; zero if there is none. Inside a testing/synctest bubble Deadline panics, since
// the bubble's clock cannot express it: so the panic shows that there is a bubble.
func deadline(t T) (at time.Time, bubble bool) {
	d, ok := t.(interface{ Deadline() (time.Time, bool) })
	if !ok {
		return time.Time{}, false
	}
	defer func() { bubble = recover() != nil }()
	at, _ = d.Deadline()
	return at, false
}

// failed reports whether a test is known to have failed.
func failed(t T) bool {
	f, ok := t.(interface{ Failed() bool })
	return ok && f.Failed()
}

// logf writes to the test's log, if it has one.
func logf(t T, format string, args ...any) {
	t.Helper()
	if l, ok := t.(interface {
		Logf(format string, args ...any)
	}); ok {
		l.Logf(format, args...)
	}
}
