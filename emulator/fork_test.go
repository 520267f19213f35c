package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/journal"
)

// TestFork: what if it had failed here? The fork goes on from the same instant with the same fate, and neither sees what
// is done to the other.
func TestFork(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), story+"  - {path: /never, answer: {status: 500}}\n")
	a := &actor{t: t, h: e}
	for _, act := range acts[:4] {
		act(a)
		e.Clock().Advance(3 * time.Second)
	}
	made := admin(t, e, "POST /fork", "").want(http.StatusCreated)
	fork, ok := e.FindSession(made.get("id").String())
	require.True(t, ok)
	twin := &actor{t: t, h: fork, token: a.token, job: a.job, told: append([]string(nil), a.told...)}
	for _, act := range acts[4:] {
		act(a)
		act(twin)
		e.Clock().Advance(3 * time.Second)
		fork.Clock().Advance(3 * time.Second)
	}
	require.Equal(t, a.told, twin.told)
	_, err := fork.Jobs().Force(j1, "{status: FAIL, error: EVS.2024}")
	require.NoError(t, err)
	snap, err := e.Jobs().Peek(j1)
	require.NoError(t, err)
	require.NotEqual(t, "FAIL", snap.Status)
	text, err := fork.Snapshot()
	require.NoError(t, err)
	require.NoError(t, e.Restore(text), "a fork has the past of both")
	again := admin(t, e, "POST /sessions/"+fork.ID()+"/fork", "").want(http.StatusCreated)
	require.Equal(t, "FAIL", gjson.Get(adminAt(t, e, "/s/"+again.get("id").String(), "GET /jobs/evs/j1", "").Body.String(), "status").String())
}

// TestResetIsAtomic resets again and again under polls: each answer is of one world, and none is an error.
func TestResetIsAtomic(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}]")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 200 {
				r := httptest.NewRequest(http.MethodGet, "/evs/v1/p/jobs/j1", nil)
				r.Header.Set("X-Auth-Token", "t")
				rec := httptest.NewRecorder()
				if e.ServeHTTP(rec, r); rec.Code != http.StatusOK {
					t.Errorf("%d %s", rec.Code, rec.Body)
				}
			}
		})
	}
	for range 50 {
		admin(t, e, "POST /reset", "").want(http.StatusNoContent)
	}
	all.Wait()
	admin(t, e, "POST /reset", "").want(http.StatusNoContent)
	require.Empty(t, e.Journal().Entries(journal.Filter{}))
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j1"))
}
