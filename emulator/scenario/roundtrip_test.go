package scenario_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
)

// A script that is written out in the language is read as the same script.
func TestScriptsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		nodes := append(samples.DrawNodes(t, 2), job.Node{Step: samples.DrawStep(t, true)})
		text := "jobs:\n  - {api: drs, id: a, timeline: " + samples.WriteNodes(nodes) + "}\n"
		s, err := scenario.Read("test.yaml", []byte(text), samples.Words())
		require.NoError(t, err, text)
		require.Equal(t, nodes, s.Jobs[0].Timeline.Nodes, text)
	})
}
