package world_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func ref(id string) job.Ref { return job.Ref{API: "toy", ID: id} }

func begin(t *testing.T, specs ...job.Spec) (*world.World, *clock.Steered) {
	t.Helper()
	c := clock.NewManual(noon)
	w := world.New(c, 1, nil)
	_, err := w.Start(specs...)
	require.NoError(t, err)
	return w, c
}

func observe(t *testing.T, w *world.World, look world.PollOptions, id string) job.Snapshot {
	t.Helper()
	var snap job.Snapshot
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		snap = tx.Observe(look, ref(id))
		return nil
	}))
	return snap
}

var (
	running = job.Step{Status: "RUNNING", Phase: job.Running}
	success = job.Step{Status: "SUCCESS", Phase: job.Succeeded}
	failure = job.Step{Status: "FAIL", Phase: job.Failed}
)

func lasting(s job.Step, until job.Exit) job.Step {
	s.Until = until
	return s
}

func TestPollsAreCountedAcrossClients(t *testing.T) {
	t.Parallel()
	w, _ := begin(t, job.Spec{Ref: ref("j"), Timeline: job.Steps(lasting(running, job.Exit{Polls: 3}), success)})
	var seen atomic.Int32
	var clients sync.WaitGroup
	for range 50 {
		clients.Go(func() {
			for range 10 {
				if observe(t, w, world.PollOptions{}, "j").Status == "RUNNING" {
					seen.Add(1)
				}
			}
		})
	}
	clients.Wait()
	require.EqualValues(t, 3, seen.Load())
}

func TestResultIsTakenOnce(t *testing.T) {
	t.Parallel()
	w, _ := begin(t, job.Spec{Ref: ref("j"), Timeline: job.Steps(success)})
	var taken atomic.Int32
	var readers sync.WaitGroup
	for range 1000 {
		readers.Go(func() {
			if observe(t, w, world.PollOptions{Take: true}, "j").Absence == job.Present {
				taken.Add(1)
			}
		})
	}
	readers.Wait()
	require.EqualValues(t, 1, taken.Load())
	_, err := w.Peek(ref("j"))
	var gone *job.Error
	require.ErrorAs(t, err, &gone)
	require.Equal(t, job.Consumed, gone.Absence)
}

func TestStartIsAllOrNothing(t *testing.T) {
	t.Parallel()
	w, _ := begin(t, job.Spec{Ref: ref("a"), Timeline: job.Steps(success)})
	_, err := w.Start(job.Spec{Ref: ref("b"), Timeline: job.Steps(success)}, job.Spec{Ref: ref("a"), Timeline: job.Steps(success)})
	require.EqualError(t, err, "job toy/a exists already")
	_, err = w.Peek(ref("b"))
	require.EqualError(t, err, "job toy/b: no job of this name was ever started")
}

func TestNumericNamesAreReserved(t *testing.T) {
	t.Parallel()
	w, _ := begin(t, job.Spec{Ref: ref("389"), Timeline: job.Steps(success)})
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		require.EqualValues(t, 390, tx.Next("toy"))
		return nil
	}))
}

func TestIDsFollowSeedAndOrder(t *testing.T) {
	t.Parallel()
	ids := func(seed uint64) (list []string) {
		w := world.New(clock.NewManual(noon), seed, nil)
		require.NoError(t, w.Do(func(tx *world.Tx) error {
			list = append(list, tx.UUID("disk").String(), tx.UUID("disk").String(), tx.UUID("group").String())
			return nil
		}))
		return append(list, w.RequestID(), w.RequestID())
	}
	require.Equal(t, ids(1), ids(1))
	require.NotEqual(t, ids(1), ids(2))
	require.Len(t, unique(ids(1)), 5)
}

func unique(list []string) map[string]bool {
	set := map[string]bool{}
	for _, s := range list {
		set[s] = true
	}
	return set
}

// TestResourceFollowsItsJobs walks a disk through its life: what it is follows from the jobs, at every instant.
func TestResourceFollowsItsJobs(t *testing.T) {
	t.Parallel()
	disk := world.Name{API: "toy", Kind: "disk", ID: "d"}
	create := world.Effect{Job: ref("create"), Live: "creating", Done: "available", Failed: "error", Makes: true, Leaves: true}
	tests := map[string]struct {
		end    job.Step
		status string
		made   bool
	}{
		"success": {success, "available", true},
		"failure": {failure, "error", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, c := begin(t)
			require.NoError(t, w.Do(func(tx *world.Tx) error {
				_, err := tx.Start(job.Spec{Ref: ref("create"), Timeline: job.Steps(lasting(running, job.After(job.Fixed(time.Minute))), tt.end)})
				tx.Put(disk, "p", "", "props")
				tx.Apply(disk, create)
				return err
			}))
			before := thing(t, w, disk)
			require.Equal(t, "creating", before.Status)
			require.False(t, before.Made)
			require.False(t, before.Left)
			require.Equal(t, ref("create"), before.Busy)
			c.Advance(time.Minute)
			after := thing(t, w, disk)
			require.Equal(t, tt.status, after.Status)
			require.Equal(t, tt.made, after.Made)
			require.Equal(t, !tt.made, after.Left)
			require.Equal(t, noon.Add(time.Minute), after.Updated)
		})
	}
}

func TestResourceGoesWithItsLastJob(t *testing.T) {
	t.Parallel()
	disk := world.Name{API: "toy", Kind: "disk", ID: "d"}
	w, c := begin(t)
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		tx.Put(disk, "p", "available", 10)
		_, err := tx.Start(job.Spec{Ref: ref("delete"), Timeline: job.Steps(lasting(running, job.After(job.Fixed(time.Minute))), success)})
		tx.Apply(disk, world.Effect{Job: ref("delete"), Live: "deleting", Failed: "error_deleting", Ends: true})
		return err
	}))
	require.Equal(t, "deleting", thing(t, w, disk).Status)
	c.Advance(time.Minute)
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		_, there := tx.Resource(disk)
		require.False(t, there)
		require.Empty(t, tx.Resources("toy", "disk"))
		return nil
	}))
}

func thing(t *testing.T, w *world.World, n world.Name) world.Resource {
	t.Helper()
	var found world.Resource
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		var ok bool
		found, ok = tx.Resource(n)
		require.True(t, ok)
		return nil
	}))
	return found
}
