package testharness_test

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// recordingT is a T that records what a test would print. Its Fatalf panics.
type recordingT struct {
	panicT
	dir      string
	ctx      context.Context
	end      time.Time
	bubble   bool // Deadline panics, as a *testing.T's in a bubble does
	cleanups []func()
	failed   bool
	logs     []string
}

func (w *recordingT) Failed() bool            { return w.failed }
func (w *recordingT) ArtifactDir() string     { return w.dir }
func (w *recordingT) Cleanup(f func())        { w.cleanups = append(w.cleanups, f) }
func (w *recordingT) Logf(f string, a ...any) { w.logs = append(w.logs, fmt.Sprintf(f, a...)) }
func (w *recordingT) Context() context.Context {
	if w.ctx == nil {
		return context.Background()
	}
	return w.ctx
}

func (w *recordingT) Deadline() (time.Time, bool) {
	if w.bubble {
		panic("Deadline called inside a bubble")
	}
	return w.end, !w.end.IsZero()
}

// runCleanups ends the test: it calls the functions that Cleanup took, last first.
func (w *recordingT) runCleanups() {
	for _, f := range slices.Backward(w.cleanups) {
		f()
	}
}

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
