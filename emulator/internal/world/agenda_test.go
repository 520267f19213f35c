package world_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// TestNextOf: the job that changes first is the one that a look at all jobs finds, whatever was done to them before.
func TestNextOf(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := clock.NewManual(noon)
		w := world.New(c, 1, nil)
		seconds := rapid.IntRange(0, 20)
		spec := func(id string) job.Spec {
			first := lasting(job.Step{Status: "INIT", Phase: job.Pending}, job.Exit{Timed: true, For: job.Fixed(time.Duration(seconds.Draw(t, "init")) * time.Second)})
			second := lasting(running, rapid.SampledFrom([]job.Exit{
				{Polls: 2}, {Signal: "go"}, {Timed: true, For: job.Fixed(time.Duration(seconds.Draw(t, "running")) * time.Second)},
			}).Draw(t, "until"))
			return job.Spec{Ref: ref(id), Timeline: job.Steps(first, second, success), Expires: time.Duration(seconds.Draw(t, "expires")) * time.Second}
		}
		var ids []string
		start := func() {
			id := fmt.Sprint(len(ids))
			s := spec(id)
			if rapid.Bool().Draw(t, "with a sub-job") {
				s.Children = []job.Spec{spec(id + "a")}
				ids = append(ids, id+"a")
			}
			_, err := w.Start(s)
			require.NoError(t, err)
			ids = append(ids, id)
		}
		start()
		t.Repeat(map[string]func(*rapid.T){
			"start": func(*rapid.T) { start() },
			"poll": func(t *rapid.T) {
				_ = w.Do(func(tx *world.Tx) error {
					tx.Observe(world.PollOptions{Take: true}, ref(rapid.SampledFrom(ids).Draw(t, "id")))
					return nil
				})
			},
			"command": func(t *rapid.T) {
				e := rapid.SampledFrom([]job.Event{
					{Kind: job.Forced, Step: failure},
					{Kind: job.Held},
					{Kind: job.Released},
					{Kind: job.Dropped},
					{Kind: job.Signalled, Signal: "go"},
					{Kind: job.Redirected, Timeline: job.Steps(lasting(running, job.Exit{Timed: true, For: job.Fixed(time.Minute)}), failure)},
				}).Draw(t, "event")
				_, _ = w.Record(ref(rapid.SampledFrom(ids).Draw(t, "id")), e) // a job that is gone is a *job.Error
			},
			"wait": func(t *rapid.T) { c.Advance(time.Duration(seconds.Draw(t, "wait")) * time.Second) },
			"fork": func(*rapid.T) { c = clock.NewManual(c.Now()); w = w.Fork(c) },
			"": func(t *rapid.T) {
				if !rapid.Bool().Draw(t, "ask") {
					return
				}
				_ = w.Do(func(tx *world.Tx) error {
					var want job.Snapshot
					for _, r := range tx.Refs("toy") {
						if s := tx.Peek(r); !s.Next.IsZero() && (want.Next.IsZero() || s.Next.Before(want.Next)) {
							want = s
						}
					}
					got, ok := tx.NextOf("toy")
					require.Equal(t, !want.Next.IsZero(), ok)
					require.Equal(t, want, got)
					return nil
				})
			},
		})
	})
}

// TestResourceOfSubJobThatNeverBegan: what a sub-job acts on is free when the parent is forced to fail before the sub-job begins.
func TestResourceOfSubJobThatNeverBegan(t *testing.T) {
	t.Parallel()
	pending := lasting(job.Step{Status: "INIT", Phase: job.Pending}, job.Exit{Timed: true, For: job.Fixed(time.Hour)})
	w, c := begin(t, job.Spec{
		Ref: ref("parent"), Timeline: job.Steps(running), Children: []job.Spec{{Ref: ref("child"), Timeline: job.Steps(pending, success)}},
	})
	name := world.Name{API: "toy", Kind: "pair", ID: "p"}
	view := func() (r world.Resource) {
		_ = w.Do(func(tx *world.Tx) error {
			r, _ = tx.Resource(name)
			return nil
		})
		return r
	}
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		tx.Put(name, "", "available", "props")
		tx.Apply(name, world.Effect{Job: ref("child"), Live: "starting", Done: "protected", Failed: "error-starting"})
		return nil
	}))
	require.Equal(t, "starting", view().Status)
	c.Advance(time.Minute)
	_, err := w.Record(ref("parent"), job.Event{Kind: job.Forced, Step: failure})
	require.NoError(t, err)
	c.Advance(2 * time.Hour)
	r := view()
	require.Equal(t, "error-starting", r.Status)
	require.Zero(t, r.Busy)
	require.Zero(t, r.Next)
	require.Equal(t, noon.Add(time.Minute), r.Updated)
}
