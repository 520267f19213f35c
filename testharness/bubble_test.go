package testharness_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestTenMinutesInABubble polls a ten-minute job every ten seconds with a client that calls time.Sleep.
func TestTenMinutesInABubble(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}
`))
		start, polls := time.Now(), 0
		for status := ""; status != "SUCCESS"; polls++ {
			if polls > 0 {
				time.Sleep(10 * time.Second)
			}
			status = poll(t, sim.Client(), "http://jobsim/v1/p/jobs/j1")
		}
		require.Equal(t, 61, polls)
		require.Equal(t, 10*time.Minute, time.Since(start))
	})
}

// poll returns the status of an EVS or SDRS job.
func poll(t *testing.T, client *http.Client, url string) string {
	t.Helper()
	res, err := client.Do(pollRequest(t, url))
	require.NoError(t, err)
	defer res.Body.Close()
	var body struct{ Status string }
	require.NoError(t, json.NewDecoder(res.Body).Decode(&body))
	return body.Status
}

// pollRequest returns a request for the status of an EVS or SDRS job.
func pollRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	req.Header.Set("X-Auth-Token", "t")
	return req
}
