package otc_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// echo is a service behind the gateway that returns the caller.
func echo(foreign ...func(http.ResponseWriter, *wire.Call)) wire.API {
	return wire.API{
		Name: "echo", Vocabulary: job.Vocabulary{API: "echo", Settings: otc.Settings(), Errors: otc.Errors()},
		Mount: func(r *mux.Router) {
			otc.Guard(r, foreign...)
			here := func(w http.ResponseWriter, _ *http.Request) { wire.JSON(w, http.StatusOK, "come in") }
			r.HandleFunc("/", here)
			r.HandleFunc("/v1/{project_id}/things", here).Methods(http.MethodGet, http.MethodPost)
			r.HandleFunc("/v1/{project_id}/things/{id}", here)
			r.HandleFunc("/v1/things", here)
		},
	}
}

const (
	things       = "/v1/" + wire.KnownProjectID + "/things"
	letIn        = `"come in"`
	badToken     = "Incorrect IAM authentication information: decrypt token fail"
	badSignature = "Incorrect IAM authentication information: verify aksk signature fail"
)

// token returns one of the known user that is valid for an hour.
func token(id string) job.Spec {
	return job.Spec{
		Ref: job.Ref{API: otc.TokenAPI, ID: id},
		Timeline: job.Steps(
			job.Step{Status: otc.Valid, Phase: job.Running, Until: job.After(job.Fixed(time.Hour))},
			job.Step{Status: otc.Expired, Phase: job.Failed},
		),
	}
}

// ask returns status and body, and checks the envelope of a gateway error.
func ask(t *testing.T, b *apitest.Bench, method, path, body string, headers ...string) (int, string) {
	t.Helper()
	res := b.Ask(method, path, body, headers...)
	sent, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	if code := gjson.GetBytes(sent, "error_code"); strings.HasPrefix(code.String(), "APIGW.") {
		require.Equal(t, res.Header.Get("X-Request-Id"), gjson.GetBytes(sent, "request_id").String())
	}
	return res.StatusCode, string(sent)
}

// By default any credential is accepted for any path.
func TestAny(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, echo(), nil)
	tests := []struct {
		name    string
		headers []string
		status  int
		want    string
	}{
		{"a token", []string{"X-Auth-Token: whatever"}, 200, letIn},
		{"a signature", []string{"X-Auth-Token:", "Authorization: SDK-HMAC-SHA256 Access=x, SignedHeaders=a, Signature=0"}, 200, letIn},
		{"no signature to speak of", []string{"X-Auth-Token:", "Authorization: SDK-HMAC-SHA256 x"}, 200, letIn},
		{"nothing", []string{"X-Auth-Token:"}, 401, "x-auth-token not found"},
		{"another scheme", []string{"X-Auth-Token:", "Authorization: Basic eDp5"}, 401, "x-auth-token not found"},
	}
	for _, tt := range tests {
		status, body := ask(t, b, "GET", "/v1/any-project/things", "", tt.headers...)
		require.Equal(t, tt.status, status, tt.name)
		require.Contains(t, body, tt.want, tt.name)
	}
	status, _ := ask(t, b, "GET", "/", "", "X-Auth-Token:")
	require.Equal(t, http.StatusOK, status, "the versions are for everybody")
}

// Under "auth: strict" a token must be known and valid, and the path its own project's.
func TestStrictTokens(t *testing.T) {
	t.Parallel()
	odd := token("odd")
	odd.Project = "another"
	bare := token("bare")
	bare.Attributes = otc.Token{User: otc.Named{ID: "u", Name: "u"}}
	revoked := token("revoked")
	revoked.Timeline = job.Steps(job.Step{Status: otc.Revoked, Phase: job.Failed})
	later := token("later")
	later.Born = apitest.Noon.Add(time.Minute)
	b := apitest.Serve(t, echo(), []string{"auth=strict"}, token("good"), odd, bare, revoked, later)
	tests := []struct {
		name, token, path string
		status            int
		want              string
	}{
		{"valid", "good", things, 200, letIn},
		{"no project in the path", "odd", "/v1/things", 200, letIn},
		{"its own project", "odd", "/v1/another/things", 200, letIn},
		{"a foreign project", "odd", things, 400, `{"error":{"message":"Invalid token in the header","code":"Common.0018"}}`},
		{"a project that the client forgot", "good", "/v1/%7Bproject_id%7D/things", 400, "Common.0018"},
		{"of a domain only", "bare", things, 400, "Common.0018"},
		{"unknown", "forged", things, 401, badToken},
		{"revoked", "revoked", things, 401, badToken},
		{"not yet issued", "later", things, 401, badToken},
		{"none", "", things, 401, "x-auth-token not found"},
		{"an unknown path comes first", "forged", "/v9/x", 404, "APIGW.0101"},
	}
	for _, tt := range tests {
		status, body := ask(t, b, "GET", tt.path, "", "X-Auth-Token: "+tt.token)
		require.Equal(t, tt.status, status, "%s: %s", tt.name, body)
		require.Contains(t, body, tt.want, tt.name)
	}
	b.Clock.Advance(time.Hour)
	status, body := ask(t, b, "GET", things, "", "X-Auth-Token: good")
	require.Equal(t, http.StatusUnauthorized, status)
	require.Contains(t, body, `{"error_msg":"The token must be updated","error_code":"APIGW.0307"`)
}

// A service responds to a foreign project in its own way.
func TestForeign(t *testing.T) {
	t.Parallel()
	table := wire.NewTable([]job.ErrorRow{job.Row("DRS.M00261", 403, "Invalid project ID.", "", "", job.Documented)})
	refusal := table.Error("DRS.M00261")
	b := apitest.Serve(t, echo(otc.Foreign(otc.Failer(otc.Flat, refusal, refusal), refusal)), []string{"auth=strict"}, token("good"))
	status, body := ask(t, b, "GET", "/v1/another/things", "", "X-Auth-Token: good")
	require.Equal(t, http.StatusForbidden, status)
	require.Equal(t, `{"error_code":"DRS.M00261","error_msg":"Invalid project ID."}`, body)
}

// A token that expires in the middle of polling: each request that carries it is a poll.
func TestScriptedToken(t *testing.T) {
	t.Parallel()
	spec := token("tok1")
	spec.Timeline = job.Steps(
		job.Step{Status: otc.Valid, Phase: job.Running, Until: job.Exit{Polls: 3}},
		job.Step{Status: otc.Expired, Phase: job.Failed},
	)
	b := apitest.Serve(t, echo(), []string{"auth=strict"}, spec)
	var seen []int
	for range 5 {
		status, _ := ask(t, b, "GET", things, "", "X-Auth-Token: tok1")
		seen = append(seen, status)
	}
	require.Equal(t, []int{200, 200, 200, 401, 401}, seen)
}

// The gateway's messages are in the published table.
func TestTextsAreInTheTable(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, row := range otc.Errors() {
		texts = append(texts, row.Message)
	}
	for _, text := range []string{badToken, badSignature, "Incorrect IAM authentication information: ak %s not exist"} {
		require.Contains(t, texts, text)
	}
}
