package scenario_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestScriptsAreBoundedTogether: many jobs with long scripts in place are rejected before they fill the memory. Those that share one,
// by its name or because it is written alike, are not.
func TestScriptsAreBoundedTogether(t *testing.T) {
	t.Parallel()
	const long = "[{repeat: 4999, steps: [{status: RUNNING, for: 1s}, {status: INIT, for: 1s}]}, {status: SUCCESS}]"
	var unlike, alike, shared strings.Builder
	unlike.WriteString("jobs:\n")
	alike.WriteString("jobs:\n")
	shared.WriteString("timelines: {long: " + long + "}\njobs:\n")
	for i := range 1600 {
		fmt.Fprintf(&unlike, "  - {api: evs, id: a%d, type: createVolume, timeline: %s}\n", i, strings.Replace(long, "1s", fmt.Sprint(i+1)+"s", 1))
		fmt.Fprintf(&alike, "  - {api: evs, id: a%d, type: createVolume, timeline: %s}\n", i, long)
		fmt.Fprintf(&shared, "  - {api: evs, id: a%d, type: createVolume, timeline: long}\n", i)
	}
	require.Contains(t, faults(t, unlike.String())[0].Message, "unfold to more than 500000 steps")
	require.Len(t, read(t, shared.String()).Jobs, 1600)
	equal := read(t, alike.String()).Jobs
	require.Len(t, equal, 1600)
	require.Same(t, equal[0].Timeline, equal[1599].Timeline)
}
