package job_test

import (
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

func lasting(status string, phase job.Phase, d time.Duration) job.Step {
	return job.Step{Status: status, Phase: phase, Until: job.After(job.Fixed(d))}
}

func resting(status string, phase job.Phase) job.Step { return job.Step{Status: status, Phase: phase} }

func redirect(at time.Time, t *job.Timeline) job.Event {
	return job.Event{At: at, Kind: job.Redirected, Timeline: t}
}

// TestRedirect puts a new script in the place of the rest: of one that goes on, one that rests, and one that was forced.
func TestRedirect(t *testing.T) {
	t.Parallel()
	after := func(d time.Duration) time.Time { return birth.Add(d) }
	stop := job.Steps(lasting("STOPPING", job.Running, 10*time.Second), resting("STOPPED", job.Succeeded))
	j := job.Spec{Timeline: job.Steps(
		lasting("CREATING", job.Pending, 20*time.Second), resting("READY", job.Pending),
	)}.Start(1, birth)

	j.Record(redirect(after(5*time.Second), job.Steps(lasting("RUNNING", job.Running, time.Minute), resting("DONE", job.Succeeded))))
	s := j.At(after(15 * time.Second))
	require.Equal(t, "RUNNING", s.Status, "not READY: the old script is gone")
	require.Equal(t, after(5*time.Second), s.Since)
	require.Equal(t, after(65*time.Second), s.Next)
	require.False(t, s.Started)

	j.Record(redirect(after(35*time.Second), nil))
	j.Record(redirect(after(35*time.Second), job.Steps()))
	s = j.At(after(35 * time.Second))
	require.Equal(t, "RUNNING", s.Status, "a script without steps changes nothing")
	require.Equal(t, 50, s.Progress)

	j.Record(redirect(after(70*time.Second), stop))
	require.Equal(t, "STOPPING", j.At(after(79*time.Second)).Status)
	require.True(t, j.At(after(79*time.Second)).Started)
	require.Equal(t, after(80*time.Second), j.At(after(time.Hour)).Ended)

	j.Record(job.Event{At: after(90 * time.Second), Kind: job.Forced, Step: resting("BROKEN", job.Failed)})
	j.Record(redirect(after(91*time.Second), stop))
	require.Equal(t, "STOPPING", j.At(after(100*time.Second)).Status, "a forced job can be put on a script again")
	j.Record(job.Event{At: after(101 * time.Second), Kind: job.Dropped})
	j.Record(redirect(after(102*time.Second), stop))
	require.Equal(t, job.Removed, j.At(after(103*time.Second)).Absence, "a job that is gone stays gone")
}

// TestRedirectDerived: a parent that is put on a script no longer asks its children.
func TestRedirectDerived(t *testing.T) {
	t.Parallel()
	j := job.Spec{ParentSteps: law, Children: []job.Spec{
		{Ref: job.Ref{ID: "child"}, Timeline: job.Steps(lasting("RUNNING", job.Running, time.Hour), resting("SUCCESS", job.Succeeded))},
	}}.Start(1, birth)
	j.Record(redirect(birth.Add(time.Minute), job.Steps(lasting("CANCELLING", job.Running, time.Minute), resting("CANCELLED", job.Failed))))
	s := j.At(birth.Add(5 * time.Minute))
	require.Equal(t, "CANCELLED", s.Status)
	require.Equal(t, birth.Add(2*time.Minute), s.Ended)
	require.Equal(t, "RUNNING", s.Children[0].Status)
	require.False(t, s.Derived)
}

// TestRedirectRewritesNothing: what was seen before the redirection is what a job without it showed, and what is seen
// after it is the new script alone, drawn the same way each time.
func TestRedirectRewritesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(1, "j").Draw(t, "job")
		seed := rapid.Uint64().Draw(t, "seed")
		events := history().Draw(t, "events")
		script := timelines().Draw(t, "script")
		at := birth.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "turn")) * time.Second)

		straight, turned, again := spec.Start(seed, birth), spec.Start(seed, birth), spec.Start(seed, birth)
		for _, e := range events {
			if !e.At.Before(at) {
				break
			}
			for _, j := range []*job.Job{straight, turned, again} {
				j.Record(e)
			}
			require.Equal(t, straight.At(e.At), turned.At(e.At))
		}
		before := straight.At(at)
		turned.Record(redirect(at, script))
		again.Record(redirect(at, script))

		later := at.Add(time.Duration(rapid.IntRange(0, 200).Draw(t, "later")) * time.Second)
		s := turned.At(later)
		require.Equal(t, again.At(later), s)
		if before.Absence != job.Present {
			require.Equal(t, before.Absence, s.Absence)
			require.Equal(t, before.Gone, s.Gone)
			return
		}
		require.False(t, s.Since.Before(at))
		require.False(t, s.Derived)
		if !s.Next.IsZero() {
			require.True(t, s.Next.After(later))
		}
	})
}

// TestRedirectionsDifferInTheirDraws: the same script drawn anew at each redirection.
func TestRedirectionsDifferInTheirDraws(t *testing.T) {
	t.Parallel()
	script := job.Steps(job.Step{Status: "A", Until: job.After(job.Span{Max: time.Hour})}, resting("B", job.Succeeded))
	j := job.Spec{Timeline: script}.Start(1, birth)
	drawn := map[time.Time]bool{j.At(birth).Next: true}
	for range 20 {
		j.Record(redirect(birth, script))
		drawn[j.At(birth).Next] = true
	}
	require.Len(t, drawn, 21)
}

// TestJobStaysSmall keeps a resting job within its budget; the maps and names that hold it come on top.
func TestJobStaysSmall(t *testing.T) {
	t.Parallel()
	require.LessOrEqual(t, unsafe.Sizeof(job.Job{}), uintptr(256))
}

// TestRedirectLags: replicas that are behind still tell the step that the job left for another script.
func TestRedirectLags(t *testing.T) {
	t.Parallel()
	spec := job.Spec{Timeline: job.Steps(resting("READY", job.Pending)), Consistency: &job.Consistency{Lag: 5 * time.Second}}
	j := spec.Start(1, birth)
	turn := birth.Add(time.Minute)
	j.Record(redirect(turn, job.Steps(lasting("STOPPING", job.Running, time.Minute), resting("STOPPED", job.Succeeded))))
	require.Equal(t, "STOPPING", j.At(turn).Status)
	require.Equal(t, "READY", j.Observed(turn.Add(4*time.Second)).Status)
	require.Equal(t, birth, j.Observed(turn.Add(4*time.Second)).Since)
	require.Equal(t, "STOPPING", j.Observed(turn.Add(5*time.Second)).Status)
	require.Equal(t, "STOPPING", j.Observed(turn.Add(time.Minute)).Status)
	require.Equal(t, "STOPPED", j.Observed(turn.Add(65*time.Second)).Status)
}
