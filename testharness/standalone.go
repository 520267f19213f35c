package testharness

import (
	"fmt"
	"slices"
	"sync"
)

// Standalone is a T for use outside of a test: in TestMain, for a Sim that all tests of a package share, in an example, or
// in a program. Close must be called in the end.
//
//	func TestMain(m *testing.M) {
//		t := testharness.NewStandalone()
//		shared = testharness.Run(t)      // each test takes shared.Session(t)
//		code := m.Run()
//		t.Close()
//		os.Exit(code)
//	}
type Standalone struct {
	mu       sync.Mutex
	cleanups []func()
}

// NewStandalone returns a T without cleanups.
func NewStandalone() *Standalone { return &Standalone{} }

// Helper does nothing.
func (s *Standalone) Helper() {}

// Fatalf panics with the message.
func (s *Standalone) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

// Cleanup registers a function for Close.
func (s *Standalone) Cleanup(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cleanups = append(s.cleanups, f)
}

// Close calls the registered functions, last first, once.
func (s *Standalone) Close() {
	s.mu.Lock()
	cleanups := s.cleanups
	s.cleanups = nil
	s.mu.Unlock()
	for _, f := range slices.Backward(cleanups) {
		f()
	}
}
