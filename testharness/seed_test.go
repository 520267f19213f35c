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

// drawn leaves open whatever a scenario can leave open.
const drawn = `
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
on:
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

// TestSeedDecidesEveryByte plays a session twice under one seed and once under another: the first two are the same byte
// for byte, headers and broken answers included, and the third differs.
func TestSeedDecidesEveryByte(t *testing.T) {
	t.Parallel()
	first := session(t, 7)
	require.Equal(t, first, session(t, 7))
	require.NotEqual(t, first, session(t, 8))
	for _, told := range []string{"RUNNING", "Common.0011", "429", "reset", "unexpected EOF"} {
		require.Contains(t, first, told, "the session shows what a seed decides")
	}
}

// session is everything that a client sees in a minute of polling.
func session(t *testing.T, seed uint64) string {
	t.Helper()
	sim := testharness.Run(t, testharness.Scenario(drawn), testharness.Seed(seed))
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
		answer, err := httputil.DumpResponse(res, true)
		if err != nil {
			fmt.Fprintln(&all, err)
		}
		all.Write(answer)
	}
	ask(http.MethodPost, "/v3/p/cloudvolumes", `{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD","count":3}}`)
	for range 30 {
		ask(http.MethodGet, "/v1/p/jobs/disk", "")
		ask(http.MethodGet, "/v2/p/cloudvolumes/detail", "")
		sim.Advance(2 * time.Second)
	}
	return all.String()
}
