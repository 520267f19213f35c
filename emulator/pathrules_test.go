package emulator_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// A rule for a path is matched before those for calls, wherever it is written, and what it claims no other rule claims.
func TestRulesForPathsComeFirst(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: RUNNING}]}]
rules:
  - {call: evs.showJob, answer: {error: EVS.5503}}
  - {path: /v1/**, nth: 2, edit: {headers: {X-Path: "yes"}}}
`)
	for i := range 3 {
		rec := client(t, e, "/evs/v1/p/jobs/a")
		require.Equal(t, i == 1, rec.Code == http.StatusOK, i)
		require.Equal(t, i == 1, rec.Header().Get("X-Path") == "yes", i)
	}
}
