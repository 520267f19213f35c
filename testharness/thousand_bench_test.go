package testharness_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jobsim/jobsim/testharness"
)

// BenchmarkThousandJobs starts an emulator with a thousand written jobs.
func BenchmarkThousandJobs(b *testing.B) {
	var text strings.Builder
	text.WriteString("jobs:\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "  - {api: evs, id: j%d, type: createVolume, timeline: [{status: INIT, for: 5s}, {status: RUNNING, for: 10m}, {status: SUCCESS}]}\n", i)
	}
	b.ReportAllocs()
	for b.Loop() {
		w := &recordingT{}
		testharness.Run(w, testharness.Scenario(text.String()))
		w.Close()
	}
}
