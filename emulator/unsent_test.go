package emulator_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
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
		leaves   leaving
		polls    int
		consumed bool
	}{
		"delay: 1h":               {leaves: whenSent},
		"delay: 1h, break: drip":  {leaves: whenSent},
		"break: drip":             {leaves: atFirstByte},
		"break: hang":             {leaves: whenSent},
		"break: truncate":         {},
		"break: reset":            {},
		"break: lose":             {consumed: true},
		"delay: 1ms, break: lose": {consumed: true},
		"delay: 1ms":              {polls: 1, consumed: true},
	} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			if want.leaves == atFirstByte { // a body that is far from over when the client leaves
				rule += ", edit: {set: {long: " + strings.Repeat("x", 20_000) + "}}"
			}
			e := begin(t, emulator.Options{}, unsentJobs+"  - {call: evs.showJob, "+rule+"}\n  - {call: element.GetAsyncResult, "+rule+"}\n")
			srv := httptest.NewServer(e)
			t.Cleanup(srv.Close)
			lose(t, srv, want.leaves, "/evs/v1/p/jobs/j1", "")
			lose(t, srv, want.leaves, "/json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`)
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

// leaving is when a client gives up.
type leaving int

const (
	_           leaving = iota // never: it reads the response to its end
	whenSent                   // once its request is on the way
	atFirstByte                // of the body
)

// lose sends a request and reads the response until the client leaves. What it waits for are events, not time: a client that
// is out of patience on a busy machine may not even have sent its request.
func lose(t *testing.T, srv *httptest.Server, leaves leaving, path, body string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if leaves == whenSent {
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { cancel() }})
	}
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
	if leaves == atFirstByte {
		_, err = io.ReadFull(res.Body, make([]byte, 1))
		require.NoError(t, err)
		return
	}
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
