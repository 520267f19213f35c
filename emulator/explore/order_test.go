package explore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// twoDisks has a disk that the client waits for, and one that it never asks about.
var twoDisks = []scenario.Source{{Name: "disks", Text: []byte(`jobs:
  - {api: evs, id: disk, type: createVolume, timeline: [{status: INIT, for: 1s..2s}, {choose: [{steps: [{status: RUNNING, for: 1s}, {status: SUCCESS}]}, {steps: [{status: FAIL, error: EVS.2024}]}]}]}
  - {api: sdrs, id: other, type: createProtectionGroupNoCG, timeline: [{status: RUNNING, for: 1s..2s}, {status: SUCCESS}]}
`)}}

// TestOrder wants the same worlds in the same order each time, several at a time or one by one, none of them twice, with the shallow
// ones first.
func TestOrder(t *testing.T) {
	t.Parallel()
	names := func() (all []string) {
		depth := 0
		exploreAll(t, twoDisks, explore.Options{Depth: 2}, bugs{}, waitsForDisk, func(w explore.World) {
			require.GreaterOrEqual(t, len(w.Pins), depth)
			depth = len(w.Pins)
			all = append(all, w.Name)
		})
		return all
	}
	first := names()
	require.Greater(t, len(first), 100)
	require.Equal(t, first, names())
	once := map[string]bool{}
	for _, name := range first {
		require.False(t, once[name], name)
		require.NotContains(t, name, "other", "the client never asks about it")
		once[name] = true
	}
}

// TestCutDown wants a failed world with two pins to be tried with each of them alone, unless it was tried before.
func TestCutDown(t *testing.T) {
	t.Parallel()
	space, err := explore.New(twoDisks, emulator.Vocabularies(), explore.Options{Depth: 2, Faults: []explore.Kind{explore.Unavailable}})
	require.NoError(t, err)
	shared := newShared(t)
	var names []string
	for w, ok := space.Next(); ok; w, ok = space.Next() {
		names = append(names, w.Name)
		entries, failure := runIn(shared, w.File(""), bugs{}, waitsForDisk)
		if entries[len(entries)-1].N == 5 { // a client that cannot make a fifth call
			failure = "too many calls"
		}
		space.Done(w, explore.Run{Entries: entries, Failure: failure})
	}
	last := names[len(names)-1]
	require.Equal(t, "evs.showJob@4=503", last, "the plain world has no such call")
	require.NotContains(t, names[:len(names)-1], last)
}
