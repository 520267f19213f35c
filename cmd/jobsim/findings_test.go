package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// TestFindings wants every kind to be listed and to be explained, with an example and a shipped scenario.
func TestFindings(t *testing.T) {
	t.Parallel()
	list := fine(t, "findings", "--width", "0")
	var all []verdict.Kind
	require.NoError(t, json.Unmarshal([]byte(fine(t, "findings", "-o", "json")), &all))
	require.Len(t, all, len(verdict.Kinds()))
	for _, k := range all {
		require.Regexp(t, `(?m)^`+k.ID+` +`+string(k.Level)+` +`, list)
		text := fine(t, "findings", k.ID, "--width", "0")
		require.NotEmpty(t, k.Example, k.ID)
		for _, part := range append([]string{k.ID + ", " + string(k.Level), k.Title, k.Why, k.Source, k.WayOut, k.Scenario, "allow: [{finding: " + k.ID}, k.Example...) {
			require.Contains(t, text, part)
		}
		_, err := emulator.FindScenarios(nil, k.Scenario)
		require.NoError(t, err, k.ID)
	}
	r := jobsim(t, "findings", "polls-after-and")
	require.Equal(t, exitUsage, r.code)
	require.Equal(t, "jobsim: there is no finding \"polls-after-and\": did you mean polls-after-end?\n", r.err)
	require.Contains(t, jobsim(t, "__complete", "findings", "polls-after").out, "polls-after-end\t")
}
