package explore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// TestShippedScenarios wants each world of each shipped scenario to be a scenario that leaves nothing open, and its file to be
// one that has no further world of its own.
func TestShippedScenarios(t *testing.T) {
	t.Parallel()
	words := emulator.Vocabularies()
	pins := 0
	for _, name := range emulator.ShippedScenarios() {
		sources, err := emulator.FindScenarios(nil, name)
		require.NoError(t, err)
		s, err := New(sources, words, Options{})
		require.NoError(t, err, name)
		requireWorld(t, World{Name: Plain, space: s}, words)
		for _, pin := range s.pins {
			pins++
			requireWorld(t, World{Name: pin.Name, Pins: []*Pin{pin}, space: s}, words)
		}
	}
	require.Greater(t, pins, 100)
}

func requireWorld(t *testing.T, w World, words []job.Vocabulary) {
	t.Helper()
	for _, src := range w.Sources() {
		_, err := src.Read(words)
		require.NoError(t, err, "%s\n%s", w.Name, src.Text)
	}
	file := scenario.Source{Name: "world", Text: w.File("")}
	_, err := file.Read(words)
	require.NoError(t, err, "%s\n%s", w.Name, file.Text)
	again, err := New([]scenario.Source{file}, words, Options{})
	require.NoError(t, err)
	for _, pin := range again.pins {
		require.Equal(t, Passed, pin.Kind, "%s leaves %s open", w.Name, pin.Name)
	}
}
