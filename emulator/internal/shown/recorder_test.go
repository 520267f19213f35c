package shown_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/shown"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// polled is a scenario with one job of three steps.
func polled(t testing.TB) []scenario.Named {
	t.Helper()
	line, err := job.NewTimeline(
		job.Node{Step: &job.Step{Status: "INIT", Until: job.After(job.Fixed(time.Second))}},
		job.Node{Repeat: 2, Nodes: []job.Node{{Step: &job.Step{Status: "RUNNING", Phase: job.Running, Until: job.After(job.Fixed(time.Second))}}}},
		job.Node{Step: &job.Step{Status: "SUCCESS", Phase: job.Succeeded}},
	)
	require.NoError(t, err)
	spec := job.Spec{Ref: job.Ref{API: "evs", ID: "disk-{1..1000}"}, Type: "createVolume", Timeline: line, Family: &job.Family{Prefix: "disk-", First: 1, Last: 1000}}
	return []scenario.Named{{Name: "mine.yaml", Scenario: &scenario.Scenario{Jobs: []job.Spec{spec}}}}
}

func poll(n, step int, status string) journal.Entry {
	return journal.Entry{API: "evs", Op: "showJob", State: journal.Answered, Status: 200, Observed: []journal.JobView{{
		Job: job.Ref{API: "evs", ID: fmt.Sprintf("disk-%d", n)}, Type: "createVolume", Status: status, Step: step, Counted: true,
	}}}
}

// TestRecorder wants jobs of a family to count together, a step of a repeat to count as one, and a status that the script does not have
// there to count as no step.
func TestRecorder(t *testing.T) {
	t.Parallel()
	c := coverage.New()
	r := shown.NewRecorder(c, polled(t), 1)
	for _, e := range []journal.Entry{poll(1, 0, "INIT"), poll(2, 1, "RUNNING"), poll(2, 2, "RUNNING"), poll(3, 3, "FAIL"), poll(2000, 3, "SUCCESS")} {
		r.Add(&e)
	}
	got := map[string]uint64{}
	for _, i := range c.Coverage().Items {
		got[string(i.Section)+" "+i.Name] = i.Count
	}
	require.Equal(t, map[string]uint64{
		"steps evs/disk-{1..1000} step 1: INIT": 1, "steps evs/disk-{1..1000} step 2.1: RUNNING": 2, "steps evs/disk-{1..1000} step 3: SUCCESS": 0,
		"statuses INIT": 1, "statuses RUNNING": 2, "statuses FAIL": 1, "statuses SUCCESS": 1,
	}, got)
}

// TestRecorderMemory wants a million polls of a thousand jobs to need no more memory than the first of each.
func TestRecorderMemory(t *testing.T) {
	r := shown.NewRecorder(coverage.New(), polled(t), 1)
	entries := make([]journal.Entry, 1000)
	for n := range entries {
		entries[n] = poll(n, 1, "RUNNING")
		r.Add(&entries[n])
	}
	require.Zero(t, testing.AllocsPerRun(100, func() {
		for n := range entries {
			r.Add(&entries[n])
		}
	}))
}

func BenchmarkRecorder(b *testing.B) {
	r := shown.NewRecorder(coverage.New(), polled(b), 1)
	entries := make([]journal.Entry, 1000)
	for n := range entries {
		entries[n] = poll(n, 1, "RUNNING")
	}
	n := 0
	for b.Loop() {
		r.Add(&entries[n%len(entries)])
		n++
	}
}
