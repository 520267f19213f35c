package world_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

func TestDeclareAddsAllOrNone(t *testing.T) {
	t.Parallel()
	w, _ := begin(t)
	disk := func(id string) job.Resource {
		return job.Resource{ResourceName: job.ResourceName{API: "evs", Kind: "volume", ID: id}, Status: "in-use", Props: id}
	}
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		require.NoError(t, tx.Declare(disk("7"), disk("v-2")))
		require.EqualError(t, tx.Declare(disk("v-3"), disk("v-2")), "volume evs/v-2 exists already")
		require.EqualError(t, tx.Declare(disk("v-4"), disk("v-4")), "volume evs/v-4 exists already")
		require.Len(t, tx.Resources("evs", "volume"), 2)
		r, there := tx.Resource(world.Name{API: "evs", Kind: "volume", ID: "v-2"})
		require.True(t, there)
		require.Equal(t, "in-use", r.Status)
		require.EqualValues(t, 8, tx.Next("evs/volume"), "the counter goes on above a declared number")
		return nil
	}))
}

// A job acts on its targets: those that exist return to their status, the others are created.
func TestTargets(t *testing.T) {
	t.Parallel()
	w, c := begin(t)
	name := job.ResourceName{API: "evs", Kind: "volume", ID: "v-1"}
	spec := job.Spec{
		Ref: job.Ref{API: "evs", ID: "j1"},
		Timeline: job.Steps(
			job.Step{Status: "RUNNING", Phase: job.Running, Until: job.After(job.Fixed(time.Minute))},
			job.Step{Status: "SUCCESS", Phase: job.Succeeded},
		),
		Targets: []job.Target{
			{Resource: job.Resource{ResourceName: name, Status: "available"}, Live: "extending"},
			{Resource: job.Resource{ResourceName: job.ResourceName{API: "evs", Kind: "volume", ID: "v-2"}, Status: "available"}, Live: "extending"},
		},
	}
	statuses := func() (all []string) {
		require.NoError(t, w.Do(func(tx *world.Tx) error {
			for _, r := range tx.Resources("evs", "volume") {
				all = append(all, r.Status)
			}
			return nil
		}))
		return all
	}
	require.NoError(t, w.Do(func(tx *world.Tx) error {
		require.NoError(t, tx.Declare(job.Resource{ResourceName: name, Status: "in-use"}))
		_, err := tx.StartAll(spec)
		return err
	}))
	require.Equal(t, []string{"extending", "extending"}, statuses())
	c.Advance(time.Minute)
	require.Equal(t, []string{"in-use", "available"}, statuses())
}
