package emulator_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// unsentJobs end or are consumed at their first poll.
const unsentJobs = `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 1 polls}, {status: SUCCESS}]}
  - {api: element, handle: 7, type: Clone, timeline: [{status: complete, result: {cloneID: 25}}]}
rules:
`

// TestUnsentResponseIsNoPoll lets a client lose a response in each way, over a socket. The journal must have it as cut off
// and not as a poll, and the job must not have moved, nor after a snapshot is restored; a lost reply alone consumes a result.
func TestUnsentResponseIsNoPoll(t *testing.T) {
	t.Parallel()
	for rule, want := range map[string]struct {
		polls    int
		consumed bool
	}{
		"delay: 1m":               {},
		"delay: 1m, break: drip":  {},
		"break: drip":             {}, // takes longer than the client's patience
		"break: hang":             {},
		"break: truncate":         {},
		"break: reset":            {},
		"break: lose":             {consumed: true},
		"delay: 1ms, break: lose": {consumed: true},
		"delay: 1ms":              {polls: 1, consumed: true},
	} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			e := begin(t, emulator.Options{}, unsentJobs+"  - {call: evs.showJob, "+rule+"}\n  - {call: element.GetAsyncResult, "+rule+"}\n")
			srv := httptest.NewServer(e)
			t.Cleanup(srv.Close)
			patience := 100 * time.Millisecond
			if want.polls > 0 {
				patience = time.Minute
			}
			lose(t, srv, patience, "/evs/v1/p/jobs/j1", "")
			lose(t, srv, patience, "/json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`)
			for _, e := range wholeJournal(t, e, 2) {
				if want.polls == 0 {
					require.Equal(t, journal.CutOff, e.State)
				}
				for _, view := range e.Observed {
					require.Equal(t, want.polls > 0, view.Counted)
				}
			}
			require.Equal(t, want.polls, e.Journal().Polls(journal.Filter{Job: "evs/j1"}))
			snapshot, err := e.Snapshot()
			require.NoError(t, err)
			again, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "snapshot", Text: snapshot}}})
			require.NoError(t, err)
			for _, e := range []*emulator.Emulator{e, again} {
				snap, err := e.Jobs().Peek(job.Ref{API: "evs", ID: "j1"})
				require.NoError(t, err)
				require.Equal(t, []string{"RUNNING", "SUCCESS"}[want.polls], snap.Status)
				_, err = e.Jobs().Peek(job.Ref{API: "element", ID: "7"})
				require.Equal(t, want.consumed, err != nil, "%v", err)
			}
		})
	}
}

// lose sends a request and waits for the whole response until the client's patience is over.
func lose(t *testing.T, srv *httptest.Server, patience time.Duration, path, body string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(ctx, method, srv.URL+path, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("X-Auth-Token", "t")
	if body != "" {
		r.SetBasicAuth("admin", "any")
	}
	res, err := srv.Client().Do(r)
	if err != nil {
		return
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body) // it may be cut off
}

// wholeJournal returns the entries once as many have ended.
func wholeJournal(t *testing.T, e *emulator.Emulator, n int) []journal.Entry {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, err := e.Journal().Wait(ctx, nil, journal.Filter{}, n)
	require.NoError(t, err)
	return e.Journal().Entries(journal.Filter{})
}
