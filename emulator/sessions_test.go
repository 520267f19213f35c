package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/journal"
)

const quick = `{"scenario":"jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}]","clock":"manual"}`

func TestSessionIsReached(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	made := admin(t, e, "POST /sessions", `{"id":"t42","scenario":"jobs:\n  - {api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}\n  - {api: element, handle: 7, type: Clone, timeline: [{status: complete, result: {}}]}\n"}`)
	made.want(http.StatusCreated)
	project := made.get("project_id").String()
	require.Equal(t, "http://localhost/s/t42", made.get("urls.base").String())
	require.Equal(t, "http://localhost/s/t42/evs", made.get("urls.evs").String())
	require.Equal(t, "http://localhost/s/t42/iam/v3", made.get("env.OS_AUTH_URL").String())
	require.Equal(t, "http://localhost/s/t42", made.get("env.JOBSIM_URL").String())
	require.Equal(t, project, made.get("env.OS_PROJECT_ID").String())

	require.Equal(t, "INIT", poll(t, e, "/evs/v1/p/jobs/j1"), "the emulator's own")
	for name, path := range map[string]string{
		"path prefix":            "/s/t42/evs/v1/p/jobs/j1",
		"path prefix, no API":    "/s/t42/v1/p/jobs/j1",
		"host label":             "http://t42.localhost:8080/evs/v1/p/jobs/j1",
		"project id":             "/evs/v1/" + project + "/jobs/j1",
		"project id without API": "/v1/" + project + "/jobs/j1",
		"the id as the project":  "/v1/t42/jobs/j1",
	} {
		require.Equal(t, "SUCCESS", poll(t, e, path), name)
	}
	element := func(user string) string {
		r := httptest.NewRequest(http.MethodPost, "/json-rpc/12.5", strings.NewReader(`{"method":"GetAsyncResult","params":{"asyncHandle":7,"keepResult":true}}`))
		r.SetBasicAuth(user, "any")
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, r)
		return rec.Body.String()
	}
	require.Contains(t, element("admin"), "running")
	require.Contains(t, element("t42"), "complete")

	s, ok := e.FindSession("t42")
	require.True(t, ok)
	require.Equal(t, "SUCCESS", poll(t, s, "/evs/v1/p/jobs/j1"), "a handler of its own")
	require.Equal(t, http.StatusOK, client(t, e, "/s/t42/healthz").Code)
	require.Equal(t, "t42", adminAt(t, e, "/s/t42", "GET /health", "").want(http.StatusOK).get("session").String())

	require.Equal(t, "t42", admin(t, e, "GET /sessions", "").want(http.StatusOK).get("sessions.0.id").String())
	require.Equal(t, "t42", admin(t, e, "GET /sessions/t42", "").want(http.StatusOK).get("id").String())
	admin(t, e, "GET /sessions/"+project, "").want(http.StatusNotFound)
	admin(t, e, "DELETE /sessions/t42", "").want(http.StatusNoContent)
	admin(t, e, "DELETE /sessions/t42", "").want(http.StatusNotFound)
	gone := client(t, e, "/s/t42/evs/v1/p/jobs/j1")
	require.Equal(t, http.StatusNotFound, gone.Code)
	require.Contains(t, gone.Body.String(), `"no_session"`)
	require.Equal(t, "INIT", poll(t, e, "/v1/t42/jobs/j1"), "nobody's project is the emulator's own")
}

// TestCatalogStaysInTheSession: whoever signs in under a session's path is told the session's addresses.
func TestCatalogStaysInTheSession(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	made := admin(t, e, "POST /sessions", quick).want(http.StatusCreated)
	path := strings.TrimPrefix(made.get("env.OS_AUTH_URL").String(), "http://localhost")
	signIn := client(t, e, `POST `+path+`/auth/tokens {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"jobsim","password":"x","domain":{"name":"d"}}}},"scope":{"project":{"id":"`+made.get("project_id").String()+`"}}}}`)
	require.Equal(t, http.StatusCreated, signIn.Code, "%s", signIn.Body)
	require.Contains(t, signIn.Body.String(), "/s/"+made.get("id").String()+"/evs/v2/"+made.get("project_id").String())
}

func TestSessionsHaveTheirOwn(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}]")
	like := admin(t, e, "POST /sessions", "").want(http.StatusCreated)
	require.Equal(t, "manual", like.get("clock.mode").String(), "the zero wish is a session like the server's own")
	require.Equal(t, noon.Format(time.RFC3339), like.get("clock.now").String())
	other := admin(t, e, "POST /sessions", `{"scenario":"documents","seed":9,"clock":"60x","now":"2030-01-01T00:00:00Z","ttl":"5m","profile":"observed","settings":{"drs.count":"total"}}`).want(http.StatusCreated)
	require.EqualValues(t, 9, other.get("seed").Int())
	require.Equal(t, "observed", other.get("profile").String())
	require.Equal(t, "60x", other.get("clock.mode").String())
	require.Equal(t, `["documents"]`, other.get("scenarios").Raw)
	require.Contains(t, other.get("clock.now").String(), "2030-01-01T00:0")

	a := "/s/" + like.get("id").String()
	for range 3 {
		require.Equal(t, "RUNNING", poll(t, e, a+"/evs/v1/p/jobs/j1"))
	}
	require.Equal(t, "SUCCESS", poll(t, e, a+"/evs/v1/p/jobs/j1"))
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j1"))
	adminAt(t, e, a, "POST /clock/advance", `{"by":"1h"}`).want(http.StatusOK)
	require.Equal(t, noon, e.Clock().Now())
	require.Equal(t, "4", adminAt(t, e, a, "GET /journal/count", "").get("count").Raw)
	require.Equal(t, "1", admin(t, e, "GET /journal/count", "").get("count").Raw)
	adminAt(t, e, a, "POST /reset", "").want(http.StatusNoContent)
	require.Equal(t, "RUNNING", poll(t, e, a+"/evs/v1/p/jobs/j1"))
	require.Equal(t, "2", admin(t, e, "GET /health", "").get("sessions").Raw)
}

func TestSessionNames(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	require.Equal(t, "t1", admin(t, e, "POST /sessions", `{"id":"t1"}`).want(http.StatusCreated).get("id").String())
	require.Equal(t, "t2", admin(t, e, "POST /sessions", "").want(http.StatusCreated).get("id").String(), "t1 is taken")
	admin(t, e, "POST /sessions", `{"id":"t1"}`).want(http.StatusConflict)
	for _, id := range []string{"T1", "a/b", "-a", "a-", "my-v2", "evs", "element", "localhost", "admin", "jobsim", "auth", "projects", "json-rpc", "127", "1a", "ä", strings.Repeat("a", 33), "a.b"} {
		admin(t, e, "POST /sessions", `{"id":"`+id+`"}`).want(http.StatusBadRequest)
	}
	for _, wish := range []string{`{"clock":"fast"}`, `{"profile":"x"}`, `{"settings":{"x":"y"}}`, `{"scenario":"a","snapshot":"b"}`, `{"scenario":"jobs: 7"}`, `{"ttl":7}`} {
		require.GreaterOrEqual(t, admin(t, e, "POST /sessions", wish).Code, 400, wish)
	}
	admin(t, e, "POST /sessions", `{"scenario":"../../etc/passwd"}`).want(http.StatusNotFound)
	require.Contains(t, admin(t, e, "POST /sessions", `{"scenario":"documnets"}`).get("error.hint").String(), "documents")
}

// TestSessionsExpire ends sessions that nobody used for an hour of real time, when somebody looks.
func TestSessionsExpire(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, manual(), several)
		admin(t, e, "POST /sessions", `{"id":"a"}`).want(http.StatusCreated)
		admin(t, e, "POST /sessions", `{"id":"b","ttl":"90m"}`).want(http.StatusCreated)
		time.Sleep(50 * time.Minute)
		poll(t, e, "/s/a/evs/v1/p/jobs/j1") // that counts as use
		time.Sleep(50 * time.Minute)
		require.Equal(t, `["a"]`, admin(t, e, "GET /sessions", "").get("sessions.#.id").Raw)
		time.Sleep(11 * time.Minute)
		require.Equal(t, http.StatusNotFound, client(t, e, "/s/a/evs/v1/p/jobs/j1").Code)
		require.Equal(t, `[]`, admin(t, e, "GET /sessions", "").get("sessions").Raw)
	})
}

func TestSessionsAreLimited(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}]")
	for range 1000 {
		_, err := e.NewSession(emulator.SessionOptions{})
		require.NoError(t, err)
	}
	require.Equal(t, "too_many_sessions", admin(t, e, "POST /sessions", "").want(http.StatusTooManyRequests).get("error.code").String())
	require.Equal(t, http.StatusTooManyRequests, admin(t, e, "POST /fork", "").Code)
	admin(t, e, "DELETE /sessions/t500", "").want(http.StatusNoContent)
	admin(t, e, "POST /sessions", "").want(http.StatusCreated)
}

// TestParallelSessions: 200 clients in sessions of one server never see each other's jobs, time or journal.
func TestParallelSessions(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	srv := httptest.NewServer(e)
	defer srv.Close()
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			if err := alone(srv, i); err != nil {
				t.Errorf("session %d: %v", i, err)
			}
		})
	}
	all.Wait()
	require.Empty(t, e.Journal().Entries(journal.Filter{}))
}

// alone lives through a session of its own, in which the ith job fails after i seconds.
func alone(srv *httptest.Server, i int) error {
	c := caller{srv: srv}
	s := c.ask(http.MethodPost, "/__admin/sessions", fmt.Sprintf(
		`{"clock":"manual","now":"2026-01-02T12:00:00Z","seed":%d,"scenario":"jobs: [{api: evs, id: j%d, type: createVolume, timeline: [{status: RUNNING, for: %ds}, {status: FAIL, error: EVS.2024}]}]"}`, i, i, i+1))
	base := "/s/" + s.Get("id").String()
	job := fmt.Sprintf("/evs/v1/p/jobs/j%d", i)
	for n := range i % 7 {
		c.ask(http.MethodGet, fmt.Sprintf("%s/evs/v1/p/jobs/j%d", base, n+1000), "")
	}
	c.want("RUNNING", c.ask(http.MethodGet, base+job, "").Get("status").String())
	c.want(fmt.Sprintf("%ds", i+1), short(c.ask(http.MethodPost, base+"/__admin/clock/advance", `{"to":"next"}`).Get("advanced").String()))
	c.want("FAIL", c.ask(http.MethodGet, base+job, "").Get("status").String())
	j := c.ask(http.MethodGet, base+"/__admin/journal", "")
	c.want(fmt.Sprint(i%7+2), j.Get("total").Raw)
	c.want(fmt.Sprintf(`["%s"]`, s.Get("id").String()), unique(j.Get("entries.#.session").Array()))
	c.want("1", c.ask(http.MethodGet, base+"/__admin/jobs", "").Get("total").Raw)
	return c.err
}

// TestOwnClock: a session's clock without further words is that of the emulator, as a clock of its own.
func TestOwnClock(t *testing.T) {
	t.Parallel()
	e := begin(t, emulator.Options{Clock: clock.NewManual(noon)}, several)
	past, err := e.NewSession(emulator.SessionOptions{Now: noon.Add(-time.Hour)})
	require.NoError(t, err)
	require.Equal(t, noon.Add(-time.Hour), past.Clock().Now())
	future, err := e.NewSession(emulator.SessionOptions{Now: noon.Add(time.Hour)})
	require.NoError(t, err)
	require.Equal(t, noon.Add(time.Hour), future.Clock().Now())
	future.Clock().Advance(time.Hour)
	require.Equal(t, noon, e.Clock().Now())
}
