package emulator_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

// leftOpen leaves much to the seed: spans, branches, chances, and ids that are made.
const leftOpen = `
jobs:
  - api: evs
    id: disk
    type: createVolume
    timeline:
      - {status: RUNNING, for: 10s..10m}
      - choose: [{steps: [{status: SUCCESS}]}, {steps: [{status: FAIL, error: EVS.2024}]}]
  - api: drs
    id: task-1
    timeline: [{repeat: 20, steps: [{status: INCRE_TRANSFER_STARTED, for: 5s..2m}, {status: INCRE_TRANSFER_FAILED, for: 5s..1m}]}, {status: INCRE_TRANSFER_STARTED}]
rules:
  - {call: evs.showJob, chance: 30%, answer: {error: APIGW.0308}}
  - {call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 1s..5m}, {status: SUCCESS}]}}
`

// session is all that a client is sent in an hour of polling over a socket, byte for byte.
func session(t *testing.T, seed uint64) string {
	t.Helper()
	c := clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC))
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "drawn", Text: []byte(leftOpen)}}, Clock: c, Seed: &seed})
	require.NoError(t, err)
	srv := httptest.NewServer(e)
	defer srv.Close()
	var all strings.Builder
	ask := func(method, path, body string) {
		r, err := http.NewRequestWithContext(t.Context(), method, srv.URL+path, strings.NewReader(body))
		require.NoError(t, err)
		r.Host, r.Header = "jobsim", http.Header{"X-Auth-Token": {"t"}}
		res, err := srv.Client().Do(r)
		require.NoError(t, err)
		dump, err := httputil.DumpResponse(res, true)
		require.NoError(t, err)
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		fmt.Fprintf(&all, "%s %s\n%s\n", method, path, dump)
	}
	for range 40 {
		ask(http.MethodGet, "/evs/v1/p/jobs/disk", "")
		ask(http.MethodPost, "/drs/v3/p/jobs/batch-status", `{"jobs":["task-1"]}`)
		ask(http.MethodPost, "/evs/v2/p/cloudvolumes", `{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD"}}`)
		ask(http.MethodGet, "/evs/v2/p/cloudvolumes/detail", "")
		e.Clock().Advance(90 * time.Second)
	}
	return all.String()
}

// The same seed gives the same bytes twice; another one gives others.
func TestSeedFixesEveryByte(t *testing.T) {
	t.Parallel()
	first := session(t, 7)
	require.Equal(t, first, session(t, 7))
	require.NotEqual(t, first, session(t, 8))
	for _, word := range []string{"APIGW.0308", "INCRE_TRANSFER_FAILED", "X-Jobsim-Clock", "X-Request-Id"} {
		require.Contains(t, first, word, "what is compared says something")
	}
}
