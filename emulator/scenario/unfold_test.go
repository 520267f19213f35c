package scenario_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestScriptsAreBoundedTogether: many jobs with a long script in place are rejected before they fill the memory, and many that share one
// by its name are not.
func TestScriptsAreBoundedTogether(t *testing.T) {
	t.Parallel()
	const long = "[{repeat: 4999, steps: [{status: RUNNING, for: 1s}, {status: INIT, for: 1s}]}, {status: SUCCESS}]"
	var inline, shared strings.Builder
	inline.WriteString("jobs:\n")
	shared.WriteString("timelines: {long: " + long + "}\njobs:\n")
	for i := range 1600 {
		fmt.Fprintf(&inline, "  - {api: evs, id: a%d, type: createVolume, timeline: %s}\n", i, long)
		fmt.Fprintf(&shared, "  - {api: evs, id: a%d, type: createVolume, timeline: long}\n", i)
	}
	require.Contains(t, faults(t, inline.String())[0].Message, "unfold to more than 2000000 steps")
	require.Len(t, read(t, shared.String()).Jobs, 1600)
}
