package testharness_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/metrics"
	"github.com/jobsim/jobsim/testharness"
)

// sent sends a request to a Sim in memory, by a name that the control API takes, and returns the response's status and body.
func sent(t *testing.T, sim *testharness.Sim, method, path, body string) (status int, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://localhost"+path, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("X-Auth-Token", "t")
	res, err := sim.Client().Do(req)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }() // it was read
	read, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(read)
}

// TestOptionsOfAServer checks at the wire what each option of the whole emulator does.
func TestOptionsOfAServer(t *testing.T) {
	t.Parallel()
	const poll = "/evs/v1/p/jobs/j1"
	t.Run("Always", func(t *testing.T) {
		t.Parallel()
		sim := testharness.Run(t, testharness.Scenario(twoJobs), testharness.Always("evs:EVS.2024"))
		status, body := sent(t, sim, http.MethodGet, poll, "")
		require.Equal(t, "EVS.2024", gjson.Get(body, "error.code").String(), "%d %s", status, body)
	})
	t.Run("BodyLimit", func(t *testing.T) {
		t.Parallel()
		sim := testharness.Run(t, testharness.Scenario(twoJobs), testharness.BodyLimit(64))
		status, _ := sent(t, sim, http.MethodPost, "/evs/v2/p/cloudvolumes", strings.Repeat(" ", 64)+"{}")
		require.Equal(t, http.StatusRequestEntityTooLarge, status)
		status, _ = sent(t, sim, http.MethodPost, "/evs/v2/p/cloudvolumes", "{}")
		require.Equal(t, http.StatusBadRequest, status)
	})
	t.Run("JournalSize", func(t *testing.T) {
		t.Parallel()
		sim := testharness.Run(t, testharness.Scenario(twoJobs), testharness.JournalSize(2))
		for range 3 {
			sent(t, sim, http.MethodGet, poll, "")
		}
		entries := sim.Journal().Entries()
		require.Len(t, entries, 2)
		require.EqualValues(t, 2, entries[0].N)
	})
	t.Run("Metrics", func(t *testing.T) {
		t.Parallel()
		sim := testharness.Run(t, testharness.Scenario(twoJobs), testharness.Metrics(metrics.New()))
		sent(t, sim, http.MethodGet, poll, "")
		status, page := sent(t, sim, http.MethodGet, "/__admin/metrics", "")
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, page, `jobsim_requests_total{api="evs"`)
	})
	t.Run("Log", func(t *testing.T) {
		t.Parallel()
		var lines bytes.Buffer
		sim := testharness.Run(t, testharness.Scenario(twoJobs), testharness.Log(slog.New(slog.NewJSONHandler(&lines, nil))))
		sent(t, sim, http.MethodGet, poll, "")
		sim.Journal().RequirePolls("evs", "j1", 1) // the request has ended, and so its record is written
		require.Equal(t, poll, gjson.Get(lines.String(), "path").String(), lines.String())
	})
}
