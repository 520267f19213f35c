package evs_test

import (
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/evs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

const (
	project = "40acc331ac784f34842ba4f08ff2be48"
	jobs    = "/v1/" + project + "/jobs/"
	clouds  = "/v2/" + project + "/cloudvolumes"
	vendors = "/v3/" + project + "/os-vendor-volumes"
	volumes = "/v3/" + project + "/volumes"
)

// serve returns a server without jobs.
func serve(t testing.TB, settings ...string) *apitest.Bench {
	t.Helper()
	return apitest.Serve(t, evs.API(), settings)
}

// read returns a response's body.
func read(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(b)
}

// ask sends a request, checks the status and returns the body.
func ask(t testing.TB, b *apitest.Bench, status int, method, path, body string) gjson.Result {
	t.Helper()
	r := b.Ask(method, path, body)
	sent := read(t, r)
	require.Equal(t, status, r.StatusCode, "%s %s: %s", method, path, sent)
	if sent != "" {
		require.Equal(t, "application/json", r.Header.Get("Content-Type"))
		require.True(t, gjson.Valid(sent), sent)
	}
	return gjson.Parse(sent)
}

// poll queries an existing job.
func poll(t testing.TB, b *apitest.Bench, id string) string {
	t.Helper()
	return ask(t, b, http.StatusOK, "GET", jobs+id, "").Raw
}

// create creates a disk, waits for it and returns its ID.
func create(t testing.TB, b *apitest.Bench, body string) string {
	t.Helper()
	made := ask(t, b, http.StatusOK, "POST", clouds, body)
	b.Clock.Advance(time.Minute)
	require.Equal(t, "SUCCESS", gjson.Get(poll(t, b, made.Get("job_id").String()), "status").String())
	return made.Get("volume_ids.0").String()
}

// fail forces a job to its end in failure.
func fail(t testing.TB, b *apitest.Bench, id string) {
	t.Helper()
	_, err := b.World.Record(job.Ref{API: "evs", ID: id}, job.Event{
		Kind: job.Forced, Step: job.Step{Status: "FAIL", Phase: job.Failed},
	})
	require.NoError(t, err)
}

// enveloped sends a request and checks that an error has one of the envelopes.
func enveloped(t *testing.T, b *apitest.Bench, method, path, body string) {
	t.Helper()
	status, sent := b.Probe(t, method, path, body)
	if status < http.StatusBadRequest {
		return
	}
	refusal := gjson.Parse(sent)
	nested := refusal.Get("error.code").Type == gjson.String && refusal.Get("error.message").Type == gjson.String
	flat := refusal.Get("error_code").Type == gjson.String && refusal.Get("request_id").Type == gjson.String
	fault := refusal.Get("*.code").Type == gjson.Number && refusal.Get("*.message").Type == gjson.String
	require.True(t, nested || flat || fault, sent)
}
