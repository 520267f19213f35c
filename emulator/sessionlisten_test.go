package emulator_test

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
)

// TestForkLives as long as it is told, else as long as what it was made of.
func TestForkLives(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, manual(), several)
		left := func(s *emulator.Session, err error) time.Duration {
			t.Helper()
			require.NoError(t, err)
			return time.Until(s.Expires())
		}
		require.Equal(t, time.Hour, left(e.Fork(e.Session, emulator.ForkOptions{})))
		require.Equal(t, time.Minute, left(e.Fork(e.Session, emulator.ForkOptions{ID: "twin", TTL: time.Minute})))
		twin, ok := e.FindSession("twin")
		require.True(t, ok)
		require.Equal(t, time.Minute, left(e.Fork(twin, emulator.ForkOptions{})))
		_, err := e.Fork(twin, emulator.ForkOptions{ID: "twin"})
		require.ErrorContains(t, err, "there is a session twin")
		time.Sleep(2 * time.Minute)
		_, ok = e.FindSession("twin")
		require.False(t, ok)
	})
}

// The control API takes the same, and refuses what is no such wish.
func TestForkIsToldWhere(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	made := admin(t, e, "POST /fork", `{"id":"what-if","ttl":"3h"}`).want(http.StatusCreated)
	require.Equal(t, "what-if", made.get("id").String())
	require.WithinDuration(t, time.Now().Add(3*time.Hour), made.get("expires").Time(), time.Minute)
	again := admin(t, e, "POST /sessions/what-if/fork", `{"ttl":"5m"}`).want(http.StatusCreated)
	require.WithinDuration(t, time.Now().Add(5*time.Minute), again.get("expires").Time(), time.Minute)
	admin(t, e, "POST /fork", `{"id":"what-if"}`).want(http.StatusConflict)
	admin(t, e, "POST /fork", `{"clock":"manual"}`).want(http.StatusBadRequest)
	require.Contains(t, admin(t, e, "POST /fork", `{"listen":":0"}`).want(http.StatusConflict).get("error.message").String(), "cannot have a listener")
	require.Equal(t, "2", admin(t, e, "GET /health", "").get("sessions").Raw, "a session that gets no listener is none")
}

// street is a program that opens doors for sessions.
type street struct {
	doors sync.WaitGroup
	full  bool
}

func (s *street) open(of *emulator.Session, address string, _ bool) (emulator.Listener, error) {
	if s.full {
		return nil, errors.New("no room")
	}
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	server := of.Server(emulator.Limits{})
	s.doors.Go(func() { _ = server.Serve(ln) })
	return shutter{ln, server}, nil
}

// shutter closes a door at once.
type shutter struct {
	net.Listener
	server *emulator.Server
}

func (s shutter) Close() error { return s.server.Close() }

// TestListenerOfItsOwn has the session alone, whatever the request says, and ends with it.
func TestListenerOfItsOwn(t *testing.T) {
	t.Parallel()
	var s street
	opts := manual()
	opts.Listen = s.open
	e := begin(t, opts, several)
	defer s.doors.Wait()
	made := admin(t, e, "POST /sessions", `{"id":"s1","listen":"127.0.0.1:0","tls_listen":"127.0.0.1:0","scenario":"jobs: [{api: evs, id: own, type: createVolume, timeline: [{status: SUCCESS}]}]"}`).want(http.StatusCreated)
	admin(t, e, "POST /sessions", `{"id":"s2"}`).want(http.StatusCreated)
	require.Regexp(t, `^https://127\.0\.0\.1:\d+$`, made.get("urls.tls_listen").String())
	require.Equal(t, made.get("urls.listen").String(), made.get("env.JOBSIM_SESSION_URL").String())
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	ask := func(path string) gjson.Result {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, made.get("urls.listen").String()+path, nil)
		require.NoError(t, err)
		req.Header.Set("X-Auth-Token", "t")
		res, err := client.Do(req)
		require.NoError(t, err)
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		return gjson.ParseBytes(text)
	}
	require.Equal(t, "SUCCESS", ask("/evs/v1/p/jobs/own").Get("status").String())
	require.Equal(t, "SUCCESS", ask("/evs/v1/s2/jobs/own").Get("status").String(), "another one's project")
	require.Equal(t, "s1", ask("/__admin/health").Get("session").String())
	require.Equal(t, "SUCCESS", poll(t, e, "/s/s1/evs/v1/p/jobs/own"), "as before")
	admin(t, e, "DELETE /sessions/s1", "").want(http.StatusNoContent)
	_, err := client.Get(made.get("urls.listen").String())
	require.Error(t, err)

	s.full = true
	refused := admin(t, e, "POST /sessions", `{"id":"s3","listen":":0"}`).want(http.StatusConflict)
	require.Equal(t, "no_listener", refused.get("error.code").String())
	require.Equal(t, "listen :0: no room", refused.get("error.message").String())
	_, ok := e.FindSession("s3")
	require.False(t, ok)
}

// TestListenerOfAnExpiredSession tells that there is none, also before anybody has swept it up.
func TestListenerOfAnExpiredSession(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, manual(), several)
		s, err := e.NewSession(emulator.SessionOptions{TTL: time.Minute})
		require.NoError(t, err)
		alone := s.Server(emulator.Limits{}).Handler
		ask := func() int {
			rec := httptest.NewRecorder()
			alone.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/healthz", nil))
			return rec.Code
		}
		time.Sleep(50 * time.Second)
		require.Equal(t, http.StatusOK, ask())
		time.Sleep(50 * time.Second)
		require.Equal(t, http.StatusOK, ask(), "it was used since")
		time.Sleep(2 * time.Minute)
		require.Equal(t, http.StatusNotFound, ask())
	})
}

// strictToken asks for a token of a project at a path and answers it.
func strictToken(t *testing.T, h http.Handler, path, project string) (status int, token string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"auth": map[string]any{
		"identity": map[string]any{"methods": []string{"password"}, "password": map[string]any{"user": map[string]any{
			"name": emulator.KnownCredentials().User, "password": emulator.KnownCredentials().Password, "domain": map[string]string{"name": emulator.KnownCredentials().Domain},
		}}},
		"scope": map[string]any{"project": map[string]string{"id": project}},
	}})
	require.NoError(t, err)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, path, strings.NewReader(string(body))))
	return rec.Code, rec.Header().Get("X-Subject-Token")
}

// TestStrictSessions: under "auth: strict" each thing by which a client picks a session lets it in there, too.
func TestStrictSessions(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.Settings = map[string]string{"auth": "strict"}
	e := begin(t, opts, several)
	made := admin(t, e, "POST /sessions", `{"id":"s1"}`).want(http.StatusCreated)
	admin(t, e, "POST /sessions", `{"id":"s2"}`).want(http.StatusCreated)
	adminAt(t, e, "/s/s1", "POST /clock/advance", `{"by":"1m"}`).want(http.StatusOK)
	project := made.get("credentials.project_id").String()

	for _, path := range []string{"/v3/auth/tokens", "/iam/v3/auth/tokens", "/s/s1/iam/v3/auth/tokens"} {
		code, token := strictToken(t, e, path, project)
		require.Equal(t, http.StatusCreated, code)
		r := httptest.NewRequest(http.MethodGet, "/evs/v1/"+project+"/jobs/j1", nil)
		r.Header.Set("X-Auth-Token", token)
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, r)
		require.Equal(t, "SUCCESS", gjson.Get(rec.Body.String(), "status").String(), "%s: %s", path, rec.Body)
	}
	code, _ := strictToken(t, e, "/v3/auth/tokens", strings.Repeat("f", 32))
	require.Equal(t, http.StatusCreated, code, "nobody's project is the emulator's own")
	require.Equal(t, "1", admin(t, e, "GET /journal", "").get("total").Raw)

	element := func(user, password string) string {
		r := httptest.NewRequest(http.MethodPost, "/json-rpc/12.5", strings.NewReader(`{"method":"GetAsyncResult","params":{"asyncHandle":7,"keepResult":true}}`))
		r.SetBasicAuth(user, password)
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, r)
		return rec.Body.String()
	}
	user, password := made.get("credentials.element_user").String(), made.get("credentials.password").String()
	require.Contains(t, element(user, password), "complete")
	require.Contains(t, element("s2", password), "running")
	require.Contains(t, element(user, "wrong"), "401")
	require.Contains(t, element("s3", password), "401", "no session, so no user")
	require.Contains(t, element(emulator.KnownCredentials().User, password), "running", "the emulator's own")
	rec := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/s/s2/json-rpc/12.5", strings.NewReader(`{"method":"GetAsyncResult","params":{"asyncHandle":7}}`))
	r.SetBasicAuth("s1", password)
	e.ServeHTTP(rec, r)
	require.Contains(t, rec.Body.String(), "401", "a session's user is at home there only")
}

// TestSignedRequestsPickByProject: who signs requests names the project in a header, also where the path has none.
func TestSignedRequestsPickByProject(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	made := admin(t, e, "POST /sessions", `{"id":"s1"}`).want(http.StatusCreated)
	r := httptest.NewRequest(http.MethodGet, "/iam/v3/projects", nil)
	r.Header.Set("X-Auth-Token", "t")
	r.Header.Set("X-Project-Id", made.get("project_id").String())
	e.ServeHTTP(httptest.NewRecorder(), r)
	require.Equal(t, "1", adminAt(t, e, "/s/s1", "GET /journal", "").get("total").Raw)
}

// TestStrictSnapshot: what was refused stays refused when it is replayed, and what was done under a session's name is done
// again in a session of another.
func TestStrictSnapshot(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.Settings = map[string]string{"auth": "strict"}
	e := begin(t, opts, several+"rules:\n  - {call: element.CloneVolume, delay: 0s}\n")
	s, err := e.NewSession(emulator.SessionOptions{ID: "s1"})
	require.NoError(t, err)
	rpc := func(user, password, body string) string {
		r := httptest.NewRequest(http.MethodPost, "/json-rpc/12.5", strings.NewReader(body))
		r.SetBasicAuth(user, password)
		rec := httptest.NewRecorder()
		s.ServeHTTP(rec, r)
		return rec.Body.String()
	}
	create := `{"method":"CreateVolume","params":{"name":"a","accountID":1,"totalSize":1000000000,"enable512e":true}}`
	require.Contains(t, rpc("s1", "wrong", create), "401")
	require.NotContains(t, rpc("s1", emulator.KnownCredentials().Password, `{"method":"AddAccount","params":{"username":"u"}}`), "401")
	volumes := func() string {
		return rpc(emulator.KnownCredentials().User, emulator.KnownCredentials().Password, `{"method":"ListAccounts","params":{}}`)
	}
	before := volumes()
	require.Contains(t, before, `"username":"u"`)
	signIn := `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"jobsim","password":"wrong","domain":{"name":"` +
		emulator.KnownCredentials().Domain + `"}}}}}}`
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/v3/auth/tokens", strings.NewReader(signIn)))
	require.Equal(t, http.StatusUnauthorized, rec.Code)
	code, _ := strictToken(t, s, "/v3/auth/tokens", s.Project())
	require.Equal(t, http.StatusCreated, code)
	require.Len(t, s.Jobs().List("iam"), 1)
	text, err := s.Snapshot()
	require.NoError(t, err)
	require.NoError(t, e.Restore(text))
	require.NotContains(t, string(text), "wrong")
	s = e.Session
	require.Equal(t, before, volumes())
	require.Len(t, s.Jobs().List("iam"), 1)
}

// TestSessionsMadeApart: who asks a listener that has the control API alone is told the URLs of the other one.
func TestSessionsMadeApart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		site net.Addr
		want string
	}{
		"a loopback address": {&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}, "http://127.0.0.1:8080/s/s1"},
		"every address":      {&net.TCPAddr{IP: net.IPv6zero, Port: 8080}, "http://localhost:8080/s/s1"},
		"nobody knows":       {nil, "http://localhost/s/s1"},
	} {
		opts := manual()
		opts.Site = func() net.Addr { return test.site }
		e := begin(t, opts, several)
		made := admin(t, e.Admin(), "POST /sessions", `{"id":"s1"}`).want(http.StatusCreated)
		require.Equal(t, test.want, made.get("urls.base").String(), name)
		require.Equal(t, test.want+"/evs", made.get("urls.evs").String(), name)
		require.Equal(t, test.want, made.get("env.JOBSIM_URL").String(), name)
		require.Equal(t, "http://localhost/s/s1/__admin", made.get("urls.admin").String(), name)
		require.Equal(t, "http://localhost/s/s1/__admin", made.get("env.JOBSIM_ADMIN_URL").String(), name)
		require.Equal(t, "http://localhost/s/s1", admin(t, e, "GET /sessions/s1", "").get("urls.base").String(), "beside the APIs")
	}
}
