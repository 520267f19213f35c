package testharness_test

import (
	"net/http"
	"testing"

	"github.com/jobsim/jobsim/testharness"
)

const oneJob = `jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}]`

// BenchmarkRun measures what the harness adds to a test: start, first poll, close.
func BenchmarkRun(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		w := &recordingT{}
		send(testharness.Run(w, testharness.Scenario(oneJob)), http.MethodGet, "/v1/p/jobs/j1", "")
		w.Close()
	}
}

// BenchmarkSession measures the same for a session of a running emulator.
func BenchmarkSession(b *testing.B) {
	shared := testharness.Run(b, testharness.Scenario(oneJob))
	b.ReportAllocs()
	for b.Loop() {
		w := &recordingT{}
		send(shared.Session(w), http.MethodGet, "/v1/p/jobs/j1", "")
		w.Close()
	}
}
