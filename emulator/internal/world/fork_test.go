package world_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Both worlds of a fork go the same way until something is done to one of them.
func TestForksGoTheirOwnWays(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(noon)
	w := world.New(c, 1, map[string]string{"a": "b"}, rule.Rule{Call: "*", Chance: 1})
	minute := lasting(running, job.After(job.Fixed(time.Minute)))
	_, err := w.Start(job.Spec{Ref: ref("j"), Aliases: []string{"other"}, Timeline: job.Steps(minute, success), Children: []job.Spec{
		{Ref: ref("c"), Timeline: job.Steps(minute, failure)},
	}})
	require.NoError(t, err)
	disk := world.Name{API: "toy", Kind: "disk", ID: "d"}
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		tx.Put(disk, "p", "available", 10)
		tx.UUID("disk")
		tx.Log("put", 3, world.LogPlace{})
		return nil
	}))
	w.MatchRule(world.RuleCall{API: "toy", Op: "look", Path: "/"})
	w.RequestID()

	d := c.Fork()
	twin := w.Fork(d)
	require.Equal(t, state(t, w, disk), state(t, twin, disk))
	require.Equal(t, w.RequestID(), twin.RequestID())
	d.Advance(time.Minute)
	require.NoError(t, twin.Do(func(tx *world.Tx) error {
		tx.Change(disk, "in-use", 20)
		tx.Log("change", 6, world.LogPlace{})
		return nil
	}))
	require.Equal(t, "available", thing(t, w, disk).Status)
	require.Equal(t, "in-use", thing(t, twin, disk).Status)
	require.Equal(t, 1, eventLog(t, w))
	require.Equal(t, 2, eventLog(t, twin))
	for _, one := range []struct {
		w      *world.World
		parent string
	}{{w, "RUNNING"}, {twin, "SUCCESS"}} {
		snap, err := one.w.Peek(ref("j"))
		require.NoError(t, err)
		require.Equal(t, one.parent, snap.Status)
	}
}

// state returns all that can be seen of a world, and would be made next.
func state(t *testing.T, w *world.World, disk world.Name) []any {
	t.Helper()
	var all []any
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		alias, ok := tx.Find("toy", "other")
		all = append(all, tx.Jobs("toy"), tx.Refs("toy"), tx.Peek(ref("c")), tx.Schedule(ref("j")), alias, ok, tx.Requests(), tx.Setting("a"))
		all = append(all, tx.Resources("toy", "disk"), tx.UUID("disk"), tx.Next("n"))
		return nil
	}))
	return append(all, thing(t, w, disk), w.Rules(), w.Seed(), w.HasRules())
}

func eventLog(t *testing.T, w *world.World) int {
	t.Helper()
	n := 0
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		list, err := tx.LogEntries()
		n = len(list)
		return err
	}))
	return n
}

// A Do reports whether it changed what later answers depend on: looking does not, nor does a poll that the job does not heed.
func TestChanged(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		do   func(*world.Tx)
		want bool
	}{
		"a look":                   {func(tx *world.Tx) { tx.Peek(ref("timed")); tx.Jobs("toy"); tx.Find("toy", "x") }, false},
		"a poll of a timed step":   {func(tx *world.Tx) { tx.Observe(world.PollOptions{}, ref("timed")) }, false},
		"a poll of nobody":         {func(tx *world.Tx) { tx.Observe(world.PollOptions{Take: true}, ref("nobody")) }, false},
		"a poll that counts":       {func(tx *world.Tx) { tx.Observe(world.PollOptions{}, ref("counted")) }, true},
		"a result that is taken":   {func(tx *world.Tx) { tx.Observe(world.PollOptions{Take: true}, ref("over")) }, true},
		"a result that is kept":    {func(tx *world.Tx) { tx.Observe(world.PollOptions{Keep: true}, ref("over")) }, true},
		"a number":                 {func(tx *world.Tx) { tx.Next("n") }, true},
		"a resource":               {func(tx *world.Tx) { tx.Put(world.Name{}, "", "", nil) }, true},
		"a resource that is not":   {func(tx *world.Tx) { tx.Delete(world.Name{}) }, false},
		"an event":                 {func(tx *world.Tx) { _, _ = tx.Record(ref("timed"), job.Event{Kind: job.Held}) }, true},
		"an event of a job gone":   {func(tx *world.Tx) { _, _ = tx.Record(ref("nobody"), job.Event{Kind: job.Held}) }, false},
		"a start":                  {func(tx *world.Tx) { _, _ = tx.Start(job.Spec{Ref: ref("n"), Timeline: job.Steps(running)}) }, true},
		"a start of a name in use": {func(tx *world.Tx) { _, _ = tx.Start(job.Spec{Ref: ref("over"), Timeline: job.Steps(running)}) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, _ := begin(t,
				job.Spec{Ref: ref("timed"), Timeline: job.Steps(lasting(running, job.After(job.Fixed(time.Minute))), success)},
				job.Spec{Ref: ref("counted"), Timeline: job.Steps(lasting(running, job.Exit{Polls: 3}), success)},
				job.Spec{Ref: ref("over"), Timeline: job.Steps(success)})
			require.NoError(t, w.Do(func(tx *world.Tx) error {
				tt.do(tx)
				require.Equal(t, tt.want, tx.Changed())
				return nil
			}))
		})
	}
}

// What one call does in several Dos is noted once, at the instant of the last.
func TestNotes(t *testing.T) {
	t.Parallel()
	w, c := begin(t)
	var place world.LogPlace
	note := func(what string, instead world.LogPlace) {
		require.NoError(t, w.Do(func(tx *world.Tx) error {
			place = tx.Log(what, 1, instead)
			return nil
		}))
	}
	note("a", world.LogPlace{})
	note("a again", place)
	first := place
	note("b", world.LogPlace{})
	c.Advance(time.Second)
	note("a at last", first)
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		list, err := tx.LogEntries()
		require.Equal(t, []world.LogEntry{{noon, "b"}, {noon.Add(time.Second), "a at last"}}, list)
		return err
	}))
	for range 100_001 {
		note("more", world.LogPlace{})
	}
	require.ErrorIs(t, w.Do(func(tx *world.Tx) error {
		_, err := tx.LogEntries()
		return err
	}), world.ErrLogFull)
	w, _ = begin(t)
	require.ErrorIs(t, w.Do(func(tx *world.Tx) error {
		require.NotZero(t, tx.Log("small", 1, world.LogPlace{}))
		require.Zero(t, tx.Log("large", 65<<20, world.LogPlace{}))
		_, err := tx.LogEntries()
		return err
	}), world.ErrLogFull)
}

// What cannot be seen is told once for each look.
func TestMissed(t *testing.T) {
	t.Parallel()
	w, _ := begin(t, job.Spec{Ref: ref("over"), Timeline: job.Steps(success)})
	observe(t, w, world.PollOptions{Take: true}, "over")
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		tx.Peek(ref("nobody"))
		tx.Observe(world.PollOptions{}, ref("nobody"))
		tx.Observe(world.PollOptions{}, ref("over"))
		require.Len(t, tx.NotFound(), 2)
		require.Equal(t, job.Unknown, tx.NotFound()[0].Absence)
		require.Equal(t, job.Consumed, tx.NotFound()[1].Absence)
		return nil
	}))
}
