package testharness

import (
	"context"
	"time"
)

// T is what the harness needs of a test. *testing.T, *testing.B and *rapid.T are Ts, and other frameworks' are easy to make.
// A T may have more of what *testing.T has; then the harness uses it: Failed, Logf and ArtifactDir to tell about a test that
// failed, Context and Deadline to end a wait in time.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// How long a wait lasts at most. Inside a bubble a wait costs nothing, and ends at once when nobody is left to end it.
const (
	patience       = time.Minute
	bubblePatience = 365 * 24 * time.Hour
	farewell       = time.Second // before a test's deadline, to tell what was waited for
)

// waiting is a context for a wait: it ends with the test, a little before the test's deadline, or when patience is over.
func waiting(t T) (context.Context, context.CancelFunc) {
	ctx := context.Background()
	if c, ok := t.(interface{ Context() context.Context }); ok {
		ctx = c.Context()
	}
	at, bubble := deadline(t)
	if bubble {
		return context.WithTimeout(ctx, bubblePatience)
	}
	end := time.Now().Add(patience)
	if last := at.Add(-farewell); !at.IsZero() && last.Before(end) {
		end = last
	}
	return context.WithDeadline(ctx, end)
}

// deadline is when the test must be over; zero if that is not known. Inside a testing/synctest bubble there is none that
// the bubble's clock could tell, and Deadline panics: that is how a bubble is told.
func deadline(t T) (at time.Time, bubble bool) {
	d, ok := t.(interface{ Deadline() (time.Time, bool) })
	if !ok {
		return time.Time{}, false
	}
	defer func() { bubble = recover() != nil }()
	at, _ = d.Deadline()
	return at, false
}

// failed tells whether a test is known to have failed.
func failed(t T) bool {
	f, ok := t.(interface{ Failed() bool })
	return ok && f.Failed()
}

// logf tells a test's reader something, if there is a way to.
func logf(t T, format string, args ...any) {
	t.Helper()
	if l, ok := t.(interface {
		Logf(format string, args ...any)
	}); ok {
		l.Logf(format, args...)
	}
}
