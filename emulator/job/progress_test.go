package job_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

// A failed job shows how far it had come.
func TestProgressOfAFailedJob(t *testing.T) {
	t.Parallel()
	failed := resting("FAIL", job.Failed)
	running := lasting("RUNNING", job.Running, 10*time.Second)
	until := func(s job.Step, signal string) job.Step { s.Until.Signal = signal; return s }
	share := func(s job.Step, from, to int) job.Step { s.Share = &job.Share{From: from, To: to}; return s }
	for name, tt := range map[string]struct {
		steps  []job.Step
		events []job.Event
		want   int
	}{
		"from the start":         {[]job.Step{failed}, nil, 0},
		"while it waited":        {[]job.Step{lasting("INIT", job.Pending, time.Second), failed}, nil, 0},
		"at the end of a step":   {[]job.Step{running, failed}, nil, 99},
		"with a share":           {[]job.Step{share(running, 10, 60), failed}, nil, 60},
		"after polls":            {[]job.Step{share(job.Step{Status: "RUNNING", Phase: job.Running, Until: job.Exit{Polls: 1}}, 0, 30), failed}, []job.Event{{Kind: job.Polled}}, 30},
		"by a call":              {[]job.Step{until(running, "stop"), failed}, []job.Event{{Kind: job.Signalled, Signal: "stop"}}, 40},
		"by force":               {[]job.Step{running, resting("SUCCESS", job.Succeeded)}, []job.Event{{Kind: job.Forced, Step: failed}}, 40},
		"by force, with a share": {[]job.Step{share(running, 50, 100), failed}, []job.Event{{Kind: job.Forced, Step: failed}}, 70},
		"after a report":         {[]job.Step{until(running, "stop"), failed}, []job.Event{{Kind: job.Reported, Report: job.Report{Progress: 7}}, {Kind: job.Signalled, Signal: "stop"}}, 7},
		"on another script":      {[]job.Step{running, resting("SUCCESS", job.Succeeded)}, []job.Event{{Kind: job.Redirected, Timeline: job.Steps(failed)}}, 40},
	} {
		j := job.Spec{Timeline: job.Steps(tt.steps...)}.Start(1, birth)
		for _, e := range tt.events {
			e.At = birth.Add(4 * time.Second)
			j.Record(e)
		}
		snap := j.At(birth.Add(time.Minute))
		require.Equal(t, job.Failed, snap.Phase, name)
		require.Equal(t, tt.want, snap.Progress, name)
	}
	parent := job.Spec{
		ParentSteps: []job.Step{job.Pending: {Status: "INIT"}, job.Running: running, job.Succeeded: resting("SUCCESS", job.Succeeded), job.Failed: failed},
		Children: []job.Spec{
			{Ref: job.Ref{ID: "a"}, Timeline: job.Steps(resting("SUCCESS", job.Succeeded))},
			{Ref: job.Ref{ID: "b"}, Timeline: job.Steps(share(running, 0, 50), failed)},
		},
	}.Start(1, birth)
	require.Equal(t, 75, parent.At(birth.Add(time.Minute)).Progress, "of a parent, the mean of its children")
}
