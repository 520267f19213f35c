package job_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// TestHistoryHasWhatWasSeen looks at a job before and after each event, and finds each look in the history at the end.
func TestHistoryHasWhatWasSeen(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j := specs(0, "j").Draw(t, "job").Start(rapid.Uint64().Draw(t, "seed"), birth)
		var seen []job.Snapshot
		last := birth
		for _, e := range history().Draw(t, "events") {
			switch rapid.IntRange(0, 9).Draw(t, "hold") {
			case 0:
				e = job.Event{At: e.At, Kind: job.Held}
			case 1:
				e = job.Event{At: e.At, Kind: job.Released}
			case 2:
				e = job.Event{At: e.At, Kind: job.Redirected, Timeline: timelines().Draw(t, "other")}
			}
			seen = append(seen, j.At(e.At))
			j.Record(e)
			seen = append(seen, j.At(e.At))
			last = e.At
		}
		past := j.History(last)
		for _, s := range seen {
			if s.Absence != job.Present {
				continue
			}
			require.Condition(t, func() bool {
				for _, p := range past {
					if p.Status == s.Status && p.Index == s.Step && p.At.Equal(s.Since) {
						return true
					}
				}
				return false
			}, "%s, step %d since %s, is not in %v", s.Status, s.Step, s.Since, past)
		}
		for i := range past[1:] {
			require.False(t, past[i+1].At.Before(past[i].At), "steps come in order")
		}
		if ahead := j.Schedule(last); len(ahead) > 0 {
			require.Equal(t, ahead[0], past[len(past)-1])
		}
	})
}

// TestHistoryOfParent has the phases that its children make.
func TestHistoryOfParent(t *testing.T) {
	t.Parallel()
	child := job.Spec{
		Ref: job.Ref{API: "toy", ID: "c"}, Starts: job.Fixed(5 * time.Second),
		Timeline: job.Steps(job.Step{Status: "RUNNING", Phase: job.Running, Until: job.After(job.Fixed(10 * time.Second))}, job.Step{Status: "FAIL", Phase: job.Failed}),
	}
	j := job.Spec{Ref: job.Ref{API: "toy", ID: "p"}, ParentSteps: law, Children: []job.Spec{child}}.Start(1, birth)
	words := func(after time.Duration) []string {
		var list []string
		for _, p := range j.History(birth.Add(after)) {
			list = append(list, p.Status+" "+p.At.Sub(birth).String())
		}
		return list
	}
	require.Empty(t, words(-time.Second))
	require.Equal(t, []string{"INIT 0s"}, words(4*time.Second))
	require.Equal(t, []string{"INIT 0s", "RUNNING 5s"}, words(6*time.Second))
	require.Equal(t, []string{"INIT 0s", "RUNNING 5s", "FAIL 15s"}, words(20*time.Second))
	j.Record(job.Event{At: birth.Add(30 * time.Second), Kind: job.Forced, Step: job.Step{Status: "SUCCESS", Phase: job.Succeeded}})
	require.Equal(t, []string{"INIT 0s", "RUNNING 5s", "FAIL 15s", "SUCCESS 30s"}, words(time.Minute))
}
