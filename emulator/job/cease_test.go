package job_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

// TestForcedParent: when a parent is forced to fail, children that have begun go on and the others never begin.
func TestForcedParent(t *testing.T) {
	t.Parallel()
	child := func(id string, after, pending time.Duration, children ...job.Spec) job.Spec {
		s := job.Spec{Ref: job.Ref{ID: id}, Starts: job.Span{Min: after, Max: after}, Children: children, Timeline: job.Steps(
			lasting("INIT", job.Pending, pending), lasting("RUNNING", job.Running, time.Minute), resting("SUCCESS", job.Succeeded))}
		if children != nil {
			s.Timeline, s.ParentSteps = nil, law
		}
		return s
	}
	family := job.Spec{ParentSteps: law, Children: []job.Spec{
		child("begun", 0, time.Second), child("pending", 0, time.Hour), child("unborn", time.Hour, time.Second),
		child("tree", 0, 0, child("leaf", time.Hour, time.Second)),
	}}
	at := func(d time.Duration) time.Time { return birth.Add(d) }
	statuses := func(s job.Snapshot) map[string]string {
		found := map[string]string{}
		for _, c := range s.Children {
			found[c.ID] = c.Status
		}
		return found
	}
	j := family.Start(1, birth)
	j.Record(job.Event{At: at(10 * time.Second), Kind: job.Forced, Step: resting("FAIL", job.Failed)})
	s := j.At(at(11 * time.Second))
	require.Equal(t, map[string]string{"begun": "RUNNING", "pending": "INIT", "tree": "INIT"}, statuses(s))
	require.Equal(t, at(time.Minute+time.Second), s.Next, "the one that had begun ends")
	s = j.At(at(9 * time.Hour))
	require.Equal(t, map[string]string{"begun": "SUCCESS", "pending": "INIT", "tree": "INIT"}, statuses(s))
	require.True(t, s.Next.IsZero())
	require.Equal(t, []bool{false, true, true}, []bool{s.Children[0].Ceased, s.Children[1].Ceased, s.Children[2].Ceased})
	require.Equal(t, job.Removed, j.Children[2].At(at(9*time.Hour)).Absence)
	require.Empty(t, s.Children[2].Children)

	j = family.Start(1, birth)
	j.Record(job.Event{At: at(10 * time.Second), Kind: job.Forced, Step: resting("SUCCESS", job.Succeeded)})
	require.Equal(t, map[string]string{"begun": "SUCCESS", "pending": "SUCCESS", "unborn": "SUCCESS", "tree": "SUCCESS"},
		statuses(j.At(at(9*time.Hour))), "only a failure stops them")
}
