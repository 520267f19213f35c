package otc_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// The fail_reason of a job whose error has a gap to fill from a request has no gap.
func TestReasonHasNoGaps(t *testing.T) {
	t.Parallel()
	row := job.Row("EVS.1064", 400, "volume status must be available, currently %s", "extend", "test", job.Documented)
	payload, err := otc.NewPayload(row)(job.Word{Status: otc.Fail, Phase: job.Failed}, job.Fields{"error": row})
	require.NoError(t, err)
	require.Equal(t, otc.Payload{Code: "EVS.1064", Reason: "volume status must be available, currently ", Unfilled: row.Message}, payload)
}
