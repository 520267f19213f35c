package emulator

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

const fewJobs = `
jobs:
  - {api: evs, id: "4242", type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}
  - {api: element, handle: 4242, type: Clone, timeline: [{status: running, for: 1m}, {status: complete, result: {cloneID: 1}}]}
rules:
  - {call: evs.createVolume, where: {volume.size: ">= 100"}, start: {timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}}
`

func few(t testing.TB, log *slog.Logger) *Emulator {
	t.Helper()
	e, err := New(Options{Clock: clock.NewManual(apitest.Noon), Log: log, Scenarios: []Source{{Name: "few.yaml", Text: []byte(fewJobs)}}})
	require.NoError(t, err)
	return e
}

var verb = regexp.MustCompile(`^[A-Z]+$`)

// FuzzAdmin sends anything to the control API. Nothing is a server error, nothing waits, and a refusal says why.
func FuzzAdmin(f *testing.F) {
	for _, seed := range []string{
		`GET /jobs?api=evs&phase=running&limit=1`, `POST /jobs jobs: [{api: evs, id: x, timeline: [{status: RUNNING, for: 1s}, {status: SUCCESS}]}]`,
		`POST /sessions {"scenario":"demo","seed":7,"clock":"manual","ttl":"1h","settings":{"auth":"strict"}}`, `POST /sessions {"id":"a","clock":"60x","now":"2026-01-02T12:00:00Z"}`,
		`POST /clock/advance {"by":"11m"}`, `POST /clock/advance {"to":"next"}`, `POST /clock/set {"at":"2026-01-02T13:00:00Z"}`, `POST /clock/scale {"factor":60}`,
		`POST /clock/mode {"mode":"skipping"}`, `POST /clock/mode {"mode":"1e999x"}`, `POST /clock/advance {"by":"106751d23h47m16s"}`, `POST /clock/pause`, `GET /clock`,
		`POST /jobs/evs/4242/force {"status":"SUCCESS"}`, `POST /jobs/evs/4242/hold`, `GET /jobs/evs/4242/timeline`, `GET /journal?since=1&limit=2&job=evs/4242`,
		`GET /journal/wait?job=evs/4242&polls=2&timeout=1s`, `GET /journal/count?status=200`, `GET /scenarios/demo`, `POST /restore jobsim: snapshot`, `GET /snapshot`,
		`GET /metrics`, `GET /%2e%2e`, `POST /fork`, `POST /reset`, `DELETE /sessions/x`, `GET /journal/99999999999999999999`,
	} {
		method, rest, _ := strings.Cut(seed, " ")
		path, body, _ := strings.Cut(rest, " ")
		f.Add(method, path, body)
	}
	e := few(f, nil)
	f.Fuzz(func(t *testing.T, method, path, body string) {
		at := "/s/" + fresh(t, e).ID()
		u, err := url.ParseRequestURI(at + "/__admin" + path)
		if err != nil || u.Host != "" || !verb.MatchString(method) {
			t.Skip("no request line")
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // nobody waits for what comes later
		r := httptest.NewRequest(method, "http://localhost/", strings.NewReader(body)).WithContext(ctx)
		r.URL = u
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, r)
		require.Less(t, rec.Code, 500, "%s", rec.Body)
		if rec.Header().Get("Content-Type") == "application/json" {
			require.True(t, json.Valid(rec.Body.Bytes()), "%s", rec.Body)
		}
		for _, poll := range []string{"/evs/v1/p/jobs/4242", "/__admin/jobs", "/__admin/snapshot", "/__admin/jobs/evs/4242/timeline"} {
			rec := httptest.NewRecorder()
			r := httptest.NewRequest(http.MethodGet, "http://localhost"+at+poll, nil)
			r.Header.Set("X-Auth-Token", "t")
			e.ServeHTTP(rec, r)
			require.Less(t, rec.Code, 500, "%s after %s %s: %s", poll, method, path, rec.Body)
		}
	})
}

// fresh returns a session like the main one, and ends all others.
func fresh(t testing.TB, e *Emulator) *Session {
	t.Helper()
	for _, s := range e.registry.All() {
		e.EndSession(s.ID())
	}
	s, err := e.Fork(e.Session, ForkOptions{})
	require.NoError(t, err)
	return s
}

// FuzzRestore restores anything, and what it takes it can write again.
func FuzzRestore(f *testing.F) {
	e := few(f, nil)
	first, err := e.Snapshot()
	require.NoError(f, err)
	f.Add(first)
	r := httptest.NewRequest(http.MethodPost, samples(f, "evs")[1].Path, strings.NewReader(samples(f, "evs")[1].Body))
	r.Header.Set("X-Auth-Token", "t")
	e.ServeHTTP(httptest.NewRecorder(), r)
	e.Clock().Advance(time.Hour)
	then, err := e.Snapshot()
	require.NoError(f, err)
	f.Add(then)
	f.Add([]byte(fewJobs))
	f.Add([]byte("snapshot:\n  version: 1"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s := fresh(t, e)
		if s.Restore(text) != nil {
			return
		}
		s.Clock().Pause()
		again, err := s.Snapshot()
		require.NoError(t, err)
		require.NoError(t, s.Restore(again))
		same, err := s.Snapshot()
		require.NoError(t, err)
		require.Equal(t, string(again), string(same))
	})
}

// FuzzRaw sends any bytes over a connection. Whatever is answered is whole, in a form of ours, and no server error.
func FuzzRaw(f *testing.F) {
	for _, a := range apis.All() {
		for _, s := range samples(f, a.Name) {
			for i, raw := range apitest.Hostile(s) {
				if i%70 == 0 && len(raw.Text) < 2000 {
					f.Add(raw.Text)
				}
			}
		}
	}
	var log noise
	e := few(f, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(f, err)
	srv := e.Server(Limits{BodyTime: time.Second, HeadTime: time.Second})
	go func() { _ = srv.Serve(l) }()
	f.Cleanup(func() { require.NoError(f, srv.Close()) })
	f.Fuzz(func(t *testing.T, text string) {
		_, err := sendRaw(l.Addr().String(), text)
		require.NoError(t, err)
		require.Empty(t, log.said())
	})
}
