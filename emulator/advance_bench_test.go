package emulator_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
)

// yearly is a scenario of n jobs that change every day for a year.
func yearly(n int) string {
	var b strings.Builder
	b.WriteString("jobs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {api: evs, id: j%d, type: createVolume, timeline: [{repeat: 182, steps: [{status: INIT, for: 24h}, {status: RUNNING, for: 24h}]}, {status: SUCCESS}]}\n", i)
	}
	return b.String()
}

// BenchmarkYear measures how long a year of a thousand jobs takes, beside a poll of each.
func BenchmarkYear(b *testing.B) {
	const jobs = 1000
	start := func(b *testing.B) *emulator.Emulator {
		b.StopTimer()
		defer b.StartTimer()
		e, err := emulator.New(emulator.Options{Clock: manual().Clock, Scenarios: []emulator.Source{{Name: "year", Text: []byte(yearly(jobs))}}})
		require.NoError(b, err)
		return e
	}
	polls := func(b *testing.B, e *emulator.Emulator) {
		for i := range jobs {
			poll(b, e, fmt.Sprintf("/evs/v1/p/jobs/j%d", i))
		}
	}
	for name, run := range map[string]func(*testing.B, *emulator.Emulator){
		"poll-of-each": polls,
		"advance":      func(_ *testing.B, e *emulator.Emulator) { e.Clock().Advance(365 * 24 * time.Hour) },
		"advance-and-look": func(_ *testing.B, e *emulator.Emulator) {
			e.Clock().Advance(365 * 24 * time.Hour)
			e.Jobs().List("evs")
		},
		"advance-to-end":  func(_ *testing.B, e *emulator.Emulator) { e.Clock().AdvanceToEnd() },
		"advance-to-next": func(_ *testing.B, e *emulator.Emulator) { _, _ = e.Clock().AdvanceToNext() },
		"advance-to-a-status": func(_ *testing.B, e *emulator.Emulator) {
			_, _ = e.Clock().AdvanceTo(job.Ref{API: "evs", ID: "j7"}, "SUCCESS")
		},
		"advance-then-poll-each": func(b *testing.B, e *emulator.Emulator) { e.Clock().Advance(365 * 24 * time.Hour); polls(b, e) },
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				run(b, start(b))
			}
		})
	}
}
