package testharness_test

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// witness is a T of another framework: it keeps what a test would print, and ends by a panic.
type witness struct {
	tutorial
	dir      string
	ctx      context.Context
	end      time.Time
	bubble   bool // Deadline panics, as a *testing.T's in a bubble does
	cleanups []func()
	failed   bool
	logs     []string
}

func (w *witness) Failed() bool            { return w.failed }
func (w *witness) ArtifactDir() string     { return w.dir }
func (w *witness) Cleanup(f func())        { w.cleanups = append(w.cleanups, f) }
func (w *witness) Logf(f string, a ...any) { w.logs = append(w.logs, fmt.Sprintf(f, a...)) }
func (w *witness) Context() context.Context {
	if w.ctx == nil {
		return context.Background()
	}
	return w.ctx
}

func (w *witness) Deadline() (time.Time, bool) {
	if w.bubble {
		panic("Deadline called inside a bubble")
	}
	return w.end, !w.end.IsZero()
}

// over ends the test.
func (w *witness) over() {
	for _, f := range slices.Backward(w.cleanups) {
		f()
	}
}

// fatal is what a call ends its test with; empty if it does not.
func fatal(call func()) (said string) {
	defer func() {
		if p := recover(); p != nil {
			said = fmt.Sprint(p)
		}
	}()
	call()
	return ""
}
