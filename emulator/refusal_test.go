package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestJournalSaysWhyRefused checks that the entry of a refused request names the member, the header or the error.
func TestJournalSaysWhyRefused(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	tests := map[string]struct {
		ask, body string
		token     bool // with credentials
		why       string
	}{
		"EVS without a type":    {"POST /evs/v2/p/cloudvolumes", `{"volume":{"size":10,"availability_zone":"eu-de-01"}}`, true, "refused: EVS.1020: "},
		"EVS, a wrong type":     {"POST /evs/v2/p/cloudvolumes", `{"volume":[]}`, true, `refused: the member "volume" cannot be this array`},
		"EVS, no JSON":          {"POST /evs/v2/p/cloudvolumes", `{"volume":`, true, "refused: the body is not one JSON value in UTF-8"},
		"SDRS, an empty object": {"POST /sdrs/v1/p/server-groups", `{}`, true, `refused: the body has no member "server_group"`},
		"DRS, a text":           {"POST /drs/v3/p/jobs/batch-status", `{"jobs":"task"}`, true, `refused: the member "jobs" is not an array`},
		"Element":               {"POST /json-rpc/12.5", `{"method":"CloneVolume","params":{}}`, true, "volumeID"},
		"EVS, no credentials":   {"GET /evs/v1/p/jobs/j1", "", false, "refused: there is no token in X-Auth-Token and no SDK-HMAC-SHA256 signature in Authorization"},
		"Element, no user":      {"POST /json-rpc/12.5", `{"method":"ListVolumes"}`, false, "refused: there is no user in Authorization: Basic"},
		"Element, PUT":          {"PUT /json-rpc/12.5", `{}`, true, "refused: the HTTP method is neither POST nor GET"},
	}
	for name, tt := range tests {
		method, path, _ := strings.Cut(tt.ask, " ")
		r := httptest.NewRequest(method, path, strings.NewReader(tt.body))
		if tt.token {
			r.Header.Set("X-Auth-Token", "t")
			r.SetBasicAuth("a", "b")
		}
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, r)
		entry := admin(t, e, "GET /journal?limit=1", "").want(http.StatusOK).get("entries.0")
		require.Contains(t, entry.Get("why").String(), tt.why, "%s: %s", name, rec.Body)
		require.NotContains(t, entry.Get("why").String(), "nearest", name)
		require.NotContains(t, rec.Body.String(), "refused: ", "%s: the reason is for the journal alone", name)
	}
	require.Equal(t, "0", admin(t, e, "GET /journal?unmatched=true", "").get("total").Raw, "a refused request was matched")
}

// TestWhyOfAParent checks that the reason for a parent's status does not give the next change of a sub-job as its own end.
func TestWhyOfAParent(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	client(t, e, "/sdrs/v1/p/jobs/p1")
	entry := admin(t, e, "GET /journal?limit=1", "").get("entries.0")
	require.Equal(t, "sdrs/p1 step 1 RUNNING since 12:00:00, until its sub-jobs end, the next of them changes at 12:00:04", entry.Get("why").String())
	require.Equal(t, "its sub-jobs", entry.Get("observed.0.waits_for").String())
	require.Equal(t, "2026-01-02T12:00:04Z", entry.Get("observed.0.next").String())
}
