package otc_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// TestReasonHasNoGaps: a job that fails with an error whose text a request would fill tells it without the gap.
func TestReasonHasNoGaps(t *testing.T) {
	t.Parallel()
	row := job.Row("EVS.1064", 400, "volume status must be available, currently %s", "extend", "test", job.Documented)
	said, err := otc.NewPayload(row)(job.Word{Status: otc.Fail, Phase: job.Failed}, job.Fields{"error": row})
	require.NoError(t, err)
	require.Equal(t, otc.Payload{Code: "EVS.1064", Reason: "volume status must be available, currently "}, said)
}
