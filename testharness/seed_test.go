package testharness_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httputil"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// randomScenario uses everything in a scenario that is drawn from the seed.
const randomScenario = `
jobs:
  - api: evs
    id: disk
    type: createVolume
    hidden: 1s..20s
    timeline:
      - {status: INIT, for: 1s..20s}
      - {status: RUNNING, for: 1s..20s}
      - choose:
          - {weight: 1, steps: [{status: SUCCESS}]}
          - {weight: 1, steps: [{status: FAIL, error: EVS.2024}]}
rules:
  - call: evs.createVolume
    start:
      timeline:
        - {status: INIT, for: 1s..20s}
        - choose:
            - {steps: [{status: SUCCESS}]}
            - {steps: [{status: FAIL, error: EVS.2026}]}
  - {call: evs.showJob, chance: 20%, answer: {error: APIGW.0308, retry_after: date 5s}}
  - {call: evs.showJob, chance: 20%, break: reset}
  - {call: evs.showJob, chance: 20%, break: truncate}
`

// TestSeedDecidesEveryByte compares all bytes, headers and broken responses included, of two runs with one seed and of one
// run with another.
func TestSeedDecidesEveryByte(t *testing.T) {
	t.Parallel()
	first := transcriptOf(t, 7)
	require.Equal(t, first, transcriptOf(t, 7))
	require.NotEqual(t, first, transcriptOf(t, 8))
	for _, want := range []string{"RUNNING", "Common.0011", "429", "reset", "unexpected EOF"} {
		require.Contains(t, first, want, "the transcript has what the seed decides")
	}
}

// transcriptOf returns everything that a client sees in a minute of polling.
func transcriptOf(t *testing.T, seed uint64) string {
	t.Helper()
	sim := testharness.Run(t, testharness.Scenario(randomScenario), testharness.Seed(seed))
	var all bytes.Buffer
	ask := func(method, path, body string) {
		r, err := http.NewRequest(method, "http://jobsim"+path, strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("X-Auth-Token", "t")
		res, err := sim.Client().Do(r)
		if err != nil {
			fmt.Fprintln(&all, err)
			return
		}
		defer res.Body.Close()
		response, err := httputil.DumpResponse(res, true)
		if err != nil {
			fmt.Fprintln(&all, err)
		}
		all.Write(response)
	}
	ask(http.MethodPost, "/v3/p/cloudvolumes", `{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD","count":3}}`)
	for range 30 {
		ask(http.MethodGet, "/v1/p/jobs/disk", "")
		ask(http.MethodGet, "/v2/p/cloudvolumes/detail", "")
		sim.Advance(2 * time.Second)
	}
	return all.String()
}
