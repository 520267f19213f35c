package testharness_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jobsim/jobsim/testharness"
)

// recordingT is a T that records what a test would print. Its Fatalf panics.
type recordingT struct {
	testharness.Standalone
	dir    string
	ctx    context.Context
	end    time.Time
	failed bool

	mu     sync.Mutex
	logs   []string
	errors []string
}

// newT returns a T that ends with a test.
func newT(t *testing.T) *recordingT {
	w := &recordingT{}
	t.Cleanup(w.Close)
	return w
}

func (w *recordingT) Failed() bool        { return w.failed }
func (w *recordingT) ArtifactDir() string { return w.dir }
func (w *recordingT) Context() context.Context {
	if w.ctx == nil {
		return context.Background()
	}
	return w.ctx
}

func (w *recordingT) Logf(f string, a ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.logs = append(w.logs, fmt.Sprintf(f, a...))
}

func (w *recordingT) Errorf(f string, a ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.errors = append(w.errors, fmt.Sprintf(f, a...))
}

// errs returns the messages of Errorf.
func (w *recordingT) errs() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.errors)
}

func (w *recordingT) Deadline() (time.Time, bool) { return w.end, !w.end.IsZero() }

// failure calls a function and returns the message of its Fatalf; empty if there was none.
func failure(call func()) (said string) {
	defer func() {
		if p := recover(); p != nil {
			said = fmt.Sprint(p)
		}
	}()
	call()
	return ""
}
