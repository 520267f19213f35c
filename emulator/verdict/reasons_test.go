package verdict_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// TestReasons wants the reasons to be empty exactly where the report passes.
func TestReasons(t *testing.T) {
	t.Parallel()
	r := verdict.Report{Findings: []verdict.Finding{
		{ID: "polls-too-fast", Level: verdict.Warning}, {ID: "never-polls", Level: verdict.Error}, {ID: "never-polls", Level: verdict.Error},
	}}
	require.Equal(t, []string{"never-polls"}, r.Reasons(verdict.Error))
	require.Equal(t, []string{"never-polls", "polls-too-fast"}, r.Reasons(verdict.Warning))
	require.Empty(t, r.Reasons(""))
	r = verdict.Report{Expectations: []verdict.Outcome{{Expect: "a", State: verdict.Met}, {Expect: "b", State: verdict.Missed}}}
	require.Equal(t, []string{"expected b"}, r.Reasons(verdict.Error))
	require.True(t, r.Fails(verdict.Error))
}
