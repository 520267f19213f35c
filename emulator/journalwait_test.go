package emulator_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
)

// TestWaitForPolls: when the client has polled three times, fail the job.
func TestWaitForPolls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, emulator.Options{}, several)
		seen := make(chan string, 10)
		go func() {
			for range 5 {
				time.Sleep(2 * time.Second)
				seen <- gjson.Get(client(t, e, "/evs/v1/p/jobs/j1").Body.String(), "status").String()
			}
			close(seen)
		}()
		start := time.Now()
		require.Equal(t, "3", admin(t, e, "GET /journal/wait?job=evs/j1&polls=3&timeout=1m", "").want(http.StatusOK).get("count").Raw)
		require.Equal(t, 6*time.Second, time.Since(start))
		admin(t, e, "POST /jobs/evs/j1/force", `{"status":"FAIL","error":"EVS.2024"}`).want(http.StatusOK)
		var all []string
		for s := range seen {
			all = append(all, s)
		}
		require.Equal(t, []string{"RUNNING", "RUNNING", "RUNNING", "FAIL", "FAIL"}, all)
	})
}

func TestWaitEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, emulator.Options{}, several)
		start := time.Now()
		late := admin(t, e, "GET /journal/wait?job=evs/j1&polls=3&timeout=5s", "").want(http.StatusRequestTimeout)
		require.Equal(t, 5*time.Second, time.Since(start))
		require.Equal(t, "timeout", late.get("error.code").String())
		require.Contains(t, late.get("error.message").String(), "0 of 3 within 5s")
		made := admin(t, e, "POST /sessions", "").want(http.StatusCreated)
		ended := make(chan int)
		go func() {
			ended <- client(t, e, "http://localhost/s/"+made.get("id").String()+"/__admin/journal/wait?timeout=10m").Code
		}()
		synctest.Wait()
		admin(t, e, "DELETE /sessions/"+made.get("id").String(), "").want(http.StatusNoContent)
		require.Equal(t, http.StatusServiceUnavailable, <-ended, "a session that ends lets nobody wait for it")
	})
}

// TestInFlight shows a request that gets no answer, and completes its entry when the client gives up.
func TestInFlight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, emulator.Options{}, `
jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}]
rules: [{call: evs.showJob, break: hang}]
`)
		ctx, giveUp := context.WithCancel(t.Context())
		go func() {
			defer func() { _ = recover() }() // how net/http ends a connection
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/evs/v1/p/jobs/j1", nil)
			r.Header.Set("X-Auth-Token", "t")
			e.ServeHTTP(httptest.NewRecorder(), r)
		}()
		synctest.Wait()
		time.Sleep(time.Second)
		entry := admin(t, e, "GET /journal", "").want(http.StatusOK).get("entries.0")
		require.Equal(t, "in_flight", entry.Get("state").String())
		require.Equal(t, "0s", entry.Get("duration").String())
		giveUp()
		synctest.Wait()
		entry = admin(t, e, "GET /journal", "").get("entries.0")
		require.Equal(t, "cut_off", entry.Get("state").String())
		require.Equal(t, "1s", entry.Get("duration").String())
		require.Equal(t, "evs/j1: rule test:3 break hang (its call 1)", entry.Get("why").String())
	})
}

// stream is a ResponseWriter whose reader sees what is flushed.
type stream struct {
	header http.Header
	lines  chan string
	rest   strings.Builder
}

func (s *stream) Header() http.Header { return s.header }
func (s *stream) WriteHeader(int)     {}
func (s *stream) Write(p []byte) (int, error) {
	s.rest.Write(p)
	return len(p), nil
}

func (s *stream) Flush() {
	for line := range strings.SplitSeq(s.rest.String(), "\n") {
		if line != "" {
			s.lines <- line
		}
	}
	s.rest.Reset()
}

func TestFollow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, emulator.Options{}, several)
		poll(t, e, "/evs/v1/p/jobs/j1")
		ctx, stop := context.WithCancel(t.Context())
		open := func(query string, headers ...string) (*stream, chan struct{}) {
			out, over := &stream{header: http.Header{}, lines: make(chan string, 100)}, make(chan struct{})
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/__admin/journal/follow"+query, nil)
			for _, h := range headers {
				name, value, _ := strings.Cut(h, ": ")
				r.Header.Set(name, value)
			}
			go func() {
				e.ServeHTTP(out, r)
				close(over)
			}()
			synctest.Wait()
			return out, over
		}
		fresh, over := open("")
		all, _ := open("?since=0")
		only, _ := open("?job=j2")
		require.Equal(t, "text/event-stream", fresh.header.Get("Content-Type"))
		require.Len(t, all.lines, 3, "what there was before")
		poll(t, e, "/evs/v1/p/jobs/j2")
		poll(t, e, "/evs/v1/p/jobs/j1")
		synctest.Wait()
		for _, want := range []struct{ id, job string }{{"2", "evs/j2"}, {"3", "evs/j1"}} {
			require.Equal(t, "id: "+want.id, <-fresh.lines)
			require.Equal(t, "event: entry", <-fresh.lines)
			data := strings.TrimPrefix(<-fresh.lines, "data: ")
			require.Equal(t, want.job, gjson.Get(data, "observed.0.job").String())
		}
		require.Len(t, all.lines, 9)
		require.Len(t, only.lines, 3)
		again, _ := open("", "Last-Event-ID: 1")
		require.Len(t, again.lines, 6)
		stop()
		<-over
	})
}

// TestFollowersLetTheServerGo: a stream that nobody ends does not keep a server from shutting down.
func TestFollowersLetTheServerGo(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(begin(t, manual(), several))
	defer srv.Close()
	for _, path := range []string{"/__admin/journal/follow", "/__admin/journal/follow?since=0"} {
		res, err := srv.Client().Get(srv.URL + path)
		require.NoError(t, err)
		defer res.Body.Close()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	require.NoError(t, srv.Config.Shutdown(ctx))
}
