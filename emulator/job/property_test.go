package job_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// live returns a job with some events behind it, and the instant of the last one.
func live(t *rapid.T, spec job.Spec, events []job.Event) (*job.Job, time.Time) {
	j := spec.Start(rapid.Uint64().Draw(t, "seed"), birth)
	at := birth
	for _, e := range events {
		j.Record(e)
		at = e.At
	}
	return j, at
}

func TestLookingChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(2, "j").Draw(t, "job")
		seed := rapid.Uint64().Draw(t, "seed")
		watched, left := spec.Start(seed, birth), spec.Start(seed, birth)
		for _, e := range history().Draw(t, "events") {
			watched.At(e.At)
			watched.At(e.At.Add(time.Hour))
			watched.Record(e)
			left.Record(e)
			require.Equal(t, left.At(e.At), watched.At(e.At))
		}
	})
}

func TestSinceNeverGoesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j := specs(1, "j").Draw(t, "job").Start(rapid.Uint64().Draw(t, "seed"), birth)
		last := birth
		for _, e := range history().Draw(t, "events") {
			for _, ahead := range []time.Duration{0, 500 * time.Millisecond} {
				s := j.At(e.At)
				require.False(t, s.Since.Before(last), "since went back from %s to %s", last, s.Since)
				require.False(t, s.Since.After(e.At), "since is in the future")
				last = s.Since
				if ahead == 0 {
					j.Record(e)
				}
			}
		}
	})
}

// TestFoldEqualsList holds the fold to the definition: the answer after all events is the one of a job that is made anew
// and told them again.
func TestFoldEqualsList(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(1, "j").Draw(t, "job")
		seed := rapid.Uint64().Draw(t, "seed")
		events := history().Draw(t, "events")
		folded := spec.Start(seed, birth)
		for n, e := range events {
			folded.Record(e)
			again := spec.Start(seed, birth)
			for _, past := range events[:n+1] {
				again.Record(past)
			}
			later := e.At.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "later")) * time.Second)
			require.Equal(t, again.At(later), folded.At(later))
		}
	})
}

// TestNextIsTheNextChange: nothing that a client sees of a job's status changes before the instant that it foretells.
func TestNextIsTheNextChange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j, at := live(t, specs(2, "j").Draw(t, "job"), history().Draw(t, "events"))
		now := j.At(at)
		if now.Next.IsZero() {
			require.Equal(t, told(now), told(j.At(at.Add(1000*time.Hour))), "no change was foretold")
			return
		}
		require.True(t, now.Next.After(at), "a change is in the future")
		require.Equal(t, told(now), told(j.At(now.Next.Add(-1))), "no change before the foretold one")
	})
}

// told returns what a snapshot tells of a job and its children but for the passage of time.
func told(s job.Snapshot) []any {
	list := []any{s.ID, s.Absence, s.Status, s.Phase, s.Since, s.Step}
	for _, c := range s.Children {
		list = append(list, told(c)...)
	}
	return list
}

// TestPollStepIsToldExactly counts how often clients are told a step that lasts n polls, with a clock that stands still.
func TestPollStepIsToldExactly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(1, 5), 1, 5).Draw(t, "polls")
		var script []job.Step
		for _, n := range counts {
			script = append(script, job.Step{Status: "S", Phase: job.Running, Until: job.Exit{Polls: n}})
		}
		script = append(script, job.Step{Status: "END", Phase: job.Succeeded})
		j := job.Spec{Timeline: job.Steps(script...)}.Start(1, birth)
		for step, n := range counts {
			for range n {
				require.Equal(t, step, j.At(birth).Step)
				j.At(birth) // a look that is no poll
				j.Record(job.Event{At: birth, Kind: job.Polled})
			}
		}
		require.Equal(t, "END", j.At(birth).Status)
	})
}

// TestPathKeepsItsBounds: drawn durations lie in their spans, and the same key draws the same path.
func TestPathKeepsItsBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tl := timelines().Draw(t, "timeline")
		key := rapid.Uint64().Draw(t, "key")
		require.Equal(t, tl.Path(key), tl.Path(key))
		require.True(t, tl.Path(key)[len(tl.Path(key))-1].Until.Final())
	})
}

// TestParentObeysItsChildren is the law of derived parents.
func TestParentObeysItsChildren(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(1, "j").Filter(func(s job.Spec) bool { return len(s.Children) > 0 }).Draw(t, "job")
		spec.Timeline = nil
		j := spec.Start(rapid.Uint64().Draw(t, "seed"), birth)
		at := birth.Add(time.Duration(rapid.IntRange(0, 200).Draw(t, "after")) * time.Second)
		s := j.At(at)
		begun, live, failed := 0, len(j.Children), 0
		for _, c := range j.Children {
			child := c.At(at)
			switch {
			case child.Absence == job.Unborn:
			case !child.Phase.Over() || !child.Until.Final():
				begun++
			default:
				begun++
				live--
				if child.Phase == job.Failed {
					failed++
				}
			}
		}
		want := job.Succeeded
		switch {
		case begun == 0:
			want = job.Pending
		case live > 0:
			want = job.Running
		case failed > 0:
			want = job.Failed
		}
		if s.Absence == job.Present {
			require.Equal(t, want, s.Phase)
			require.Equal(t, law[want].Status, s.Status)
		}
	})
}
