package emulator_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// one is a scenario with one job.
func one(id, more string) []emulator.Source {
	return []emulator.Source{{Name: id, Text: []byte(more + "\njobs: [{api: evs, id: " + id + ", type: createVolume, timeline: [{status: RUNNING}]}]")}}
}

// seen tells whether a job can be seen.
func seen(e *emulator.Emulator, id string) bool {
	_, err := e.Jobs().Peek(job.Ref{API: "evs", ID: id})
	return err == nil
}

func TestReload(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: one("a", "seed: 3"), Settings: map[string]string{"auth": "strict"}})
	require.NoError(t, err)
	require.Equal(t, uint64(3), e.Seed())

	require.NoError(t, e.Reload(one("b", "profile: observed")))
	require.True(t, seen(e, "b") && !seen(e, "a"))
	require.Equal(t, uint64(1), e.Seed(), "the scenario's, and this one names none")
	require.Equal(t, "observed", e.Profile())
	require.Equal(t, "strict", e.Setting("auth"), "the options hold on")

	err = e.Reload(one("c", "seed: x"))
	require.ErrorAs(t, err, new(scenario.Diagnostics))
	require.Error(t, e.Reload(append(one("c", ""), one("c", "")...)), "a name that is taken")
	require.True(t, seen(e, "b") && !seen(e, "c"), "what runs stays")
	require.NoError(t, e.Reset())
	require.True(t, seen(e, "b"), "and is what Reset comes back to")
}

// Whoever asks while scenarios change gets all of the old ones or all of the new ones.
func TestReloadIsAtomic(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: one("a", "seed: 3")})
	require.NoError(t, err)
	var all sync.WaitGroup
	for _, id := range []string{"a", "b"} {
		all.Go(func() {
			for range 200 {
				if err := e.Reload(one(id, "seed: 4")); err != nil {
					t.Error(err)
				}
				_, _ = e.Seed(), e.Profile()
				if err := e.Reset(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	require.NotEqual(t, seen(e, "a"), seen(e, "b"))
}
