package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// TestBadQuestions sends the control API what it does not take: each answer is a problem with a hint, and never a Go text
// or a plain one.
func TestBadQuestions(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	tests := map[string]struct {
		ask, body string
		status    int
		code      string
	}{
		"an unknown path":         {"GET /jbos", "", 404, "not_found"},
		"a wrong method":          {"DELETE /clock", "", 405, "method_not_allowed"},
		"broken JSON":             {"POST /clock/advance", `{"by":`, 400, "bad_request"},
		"an unknown member":       {"POST /clock/advance", `{"bye":"1s"}`, 400, "bad_request"},
		"two values":              {"POST /clock/advance", `{"by":"1s"} {}`, 400, "bad_request"},
		"a number for a duration": {"POST /clock/advance", `{"by":27}`, 400, "bad_request"},
		"a negative duration":     {"POST /clock/advance", `{"by":"-27s"}`, 400, "bad_request"},
		"no goal":                 {"POST /clock/advance", ``, 400, "bad_request"},
		"two goals":               {"POST /clock/advance", `{"by":"1s","to":"next"}`, 400, "bad_request"},
		"an unknown goal":         {"POST /clock/advance", `{"to":"tomorrow"}`, 400, "bad_request"},
		"a goal without a job":    {"POST /clock/advance", `{"to":{"status":"SUCCESS"}}`, 400, "bad_request"},
		"a goal of no API":        {"POST /clock/advance", `{"to":{"job":"x/j1","status":"SUCCESS"}}`, 400, "bad_request"},
		"a goal of no job":        {"POST /clock/advance", `{"to":{"job":"evs/jx","status":"SUCCESS"}}`, 404, "unknown_job"},
		"a status never to come":  {"POST /clock/advance", `{"to":{"job":"evs/j1","status":"FAIL"}}`, 409, "not_ahead"},
		"a status behind polls":   {"POST /clock/advance", `{"to":{"job":"evs/j2","status":"SUCCESS"}}`, 409, "not_ahead"},
		"backward":                {"POST /clock/set", `{"now":"2020-01-01T00:00:00Z"}`, 409, "backward"},
		"no instant":              {"POST /clock/set", `{}`, 400, "bad_request"},
		"a pace of nothing":       {"POST /clock/scale", `{"factor":0}`, 400, "bad_request"},
		"an unknown mode":         {"POST /clock/mode", `{"mode":"fast"}`, 400, "bad_request"},
		"no mode":                 {"POST /clock/mode", `{}`, 400, "bad_request"},
		"an unknown phase":        {"GET /jobs?phase=over", "", 400, "bad_request"},
		"an unknown argument":     {"GET /jobs?stats=x", "", 400, "bad_request"},
		"a bad limit":             {"GET /jobs?limit=0", "", 400, "bad_request"},
		"a bad status":            {"GET /journal?status=7", "", 400, "bad_request"},
		"a bad state":             {"GET /journal?state=x", "", 400, "bad_request"},
		"a bad number":            {"GET /journal/wait?polls=x", "", 400, "bad_request"},
		"a bad timeout":           {"GET /journal/wait?timeout=1y", "", 400, "bad_request"},
		"a long timeout":          {"GET /journal/wait?timeout=1h", "", 400, "bad_request"},
		"no such entry":           {"GET /journal/99999999999999999999", "", 404, "no_entry"},
		"no such session":         {"GET /sessions/x", "", 404, "no_session"},
		"no snapshot":             {"POST /restore", "jobs: []", 400, "bad_request"},
		"a snapshot of tomorrow":  {"POST /restore", "snapshot: {version: 99}", 400, "bad_request"},
		"no scenario":             {"POST /sessions", `{"scenario":"documnets"}`, 404, "no_scenario"},
		"bytes behind the body":   {"POST /clock/advance", `{"by":"1s"}]`, 400, "bad_request"},
		"another letter case":     {"POST /clock/advance", `{"By":"1s"}`, 400, "bad_request"},
		"a target in capitals":    {"POST /clock/advance", `{"to":{"Job":"evs/j1","status":"SUCCESS"}}`, 400, "bad_request"},
		"a member twice":          {"POST /sessions", `{"id":"a","id":"b"}`, 400, "bad_request"},
		"a setting twice":         {"POST /sessions", `{"settings":{"auth":"any","auth":"strict"}}`, 400, "bad_request"},
		"a number for a text":     {"POST /sessions", `{"id":5}`, 400, "bad_request"},
		"a number for a setting":  {"POST /sessions", `{"settings":{"auth":5}}`, 400, "bad_request"},
		"a fraction for a seed":   {"POST /sessions", `{"seed":1.5}`, 400, "bad_request"},
		"no object":               {"POST /sessions", `[]`, 400, "bad_request"},
		"a zero ttl":              {"POST /sessions", `{"ttl":"0s"}`, 400, "bad_request"},
		"a zero ttl of a fork":    {"POST /fork", `{"ttl":"0s"}`, 400, "bad_request"},
		"a zero now":              {"POST /sessions", `{"now":"0001-01-01T00:00:00Z"}`, 400, "bad_request"},
		"a now in 9999":           {"POST /sessions", `{"now":"9999-01-01T00:00:00Z"}`, 400, "bad_request"},
		"a now in 1969":           {"POST /sessions", `{"now":"1969-12-31T23:59:59Z","clock":"manual"}`, 400, "bad_request"},
		"a clock set to 9999":     {"POST /clock/set", `{"now":"9999-12-31T23:59:59Z"}`, 400, "bad_request"},
		"a now that is none":      {"POST /sessions", `{"now":"noon"}`, 400, "bad_request"},
		"an unknown operation":    {"GET /journal?op=shwoJob", "", 400, "bad_request"},
		"of another API":          {"GET /journal?api=drs&op=showJob", "", 400, "bad_request"},
		"an unclear word":         {"GET /journal/count?unmatched=yes", "", 400, "bad_request"},
		"an argument twice":       {"GET /journal?api=evs&api=drs", "", 400, "bad_request"},
		"a snapshot of 9999":      {"POST /restore", "snapshot: {version: 1, began: 2026-01-02T12:00:00Z, now: 9999-01-02T12:00:00Z}", 400, "bad_request"},
		"a large body":            {"POST /jobs", strings.Repeat("x", 2<<20), 413, "too_large"},
		"a large wish":            {"POST /sessions", `{"scenario":"` + strings.Repeat("x", 2<<20) + `"}`, 413, "too_large"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := admin(t, e, tt.ask, tt.body).want(tt.status)
			require.Equal(t, tt.code, got.get("error.code").String(), "%s", got.Body)
			require.NotEmpty(t, got.get("error.message").String())
			for _, word := range []string{"goroutine", "json:", "Go ", "struct", "float64", "uint64", "time.Time"} {
				require.NotContains(t, got.Body.String(), word, "a word of Go")
			}
		})
	}
	require.Equal(t, "GET", admin(t, e, "DELETE /clock", "").Header().Get("Allow"))
	require.Contains(t, admin(t, e, "GET /journal?op=shwoJob", "").get("error.hint").String(), "did you mean showJob?")
	require.Contains(t, admin(t, e, "GET /jbos", "").get("error.hint").String(), "/__admin/jobs")
}

// TestEndOfTime checks that a clock at its last instant leaves every document whole, also where a job would change later than JSON can
// write.
func TestEndOfTime(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several+"  - {api: evs, id: late, type: createVolume, timeline: [{status: RUNNING, for: 3650d}, {status: SUCCESS}]}\n")
	admin(t, e, "POST /clock/set", `{"now":"9998-12-31T23:59:59Z"}`).want(http.StatusOK)
	admin(t, e, "POST /jobs", "jobs: [{api: evs, id: later, type: createVolume, timeline: [{status: RUNNING, for: 3650d}, {status: SUCCESS}]}]").want(http.StatusCreated)
	admin(t, e, "POST /sessions", `{"id":"t1"}`).want(http.StatusCreated)
	client(t, e, "/evs/v1/p/jobs/later")
	for _, path := range []string{"/sessions", "/clock", "/health", "/jobs", "/jobs/evs/later", "/jobs/evs/later/timeline", "/journal"} {
		require.True(t, gjson.Valid(admin(t, e, "GET "+path, "").want(http.StatusOK).Body.String()), path)
	}
	require.Equal(t, "0s", admin(t, e, "POST /clock/advance", `{"by":"1h"}`).want(http.StatusOK).get("advanced").String())
}
