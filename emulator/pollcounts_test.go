package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// TestPollsOfAHeldJob checks that polls of a held job are not counted: its step of three polls goes on after the release.
func TestPollsOfAHeldJob(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	poll(t, e, "/evs/v1/p/jobs/j2")
	admin(t, e, "POST /jobs/evs/j2/hold", "").want(http.StatusOK)
	for range 5 {
		require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j2"))
	}
	require.Equal(t, "1", admin(t, e, "GET /jobs/evs/j2", "").get("polls").Raw)
	require.Equal(t, "1", admin(t, e, "GET /journal/count?job=evs/j2", "").get("count").Raw)
	require.Equal(t, "false", admin(t, e, "GET /journal?limit=1", "").get("entries.0.observed.0.poll").Raw)
	admin(t, e, "POST /jobs/evs/j2/release", "").want(http.StatusOK)
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j2"))
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j2"))
	require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/j2"))
}

// TestPollCountsSurviveARestore checks that a step that ends by polls, and the count of one that does not, go on after a restore.
func TestPollCountsSurviveARestore(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	for range 2 {
		poll(t, e, "/evs/v1/p/jobs/j1")
		poll(t, e, "/evs/v1/p/jobs/j2")
	}
	text, err := e.Snapshot()
	require.NoError(t, err)
	require.NoError(t, e.Reset())
	require.Equal(t, "0", admin(t, e, "GET /jobs/evs/j2", "").get("polls").Raw)
	require.NoError(t, e.Restore(text))
	require.Equal(t, "2", admin(t, e, "GET /jobs/evs/j1", "").get("polls").Raw)
	require.Equal(t, "2", admin(t, e, "GET /jobs/evs/j2", "").get("polls").Raw)
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j2"))
	require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/j2"))
}

// TestWaitAcrossAReset checks that a wait does not add polls before a reset to those after it.
func TestWaitAcrossAReset(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, manual(), several)
		poll(t, e, "/evs/v1/p/jobs/j2")
		poll(t, e, "/evs/v1/p/jobs/j2")
		waited := make(chan asked, 1)
		go func() {
			rec := httptest.NewRecorder()
			e.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://localhost/__admin/journal/wait?job=evs/j2&polls=3&timeout=1m", nil))
			waited <- asked{rec, t}
		}()
		synctest.Wait()
		require.NoError(t, e.Reset())
		poll(t, e, "/evs/v1/p/jobs/j2")
		got := (<-waited).want(http.StatusRequestTimeout)
		require.Contains(t, got.get("error.message").String(), "1 of 3", "one poll since the reset")
	})
}
