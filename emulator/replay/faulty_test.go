package replay_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/replay"
	"github.com/jobsim/jobsim/emulator/trace"
)

// TestImportLeavesOut imports what the scenario language does not take, beside what it does.
func TestImportLeavesOut(t *testing.T) {
	t.Parallel()
	const job = "4010a32d535527910153552b492c0002"
	r := record(t, `jobs: [{api: evs, id: `+job+`, type: createVolume, timeline: [{status: RUNNING, for: 3s}, {status: SUCCESS}]}]`)
	r.poll(evs, job, 5)
	odd := r.list[4]
	odd.Line, odd.At = 6, odd.At.Add(time.Second)
	odd.Response = trace.Response{Status: 999, Body: trace.Body{Bytes: []byte("odd")}}
	result, err := replay.Import(append(r.list, odd), replay.Options{Source: "a test"})
	require.NoError(t, err)
	s := result.Summary()
	require.Equal(t, 5, s.PollsSame, report(result))
	require.Equal(t, 5, s.Same)
	require.Contains(t, string(result.Scenario), "\n# left out: evs.showJob, since ")
}
