package drs_test

import (
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

const (
	project = "054ba152d480d55b2f5dc0069e7ddef0"
	root    = "/v3/" + project + "/jobs"
	first   = "9a470239-2308-4bb5-a6bc-1040402fjb21"
	second  = "dc67695a-ee3e-49b8-a022-a099bd81jb21"
)

// phases returns the phases of the words in the vocabulary.
func phaseOf(t testing.TB, status string) job.Phase {
	t.Helper()
	words := drs.API().Vocabulary
	w, ok := words.Word(status)
	require.True(t, ok, status)
	return w.Phase
}

// task returns a task that stays in a status.
func task(t testing.TB, id, status string) job.Spec {
	t.Helper()
	return job.Spec{
		Ref:      job.Ref{API: "drs", ID: id},
		Timeline: job.Steps(job.Step{Status: status, Phase: phaseOf(t, status)}),
	}
}

// step returns a step of a duration, or a final one if it is 0.
func step(t testing.TB, status string, d time.Duration) job.Step {
	t.Helper()
	s := job.Step{Status: status, Phase: phaseOf(t, status)}
	if d > 0 {
		s.Until = job.After(job.Fixed(d))
	}
	return s
}

// send sends a request for a call and returns the status and the body of the response.
func send(b *apitest.Bench, method, call, body string, headers ...string) (int, string) {
	r := b.Ask(method, root+call, body, headers...)
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, err.Error()
	}
	return r.StatusCode, string(text)
}

// must sends a request, requires the status of the response and returns its body.
func must(t testing.TB, b *apitest.Bench, method, call, body string, status int) gjson.Result {
	t.Helper()
	got, text := send(b, method, call, body)
	require.Equal(t, status, got, text)
	require.True(t, gjson.Valid(text), text)
	return gjson.Parse(text)
}

// statusOf polls one task.
func statusOf(t testing.TB, b *apitest.Bench, id string) string {
	t.Helper()
	a := must(t, b, "POST", "/batch-status", `{"jobs":["`+id+`"]}`, http.StatusOK)
	require.Equal(t, int64(1), a.Get("count").Int(), a.Raw)
	return a.Get("results.0.status").String()
}

// errorBody returns the body of a rejected request.
func errorBody(code, message string) string {
	return `{"error_code":"` + code + `","error_msg":"` + message + `"}`
}

// read returns the body of a response.
func read(t testing.TB, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(text)
}

// methods returns all calls and their methods.
func methods() map[string]string {
	return map[string]string{
		"/batch-status": "POST", "/batch-detail": "POST", "": "POST", "/batch-creation": "POST",
		"/batch-modification": "PUT", "/batch-connection": "POST", "/cluster/batch-connection": "POST",
		"/batch-limit-speed": "PUT", "/batch-sync-policy": "POST", "/batch-precheck": "POST",
		"/batch-precheck-result": "POST", "/batch-starting": "POST", "/batch-pause-task": "POST",
		"/batch-retry-task": "POST", "/batch-switchover": "POST", "/batch-progress": "POST",
		"/batch-rpo-and-rto": "POST", "/batch-jobs": "DELETE",
	}
}
