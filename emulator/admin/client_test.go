package admin_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

const disks = `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 27s}, {status: SUCCESS}]}
  - {api: evs, id: "a/b", type: createVolume, timeline: [{status: RUNNING}]}
`

// serve starts an emulator on a port of the loopback interface and returns its URL and a client of it.
func serve(t *testing.T, opts emulator.Options) (string, *admin.Client) {
	t.Helper()
	opts.Clock = clock.NewManual(noon)
	opts.Scenarios = []emulator.Source{{Name: "disks", Text: []byte(disks)}}
	sim, err := emulator.New(opts)
	require.NoError(t, err)
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	c, err := admin.NewClient(server.URL)
	require.NoError(t, err)
	return server.URL, c
}

// poll polls a job as a client of EVS does.
func poll(t *testing.T, url, id string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/evs/v1/p/jobs/"+id, nil)
	require.NoError(t, err)
	req.Header.Set("X-Auth-Token", "t")
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
}

func TestClientJobs(t *testing.T) {
	t.Parallel()
	_, c := serve(t, emulator.Options{})
	ctx := t.Context()

	list, err := c.Jobs(ctx, admin.JobFilter{API: "evs", Phase: "running"})
	require.NoError(t, err)
	require.Equal(t, 1, list.Total)
	require.Equal(t, "evs/a/b", list.Jobs[0].Job)

	j, err := c.Hold(ctx, "evs/a/b")
	require.NoError(t, err)
	require.True(t, j.Held)
	j, err = c.Release(ctx, "evs/a/b")
	require.NoError(t, err)
	require.False(t, j.Held)
	j, err = c.Force(ctx, "evs/a/b", []byte(`{"status": "FAIL", "error": "EVS.2024"}`))
	require.NoError(t, err)
	require.Equal(t, "failed", j.Phase)

	list, err = c.StartJobs(ctx, []byte("jobs: [{api: evs, id: j3, type: createVolume, timeline: [{status: RUNNING}]}]"))
	require.NoError(t, err)
	require.Equal(t, "evs/j3", list.Jobs[0].Job)
	_, err = c.StartJobs(ctx, []byte("jobs: [{api: evs, id: j4, type: createVolume, timeline: [{status: RUNING}]}]"))
	var refused *admin.Error
	require.ErrorAs(t, err, &refused)
	require.Equal(t, http.StatusBadRequest, refused.Status)
	require.Equal(t, "bad_scenario", refused.Code)
	require.Len(t, refused.Diagnostics, 1)
	require.Equal(t, `did you mean RUNNING? On purpose: {name: "RUNING", phase: running}`, refused.Diagnostics[0].Hint)

	line, err := c.Timeline(ctx, "evs/j1")
	require.NoError(t, err)
	require.Len(t, line.Future, 3)
	require.Equal(t, admin.Duration(28*time.Second), *line.Future[2].In)
	_, err = c.Job(ctx, "evs/j2")
	require.ErrorAs(t, err, &refused)
	require.Equal(t, "unknown_job", refused.Code)
}

func TestClientClock(t *testing.T) {
	t.Parallel()
	_, c := serve(t, emulator.Options{})
	ctx := t.Context()
	now, err := c.Clock(ctx)
	require.NoError(t, err)
	require.Equal(t, "evs/j1", now.Next.Job)
	for _, step := range []struct {
		do   func() (admin.ClockChange, error)
		want time.Duration
	}{
		{func() (admin.ClockChange, error) { return c.AdvanceNext(ctx) }, time.Second},
		{func() (admin.ClockChange, error) { return c.Advance(ctx, 2*time.Second) }, 2 * time.Second},
		{func() (admin.ClockChange, error) { return c.AdvanceEnd(ctx) }, 25 * time.Second},
		{func() (admin.ClockChange, error) { return c.SetClock(ctx, noon.Add(time.Minute)) }, 32 * time.Second},
		{func() (admin.ClockChange, error) { return c.PauseClock(ctx) }, 0},
	} {
		moved, err := step.do()
		require.NoError(t, err)
		require.Equal(t, admin.Duration(step.want), moved.Advanced)
	}
	moved, err := c.SetClockMode(ctx, "60x")
	require.NoError(t, err)
	require.Equal(t, "60x", moved.Mode)
	moved, err = c.ScaleClock(ctx, 2)
	require.NoError(t, err)
	require.InDelta(t, 2, moved.Pace, 0)
	_, err = c.PauseClock(ctx)
	require.NoError(t, err)
	moved, err = c.ResumeClock(ctx)
	require.NoError(t, err)
	require.InDelta(t, 2, moved.Pace, 0)
}

func TestClientJournal(t *testing.T) {
	t.Parallel()
	url, c := serve(t, emulator.Options{})
	ctx := t.Context()
	followed := make(chan admin.Entry)
	following, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(followed)
		for e, err := range c.Follow(following, admin.EntryFilter{Job: "evs/j1", Since: new(uint64(1))}) {
			if err != nil {
				return
			}
			followed <- e
		}
	}()
	poll(t, url, "nothing")
	poll(t, url, "j1")
	e := <-followed
	require.Equal(t, "evs/j1", e.Observed[0].Job)
	require.Equal(t, "time", e.Observed[0].WaitsFor)
	stop()
	_, open := <-followed
	require.False(t, open)

	n, err := c.Wait(ctx, admin.EntryFilter{Job: "evs/j1"}, 1, time.Minute)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	n, err = c.Count(ctx, admin.EntryFilter{API: "evs"})
	require.NoError(t, err)
	require.Equal(t, 2, n)
	list, err := c.Journal(ctx, admin.EntryFilter{Unmatched: true}, 0)
	require.NoError(t, err)
	require.Equal(t, 1, list.Total)
	require.Equal(t, "evs/nothing", list.Entries[0].NotFound[0].Job)
	one, err := c.Entry(ctx, list.Entries[0].N)
	require.NoError(t, err)
	require.Equal(t, list.Entries[0], one)
	require.NoError(t, c.ClearJournal(ctx))
	_, err = c.Entry(ctx, one.N)
	require.Error(t, err)
}

func TestClientSessions(t *testing.T) {
	t.Parallel()
	_, c := serve(t, emulator.Options{})
	ctx := t.Context()
	s, err := c.CreateSession(ctx, admin.CreateSession{ID: "t1", Seed: new(uint64(7)), TTL: new(admin.Duration(time.Minute)), Now: new(noon.Add(time.Hour))})
	require.NoError(t, err)
	require.Equal(t, uint64(7), s.Seed)
	require.Equal(t, noon.Add(time.Hour), s.Clock.Now)
	fork, err := c.ForSession("t1").Fork(ctx, admin.ForkSession{ID: "t2"})
	require.NoError(t, err)
	require.Equal(t, uint64(7), fork.Seed)
	own, err := admin.NewClient(fork.URLs["admin"])
	require.NoError(t, err)
	health, err := own.Health(ctx)
	require.NoError(t, err)
	require.Equal(t, "t2", health.Session)
	health, err = own.ForSession("").Health(ctx)
	require.NoError(t, err)
	require.Empty(t, health.Session)
	list, err := c.Sessions(ctx)
	require.NoError(t, err)
	require.Len(t, list.Sessions, 2)
	require.NoError(t, c.EndSession(ctx, "t1"))
	_, err = c.Session(ctx, "t1")
	var refused *admin.Error
	require.ErrorAs(t, err, &refused)
	require.Equal(t, "no_session", refused.Code)
}

func TestClientState(t *testing.T) {
	t.Parallel()
	_, c := serve(t, emulator.Options{})
	ctx := t.Context()
	text, err := c.Snapshot(ctx)
	require.NoError(t, err)
	_, err = c.AdvanceEnd(ctx)
	require.NoError(t, err)
	require.NoError(t, c.Restore(ctx, text))
	j, err := c.Job(ctx, "evs/j1")
	require.NoError(t, err)
	require.Equal(t, "INIT", j.Status)
	require.NoError(t, c.Reset(ctx))
	shipped, err := c.Scenarios(ctx)
	require.NoError(t, err)
	require.Equal(t, []string{"disks"}, shipped.Loaded)
	for _, name := range shipped.Shipped {
		text, err := c.ScenarioText(ctx, name)
		require.NoError(t, err)
		require.NotEmpty(t, text)
	}
	rules, err := c.Rules(ctx)
	require.NoError(t, err)
	require.Empty(t, rules.Rules)
}

func TestClientToken(t *testing.T) {
	t.Parallel()
	_, c := serve(t, emulator.Options{AdminToken: "secret"})
	_, err := c.Health(t.Context())
	var refused *admin.Error
	require.ErrorAs(t, err, &refused)
	require.Equal(t, http.StatusUnauthorized, refused.Status)
	c.Token = "secret"
	_, err = c.Health(t.Context())
	require.NoError(t, err)
}

func TestClientOfAnotherServer(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	c, err := admin.NewClient(server.URL)
	require.NoError(t, err)
	_, err = c.Health(t.Context())
	var odd *admin.UnexpectedResponseError
	require.ErrorAs(t, err, &odd)
	require.Equal(t, "404 Not Found", odd.Status)
	for _, bad := range []string{"", "localhost:8080", "ftp://x", "http://"} {
		_, err := admin.NewClient(bad)
		require.Error(t, err, bad)
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"0s": 0, "500ms": 500 * time.Millisecond, "7d": 7 * 24 * time.Hour, "1d12h": 36 * time.Hour, "1h30m": 90 * time.Minute,
	} {
		var d admin.Duration
		require.NoError(t, json.Unmarshal([]byte(`"`+text+`"`), &d), text)
		require.Equal(t, want, time.Duration(d))
	}
	for _, bad := range []string{`27`, `"27"`, `"-1s"`, `"d"`, `"-1d"`, `"999999999d"`, `""`, `null`} {
		d := admin.Duration(1)
		err := d.UnmarshalJSON([]byte(bad))
		var wrong *admin.DurationError
		require.ErrorAs(t, err, &wrong, bad)
	}
}

func TestTarget(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]admin.Target{
		`"next"`: {Word: "next"}, `"end"`: {Word: "end"}, `{"job":"evs/j1","status":"FAIL"}`: {Job: "evs/j1", Status: "FAIL"},
	} {
		var got admin.Target
		require.NoError(t, json.Unmarshal([]byte(text), &got))
		require.Equal(t, want, got)
		again, err := json.Marshal(got)
		require.NoError(t, err)
		require.JSONEq(t, text, string(again))
	}
	for _, bad := range []string{`"soon"`, `1`, `{}`, `{"job":"evs/j1"}`, `{"job":"evs/j1","status":"FAIL","x":1}`} {
		var got admin.Target
		require.ErrorIs(t, json.Unmarshal([]byte(bad), &got), admin.ErrTarget, bad)
	}
	_, err := json.Marshal(admin.Target{})
	require.Error(t, err)
}

// TestClientCatalog reads what an editor of scenarios needs: the words of the APIs, their errors, and what a text would be.
func TestClientCatalog(t *testing.T) {
	t.Parallel()
	_, c := serve(t, emulator.Options{NativeErrors: func(string) ([]admin.NativeError, error) {
		return []admin.NativeError{{API: "evs", Code: "EVS.2024"}}, nil
	}})
	ctx := t.Context()

	apis, err := c.APIs(ctx)
	require.NoError(t, err)
	require.Equal(t, "evs", apis.APIs[slices.IndexFunc(apis.APIs, func(a admin.API) bool { return a.Name == "evs" })].Name)
	failures, err := c.NativeErrors(ctx)
	require.NoError(t, err)
	require.Equal(t, "EVS.2024", failures.Errors[0].Code)

	explained, err := c.Explain(ctx, []byte(disks))
	require.NoError(t, err)
	require.Equal(t, 2, explained.Jobs)
	_, err = c.Explain(ctx, []byte("jobs: [{api: evs, id: x, type: createVolume, timeline: [{status: RUNING}]}]"))
	wrong, ok := errors.AsType[*admin.Error](err)
	require.True(t, ok)
	require.Contains(t, wrong.Error(), "RUNNING")

	text, err := c.JobScenario(ctx, "evs/j1")
	require.NoError(t, err)
	require.Contains(t, string(text), "createVolume")
	_, err = c.StartJobs(ctx, []byte("jobs: [{api: evs, id: made, type: createVolume, entities: {volume_id: v-1}, timeline: [{status: SUCCESS}]}]"))
	require.NoError(t, err)
	things, err := c.Resources(ctx, "evs", "volume")
	require.NoError(t, err)
	require.Equal(t, "v-1", things.Resources[0].ID)
}
