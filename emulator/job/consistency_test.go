package job_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// tell returns what a client is told, remembered as a poll.
func tell(j *job.Job, at time.Time) job.Snapshot {
	s := j.Observed(at)
	j.Record(job.Event{At: at, Kind: job.Polled})
	return s
}

func TestHiddenForLooks(t *testing.T) {
	t.Parallel()
	spec := job.Spec{
		Timeline:    job.Steps(job.Step{Status: "RUNNING", Phase: job.Running, Until: job.Exit{Polls: 2}}, resting("SUCCESS", job.Succeeded)),
		Consistency: &job.Consistency{Hidden: job.Exit{Polls: 2}},
	}
	j := spec.Start(1, birth)
	var seen []string
	for range 5 {
		s := tell(j, birth)
		seen = append(seen, s.Absence.String()+" "+s.Status)
	}
	hidden := "clients do not see it yet "
	require.Equal(t, []string{hidden, hidden, "present RUNNING", "present RUNNING", "present SUCCESS"}, seen)
}

func TestHiddenForATime(t *testing.T) {
	t.Parallel()
	j := job.Spec{
		Timeline:    job.Steps(resting("RUNNING", job.Running)),
		Consistency: &job.Consistency{Hidden: job.After(job.Fixed(3 * time.Second))},
	}.Start(1, birth)
	require.Equal(t, job.Hidden, tell(j, birth.Add(2999*time.Millisecond)).Absence)
	require.Equal(t, job.Present, j.At(birth).Absence, "the truth knows no weather")
	require.Equal(t, "RUNNING", tell(j, birth.Add(3*time.Second)).Status)
}

// TestStaleReplicaGoesBack: of two replicas the second is behind, so that answers go back and forth for a while.
func TestStaleReplicaGoesBack(t *testing.T) {
	t.Parallel()
	j := job.Spec{
		Timeline:    job.Steps(lasting("RUNNING", job.Running, 10*time.Second), resting("SUCCESS", job.Succeeded)),
		Consistency: &job.Consistency{Replicas: 2, Lag: 5 * time.Second},
	}.Start(1, birth)
	var seen []string
	for i := range 8 {
		seen = append(seen, tell(j, birth.Add(time.Duration(9+i)*time.Second)).Status)
	}
	require.Equal(t, []string{"RUNNING", "RUNNING", "SUCCESS", "RUNNING", "SUCCESS", "RUNNING", "SUCCESS", "SUCCESS"}, seen)
}

func TestSettlesLater(t *testing.T) {
	t.Parallel()
	j := job.Spec{Timeline: job.Steps(resting("SUCCESS", job.Succeeded)), Consistency: &job.Consistency{Settle: time.Minute}}.Start(1, birth)
	require.False(t, j.At(birth.Add(59*time.Second)).Settled)
	require.True(t, j.At(birth.Add(time.Minute)).Settled)
}

// TestHoldAddsItsTime: a job that was held changes later by just the time for which it was held.
func TestHoldAddsItsTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lead := time.Duration(rapid.IntRange(0, 9).Draw(t, "lead")) * time.Second
		held := time.Duration(rapid.IntRange(0, 100).Draw(t, "held")) * time.Second
		j := job.Spec{Timeline: job.Steps(lasting("RUNNING", job.Running, 10*time.Second), resting("SUCCESS", job.Succeeded))}.Start(1, birth)
		j.Record(job.Event{At: birth.Add(lead), Kind: job.Held})
		require.True(t, j.At(birth.Add(lead+held)).Next.IsZero(), "nothing is ahead of a held job")
		require.Equal(t, "RUNNING", j.At(birth.Add(lead+held)).Status)
		j.Record(job.Event{At: birth.Add(lead + held), Kind: job.Released})
		end := birth.Add(10*time.Second + held)
		require.Equal(t, end, j.At(birth.Add(lead+held)).Next)
		require.Equal(t, "RUNNING", j.At(end.Add(-1)).Status)
		require.Equal(t, end, j.At(end.Add(time.Hour)).Since)
	})
}

func TestHeldJobCountsNoPolls(t *testing.T) {
	t.Parallel()
	j := job.Spec{Timeline: job.Steps(job.Step{Status: "RUNNING", Until: job.Exit{Polls: 1}}, resting("SUCCESS", job.Succeeded))}.Start(1, birth)
	j.Record(job.Event{At: birth, Kind: job.Held})
	for range 3 {
		require.Equal(t, "RUNNING", tell(j, birth).Status)
	}
	j.Record(job.Event{At: birth, Kind: job.Released})
	require.Equal(t, "RUNNING", tell(j, birth).Status)
	require.Equal(t, "SUCCESS", tell(j, birth).Status)
}

func TestCloneGoesItsOwnWay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j, at := live(t, specs(1, "j").Draw(t, "job"), history().Draw(t, "events"))
		twin := j.Clone()
		require.Equal(t, j.At(at), twin.At(at))
		before := j.At(at)
		twin.Record(job.Event{At: at, Kind: job.Forced, Step: resting("FAIL", job.Failed)})
		require.Equal(t, before, j.At(at))
	})
}
