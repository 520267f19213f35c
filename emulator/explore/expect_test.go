package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// TestExpectations wants a world in which a job passes a status to have no expectation that the status is seen, and all others.
func TestExpectations(t *testing.T) {
	t.Parallel()
	src := scenario.Source{Name: "disks", Text: []byte(`jobs:
  - {api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 2s}, {status: SUCCESS}]}
  - {api: evs, id: other, type: createVolume, timeline: [{status: SUCCESS}]}
expect:
  - {job: evs/disk, seen: [RUNNING, SUCCESS]}
  - {job: evs/other, seen: [SUCCESS]}
  - {job: evs/disk, polls: 1..9}
`)}
	s, err := New([]scenario.Source{src}, emulator.Vocabularies(), Options{})
	require.NoError(t, err)
	require.Len(t, s.pins, 1)
	plain, passed := World{Name: Plain, space: s}, World{Name: s.pins[0].Name, Pins: s.pins, space: s}
	requireWorld(t, plain, emulator.Vocabularies())
	requireWorld(t, passed, emulator.Vocabularies())
	require.Contains(t, string(plain.File("")), "seen: [RUNNING, SUCCESS]")
	require.NotContains(t, string(passed.File("")), "seen: [RUNNING, SUCCESS]")
	require.Contains(t, string(passed.File("")), "seen: [SUCCESS]")
	require.Contains(t, string(passed.File("")), "polls: 1..9")
}
