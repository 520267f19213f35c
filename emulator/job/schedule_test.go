package job_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// TestAheadComesTrue: what is foretold with an instant is what a look at that instant shows, and not what one before it
// does.
func TestAheadComesTrue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(2, "j").Draw(t, "job")
		j, now := live(t, forever(spec), history().Draw(t, "events"))
		turns := j.Schedule(now)
		if j.At(now).Absence != job.Present {
			require.Empty(t, turns)
			return
		}
		require.Equal(t, j.At(now).Status, turns[0].Status)
		for i, turn := range turns[1:] {
			if turn.At.IsZero() {
				continue
			}
			require.True(t, turn.At.After(now) || turn.At.Equal(now))
			if i+2 < len(turns) && turns[i+2].At.Equal(turn.At) {
				continue // a step of no length is never seen
			}
			require.Equal(t, turn.Status, j.At(turn.At).Status)
			require.Equal(t, turn.At, j.At(turn.At).Since)
			if turn.At.After(now) {
				require.NotEqual(t, turn.At, j.At(turn.At.Add(-1)).Since)
			}
		}
	})
}

// forever returns a spec without retention.
func forever(s job.Spec) job.Spec {
	s.Expires = 0
	for i := range s.Children {
		s.Children[i] = forever(s.Children[i])
	}
	return s
}

func TestAheadTellsWhatTimeAloneCannotBring(t *testing.T) {
	t.Parallel()
	minute := job.After(job.Fixed(time.Minute))
	j := job.Spec{Ref: job.Ref{API: "toy", ID: "j"}, Timeline: job.Steps(
		job.Step{Status: "A", Until: minute},
		job.Step{Status: "B", Until: job.Exit{Polls: 2}},
		job.Step{Status: "C", Until: minute},
		job.Step{Status: "D"},
		job.Step{Status: "NEVER"},
	)}.Start(1, birth)
	at := func(now time.Time) (words string, known []time.Time) {
		for _, turn := range j.Schedule(now) {
			words += turn.Status
			known = append(known, turn.At)
		}
		return words, known
	}
	words, known := at(birth)
	require.Equal(t, "ABCD", words)
	require.Equal(t, []time.Time{birth, birth.Add(time.Minute), {}, {}}, known)
	j.Record(job.Event{Kind: job.Held, At: birth})
	_, known = at(birth)
	require.Equal(t, []time.Time{birth, {}, {}, {}}, known, "nothing moves a held job")
	j.Record(job.Event{Kind: job.Released, At: birth.Add(time.Hour)})
	_, known = at(birth.Add(time.Hour))
	require.Equal(t, birth.Add(time.Hour+time.Minute), known[1], "held time does not count")
	j.Record(job.Event{Kind: job.Forced, At: birth.Add(time.Hour), Step: job.Step{Status: "X"}})
	words, _ = at(birth.Add(time.Hour))
	require.Equal(t, "X", words)
	j.Record(job.Event{Kind: job.Dropped, At: birth.Add(time.Hour)})
	require.Empty(t, j.Schedule(birth.Add(time.Hour)))
}

// TestUnheededPollsCanBeLeftOut: a job that was not told the polls that it does not heed goes the same way, and only has
// counted fewer of them.
func TestUnheededPollsCanBeLeftOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(1, "j").Draw(t, "job")
		if rapid.IntRange(0, 3).Draw(t, "weather") == 0 {
			spec.Consistency = &job.Consistency{Replicas: 2, Lag: 3 * time.Second}
		}
		seed := rapid.Uint64().Draw(t, "seed")
		all, few := spec.Start(seed, birth), spec.Start(seed, birth)
		for _, e := range history().Draw(t, "events") {
			if e.Kind != job.Polled || few.Affects(e) {
				few.Record(e)
			}
			all.Record(e)
			for _, later := range []time.Duration{0, time.Second, time.Minute} {
				require.Equal(t, uncounted(all.Observed(e.At.Add(later))), uncounted(few.Observed(e.At.Add(later))))
			}
		}
	})
}

func uncounted(s job.Snapshot) job.Snapshot {
	s.Polls = 0
	for i := range s.Children {
		s.Children[i] = uncounted(s.Children[i])
	}
	return s
}
