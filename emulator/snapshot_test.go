package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

// story is a scenario in which polls, results, rules, weather and tokens all count.
const story = `
seed: 11
settings: {auth: strict}
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: RUNNING, for: 10s..20s}, {status: SUCCESS}]}
  - {api: evs, id: j2, type: createVolume, replicas: 2, lag: 4s, timeline: [{status: RUNNING, for: 5s}, {status: SUCCESS}]}
  - {api: element, handle: 7, type: Clone, timeline: [{status: complete, result: {cloneID: 25}}]}
  - {api: element, handle: 8, type: Clone, timeline: [{status: complete, result: {cloneID: 26}}]}
rules:
  - {call: evs.showJob, nth: 4..5, answer: {error: EVS.2024}}
  - {call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 1m..2m}, {status: SUCCESS}]}}
`

// actor is a client who lives through a story, step by step, and keeps what it was told.
type actor struct {
	t     testing.TB
	h     http.Handler
	token string
	job   string
	told  []string
}

// send sends a request and keeps the answer, byte for byte, and the headers that follow the clock.
func (a *actor) send(ask, body string) gjson.Result {
	a.t.Helper()
	method, path, _ := strings.Cut(ask, " ")
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if strings.Contains(path, "json-rpc") {
		r.SetBasicAuth("jobsim", "jobsim-password")
	} else if a.token != "" {
		r.Header.Set("X-Auth-Token", a.token)
	}
	rec := httptest.NewRecorder()
	a.h.ServeHTTP(rec, r)
	if token := rec.Header().Get("X-Subject-Token"); token != "" && a.token == "" {
		a.token = token
	}
	a.told = append(a.told, fmt.Sprint(ask, " ", rec.Code, " ", rec.Header().Get("Date"), " ", rec.Header().Get("X-Request-Id"), " ", rec.Body))
	return gjson.ParseBytes(rec.Body.Bytes())
}

const signIn = `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"jobsim","password":"jobsim-password","domain":{"name":"OTC00000000001000000000"}}}},"scope":{"project":{"name":"eu-de"}}}}`

// acts are the story, one act for each stretch between two snapshots.
var acts = []func(*actor){
	func(a *actor) {
		a.send("POST /iam/v3/auth/tokens", signIn)
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j1", "")
	},
	func(a *actor) {
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j1", "")
		a.job = a.send("POST /evs/v2/6a6f6273696d70726f6a656374000001/cloudvolumes", `{"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01","name":"a"}}`).Get("job_id").String()
	},
	func(a *actor) {
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/"+a.job, "")
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j1", "")
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j2", "")
	},
	func(a *actor) {
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j2", "")
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j2", "")
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j1", "")
		a.send("POST /json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`)
	},
	func(a *actor) {
		a.send("POST /json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":2}`)
		a.send("POST /json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":8,"keepResult":true},"id":3}`)
		a.send("GET /evs/v2/6a6f6273696d70726f6a656374000001/cloudvolumes/detail", "")
		a.send("POST /evs/v2/6a6f6273696d70726f6a656374000001/cloudvolumes", `{"volume":{"volume_type":"SATA","size":20,"availability_zone":"eu-de-01","name":"b"}}`)
	},
	func(a *actor) {
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/"+a.job, "")
		a.send("GET /evs/v2/6a6f6273696d70726f6a656374000001/cloudvolumes/detail", "")
		a.send("GET /evs/v1/6a6f6273696d70726f6a656374000001/jobs/j1", "")
	},
}

// TestRestoreGoesOnAsIfNothingHadHappened plays the story to its end in one emulator, and again with a new emulator after
// each act, restored from a snapshot of the one before: the client is told the same, byte for byte.
func TestRestoreGoesOnAsIfNothingHadHappened(t *testing.T) {
	t.Parallel()
	start := func() *emulator.Emulator { return begin(t, manual(), story) }
	wait := func(e *emulator.Emulator) { e.Clock().Advance(3*time.Second + 141*time.Millisecond) }
	want := &actor{t: t, h: start()}
	for _, act := range acts {
		act(want)
		wait(want.h.(*emulator.Emulator))
	}
	got := &actor{t: t, h: start()}
	for _, act := range acts {
		act(got)
		wait(got.h.(*emulator.Emulator))
		text := admin(t, got.h, "GET /snapshot", "").want(http.StatusOK).Body.String()
		require.NotContains(t, text, "problem")
		fresh := begin(t, manual(), several)
		admin(t, fresh, "POST /restore", text).want(http.StatusNoContent)
		require.Equal(t, text, admin(t, fresh, "GET /snapshot", "").Body.String(), "what is restored can be written again")
		got.h = fresh
	}
	require.Equal(t, want.told, got.told)
	require.Contains(t, fmt.Sprint(want.told), "EVS.2024")
	require.Contains(t, fmt.Sprint(want.told), "xDBNoSuchPath")
}

// TestSnapshotStartsAnEmulator serves a snapshot in the place of a scenario, and a session.
func TestSnapshotStartsAnEmulator(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	poll(t, e, "/evs/v1/p/jobs/j2")
	_, err := e.Jobs().Force(j1, "{status: FAIL, error: EVS.2024}")
	require.NoError(t, err)
	_, err = e.Jobs().Start(emulator.Source{Name: "more", Text: []byte("jobs: [{api: evs, id: n1, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}]")})
	require.NoError(t, err)
	_, err = e.Jobs().Hold(job.Ref{API: "evs", ID: "n1"})
	require.NoError(t, err)
	e.Clock().Advance(time.Hour)
	_, err = e.Jobs().Release(job.Ref{API: "evs", ID: "n1"})
	require.NoError(t, err)
	text, err := e.Snapshot()
	require.NoError(t, err)
	again, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "snap.yaml", Text: text}}})
	require.NoError(t, err)
	s := admin(t, e, "POST /sessions", fmt.Sprintf(`{"snapshot":%q}`, text)).want(http.StatusCreated)
	for name, h := range map[string]struct {
		http.Handler
		prefix string
	}{"an emulator": {again, ""}, "a session": {e, "/s/" + s.get("id").String()}} {
		require.Equal(t, "FAIL", poll(t, h, h.prefix+"/evs/v1/p/jobs/j1"), name)
		require.Equal(t, "RUNNING", poll(t, h, h.prefix+"/evs/v1/p/jobs/n1"), name)
		adminAt(t, h, h.prefix, "POST /clock/advance", `{"by":"1m"}`).want(http.StatusOK)
		require.Equal(t, "SUCCESS", poll(t, h, h.prefix+"/evs/v1/p/jobs/n1"), name)
		require.Equal(t, "RUNNING", poll(t, h, h.prefix+"/evs/v1/p/jobs/j2"), name)
		require.Equal(t, "RUNNING", poll(t, h, h.prefix+"/evs/v1/p/jobs/j2"), name)
		require.Equal(t, "SUCCESS", poll(t, h, h.prefix+"/evs/v1/p/jobs/j2"), name)
	}
}

// TestSnapshotReads: a person can read it, and passwords are not in it.
func TestSnapshotReads(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	client(t, e, "/evs/v1/p/jobs/j1")
	client(t, e, "/evs/v1/p/jobs/j2")
	client(t, e, `POST /iam/v3/auth/tokens {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u","password":"s3cr3t","domain":{"name":"d"}}}}}}`)
	r := httptest.NewRequest(http.MethodPost, "/json-rpc/12.5", strings.NewReader(`{"method":"CloneVolume","params":{"volumeID":1,"name":"x"}}`))
	r.SetBasicAuth("admin", "s3cr3t")
	e.ServeHTTP(httptest.NewRecorder(), r)
	text := admin(t, e, "GET /snapshot", "").want(http.StatusOK).Body.String()
	require.NotContains(t, text, "s3cr3t")
	require.NotContains(t, text, "czNjcjN0")
	require.NotContains(t, text, "jobs/j1", "a poll that changed nothing")
	require.Contains(t, text, "# A snapshot of jobsim")
	require.Contains(t, text, "now: 2026-01-02T12:00:00Z")
	require.Contains(t, text, "request: GET /evs/v1/p/jobs/j2")
	require.Contains(t, text, "- {api: evs, id: j1, type: createVolume")
}

// TestRestoreKeepsTheClocksMode: time goes on from the snapshot's instant, as if none had passed meanwhile.
func TestRestoreKeepsTheClocksMode(t *testing.T) {
	t.Parallel()
	for mode, after := range map[string]string{"real": "1x", "60x": "60x", "manual": "manual", "skipping": "skipping"} {
		synctest.Test(t, func(t *testing.T) {
			c, err := clock.Parse(mode)
			require.NoError(t, err)
			e := begin(t, emulator.Options{Clock: c}, several)
			time.Sleep(time.Second)
			now := e.Clock().Now()
			text, err := e.Snapshot()
			require.NoError(t, err)
			time.Sleep(time.Hour)
			require.NoError(t, e.Restore(text))
			require.Equal(t, after, e.Clock().String())
			require.Equal(t, now.UTC(), e.Clock().Now())
			e.Clock().Pause()
			text, err = e.Snapshot()
			require.NoError(t, err)
			require.NoError(t, e.Restore(text))
			require.True(t, e.Clock().Stopped())
			e.Clock().Resume()
			require.False(t, e.Clock().Stopped())
		})
	}
}

func TestSnapshotTellsWhatItCannot(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	_, err := e.Jobs().ForceStep(j1, job.Step{Status: "FAIL", Phase: job.Failed})
	require.NoError(t, err)
	refused := admin(t, e, "GET /snapshot", "").want(http.StatusConflict)
	require.Equal(t, "not_writable", refused.get("error.code").String())
	require.Equal(t, "a snapshot is a text and cannot say this: evs/j1: forced by a Go value", refused.get("error.message").String())
	require.Contains(t, refused.get("error.hint").String(), "by a scenario's text")
	require.NoError(t, e.Reset())
	admin(t, e, "GET /snapshot", "").want(http.StatusOK)
	for range 100_001 {
		_, err = e.Jobs().Hold(j1)
		require.NoError(t, err)
	}
	require.Equal(t, "too_much_history", admin(t, e, "GET /snapshot", "").want(http.StatusConflict).get("error.code").String())
}

func TestBadSnapshotChangesNothing(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	good, err := e.Snapshot()
	require.NoError(t, err)
	for name, bad := range map[string]string{
		"a scenario with faults":  strings.Replace(string(good), "status: INIT", "status: INTI", 1),
		"an entry of no kind":     strings.Replace(string(good), "replay: []", "replay: [{at: 2026-01-02T12:00:00Z, do: dance}]", 1),
		"an entry on no job":      strings.Replace(string(good), "replay: []", "replay: [{at: 2026-01-02T12:00:00Z, do: hold, api: evs, id: x}]", 1),
		"an entry without a path": strings.Replace(string(good), "replay: []", "replay: [{at: 2026-01-02T12:00:00Z, ask: GET}]", 1),
		"an odd path":             strings.Replace(string(good), "replay: []", "replay: [{at: 2026-01-02T12:00:00Z, ask: GET ::}]", 1),
		"an unknown clock":        strings.Replace(string(good), "clock: manual", "clock: sundial", 1),
		"an unknown member":       string(good) + "more: 1\n",
		"nothing but a version":   "snapshot: {version: 1}\n",
		"time that goes back":     strings.Replace(string(good), "now: 2026", "now: 2025", 1),
	} {
		require.NotEqual(t, string(good), bad, name)
		require.Error(t, e.Restore([]byte(bad)), name)
	}
	require.Equal(t, "INIT", poll(t, e, "/evs/v1/p/jobs/j1"))
}

// TestRestoreReplaysSignedRequests: a signature is over the path as it was sent, the session's prefix included.
func TestRestoreReplaysSignedRequests(t *testing.T) {
	t.Parallel()
	e := begin(t, emulator.Options{Clock: clock.NewManual(noon), Settings: map[string]string{"auth": "strict"}}, several)
	s, err := e.NewSession(emulator.SessionOptions{})
	require.NoError(t, err)
	const path = "/evs/v2/p/cloudvolumes"
	body := `{"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01","name":"a"}}`
	r := httptest.NewRequest(http.MethodPost, "http://localhost/s/"+s.ID()+path, strings.NewReader(body))
	r.RequestURI = "/s/" + s.ID() + path
	for _, h := range (apitest.Signed{
		Method: http.MethodPost, Host: "localhost", Path: r.RequestURI, Body: body, Date: "20260102T120000Z",
		AccessKey: "JOBSIMACCESSKEY00001", SecretKey: "jobsimSecretKey0000000000000000000000001",
	}).Plain(t) {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	r.Header.Del("X-Auth-Token:")
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, r)
	require.Equal(t, http.StatusOK, rec.Code, "%s", rec.Body)
	text, err := s.Snapshot()
	require.NoError(t, err)
	require.Contains(t, string(text), "sent: /s/"+s.ID()+path)
	fresh, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "s", Text: text}}})
	require.NoError(t, err)
	snap, err := fresh.Jobs().Peek(job.Ref{API: "evs", ID: gjson.Get(rec.Body.String(), "job_id").String()})
	require.NoError(t, err)
	require.Equal(t, "INIT", snap.Status)
}

// TestSnapshotIsNoScenario tells so once, and what can be done with it, where a scenario is read or several are.
func TestSnapshotIsNoScenario(t *testing.T) {
	t.Parallel()
	text, err := begin(t, manual(), several).Snapshot()
	require.NoError(t, err)
	_, err = emulator.Source{Name: "s.yaml", Text: text}.Read(emulator.Vocabularies())
	require.ErrorContains(t, err, "s.yaml:3:1: this is a snapshot, which is a whole session\n  3 | snapshot:\n")
	require.ErrorContains(t, err, "load the snapshot alone")
	_, err = emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "s.yaml", Text: text}, {Name: "b", Text: []byte(several)}}})
	require.ErrorContains(t, err, "s.yaml:3:1: this is a snapshot")
}
