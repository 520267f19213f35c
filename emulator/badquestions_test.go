package emulator_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
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
		"a large body":            {"POST /jobs", strings.Repeat("x", 2<<20), 413, "too_large"},
		"a large wish":            {"POST /sessions", `{"scenario":"` + strings.Repeat("x", 2<<20) + `"}`, 413, "too_large"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := admin(t, e, tt.ask, tt.body).want(tt.status)
			require.Equal(t, tt.code, got.get("error.code").String(), "%s", got.Body)
			require.NotEmpty(t, got.get("error.message").String())
			require.NotContains(t, got.Body.String(), "goroutine")
		})
	}
	require.Equal(t, "GET", admin(t, e, "DELETE /clock", "").Header().Get("Allow"))
	require.Contains(t, admin(t, e, "GET /jbos", "").get("error.hint").String(), "/__admin/jobs")
}
