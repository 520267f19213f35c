package evs_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/evs"
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

// Errors of the job query.
func TestJobRefusals(t *testing.T) {
	t.Parallel()
	const (
		unknown     = `{"error":{"message":"query job fail.","code":"Common.0011"}}`
		unpublished = "The API does not exist or has not been published in the environment"
	)
	expired := creation("expired", step("SUCCESS", job.Succeeded, otc.Payload{}, 0))
	expired.Expires = time.Minute
	foreign := creation("foreign", step("SUCCESS", job.Succeeded, otc.Payload{}, 0))
	foreign.Project = "another"
	slashed := creation("a/b", step("SUCCESS", job.Succeeded, otc.Payload{}, 0))
	b := apitest.Serve(t, evs.API(), nil, expired, foreign, slashed)
	b.Clock.Advance(time.Hour)
	tests := []struct {
		name, method, path string
		headers            []string
		status             int
		want               string
	}{
		{"unknown", "GET", jobs + "ff8080826b45d4a5016b5036242c0025", nil, 400, unknown},
		{"malformed", "GET", jobs + "%00%ff..;x", nil, 400, unknown},
		{"very long", "GET", jobs + strings.Repeat("a", 8000), nil, 400, unknown},
		{"expired", "GET", jobs + "expired", nil, 400, unknown},
		{"another project's", "GET", jobs + "foreign", nil, 400, unknown},
		{"empty", "GET", jobs, nil, 400, `{"error":{"message":"No jobs found.","code":"Common.0011"}}`},
		{"encoded slash", "GET", jobs + "a%2Fb", nil, 200, ""},
		{"trailing slash", "GET", jobs + "expired/", nil, 404, unpublished},
		{"no project", "GET", "/v1//jobs/expired", nil, 404, unpublished},
		{"no such version", "GET", "/v9/" + project + "/jobs/expired", nil, 404, unpublished},
		{"wrong method", "POST", jobs + "expired", nil, 405, unpublished},
		{"no token", "GET", jobs + "expired", []string{"X-Auth-Token:"}, 401, "APIGW.0301"},
		{
			"signed", "GET", jobs + "a%2Fb",
			[]string{"X-Auth-Token:", "Authorization: SDK-HMAC-SHA256 Access=ak, SignedHeaders=x-sdk-date, Signature=00"},
			200, "",
		},
	}
	for _, tt := range tests {
		r := b.Ask(tt.method, tt.path, "", tt.headers...)
		body := read(t, r)
		require.Equal(t, tt.status, r.StatusCode, "%s: %s", tt.name, body)
		require.Equal(t, "application/json", r.Header.Get("Content-Type"), tt.name)
		require.NotEmpty(t, r.Header.Get("X-Request-Id"), tt.name)
		require.True(t, gjson.Valid(body), "%s: %s", tt.name, body)
		require.Contains(t, body, tt.want, tt.name)
	}
}

// A query that returns an error is no poll; every other one is.
func TestPolls(t *testing.T) {
	t.Parallel()
	spec := creation(jobID, job.Step{})
	spec.Project = project
	spec.Timeline = job.Steps(
		job.Step{Status: "WAITING_EXECUTE", Phase: job.Pending, Until: job.Exit{Polls: 2}},
		step("SUCCESS", job.Succeeded, otc.Payload{}, 0),
	)
	b := apitest.Serve(t, evs.API(), nil, spec)
	for range 5 {
		require.Equal(t, http.StatusBadRequest, b.Ask("GET", "/v1/other/jobs/"+jobID, "").StatusCode)
		require.Equal(t, http.StatusUnauthorized, b.Ask("GET", jobs+jobID, "", "X-Auth-Token:").StatusCode)
	}
	var seen []string
	for range 4 {
		seen = append(seen, gjson.Get(poll(t, b, jobID), "status").String())
	}
	require.Equal(t, []string{"WAITING_EXECUTE", "WAITING_EXECUTE", "SUCCESS", "SUCCESS"}, seen)
}

// Any query gets JSON in an envelope of EVS or the gateway, and no server error.
func FuzzShowJob(f *testing.F) {
	for _, path := range []string{jobs + jobID, jobs, "/", "/v1/%2F/jobs/%20", jobs + "%00", "/v1/p/jobs/x?y=%zz"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		b := apitest.Serve(t, evs.API(), nil, creation(jobID, step("SUCCESS", job.Succeeded, otc.Payload{}, 0)))
		enveloped(t, b, "GET", path, "")
	})
}
