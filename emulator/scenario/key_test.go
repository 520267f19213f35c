package scenario_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
)

// The draws of a rule are the same wherever its file lies and whatever comes before it in the file but rules.
func TestRulesAreKeyedByNameAndNumber(t *testing.T) {
	t.Parallel()
	const text = "rules:\n  - {call: evs.showJob, chance: 50%, break: reset}\n  - {call: evs.showJob, chance: 50%, break: empty}\n"
	for _, name := range []string{"shaky", "any/shaky", "/tmp/shaky.yaml", `C:\shaky.yml`} {
		s, err := scenario.Read(name, []byte("# a comment\ndescription: nothing else\n"+text), samples.Words())
		require.NoError(t, err)
		require.Equal(t, "shaky#1", s.Rules[0].Key)
		require.Equal(t, "shaky#2", s.Rules[1].Key)
	}
}
