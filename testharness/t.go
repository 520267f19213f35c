package testharness

import (
	"context"
	"time"
)

// T is what the harness needs of a test: *testing.T, *testing.B and *rapid.T implement it. If a T has further methods of
// *testing.T, the harness uses them: Failed, Logf and ArtifactDir to report a failed test, Context and Deadline to end a
// wait in time, Errorf to fail a test from another goroutine.
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
	if bubble() != "" { // where Deadline panics
		return context.WithTimeout(ctx, bubbleWaitTimeout)
	}
	end := time.Now().Add(waitTimeout)
	if d, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if at, ok := d.Deadline(); ok && at.Add(-deadlineMargin).Before(end) {
			end = at.Add(-deadlineMargin)
		}
	}
	return context.WithDeadline(ctx, end)
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

// errorf marks a test as failed from any goroutine, if there is a way to, and reports whether there was.
func errorf(t T, format string, args ...any) bool {
	t.Helper()
	e, ok := t.(interface {
		Errorf(format string, args ...any)
	})
	if ok {
		e.Errorf(format, args...)
	}
	return ok
}
