package element_test

import (
	"io"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/element"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

const (
	path  = "/json-rpc/12.5"
	admin = "Authorization: Basic YWRtaW46YWRtaW4="
)

// serve starts an emulator of Element alone. settings may begin with the profile observed.
func serve(t testing.TB, settings []string, specs ...job.Spec) *apitest.Bench {
	t.Helper()
	return apitest.Serve(t, element.API(), settings, specs...)
}

// post sends a request as an administrator, requires status 200 and returns the body.
func post(t testing.TB, b *apitest.Bench, body string) string {
	t.Helper()
	r := b.Ask(http.MethodPost, path, body, admin)
	require.Equal(t, http.StatusOK, r.StatusCode)
	require.Equal(t, "application/json", r.Header.Get("Content-Type"))
	sent := text(t, r)
	sorted(t, sent)
	return sent
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(body)
}

// call calls a method with params as JSON and returns its result.
func call(t testing.TB, b *apitest.Bench, method, params string) gjson.Result {
	t.Helper()
	body := post(t, b, `{"method":"`+method+`","params":`+params+`,"id":1}`)
	result := gjson.Get(body, "result")
	require.True(t, result.Exists(), body)
	return result
}

// callError calls a method and returns the name and message of its error.
func callError(t testing.TB, b *apitest.Bench, method, params string) string {
	t.Helper()
	body := post(t, b, `{"method":"`+method+`","params":`+params+`,"id":1}`)
	require.Equal(t, int64(500), gjson.Get(body, "error.code").Int(), body)
	require.False(t, gjson.Get(body, "result").Exists(), body)
	return gjson.Get(body, "error.name").Str + ": " + gjson.Get(body, "error.message").Str
}

// poll calls GetAsyncResult and returns its result.
func poll(t testing.TB, b *apitest.Bench, handle int64, keep bool) gjson.Result {
	t.Helper()
	return call(t, b, "GetAsyncResult", handleParams(handle, keep))
}

func handleParams(handle int64, keep bool) string {
	return `{"asyncHandle":` + strconv.FormatInt(handle, 10) + `,"keepResult":` + strconv.FormatBool(keep) + `}`
}

// spec returns a job as a scenario with these fields defines it.
func spec(t testing.TB, handle, kind string, given job.Fields, steps ...job.Step) job.Spec {
	t.Helper()
	words := element.API().Vocabulary
	attributes, err := words.NewAttributes(given)
	require.NoError(t, err)
	require.NoError(t, words.CheckID(handle))
	s := job.Spec{
		Ref: job.Ref{API: "element", ID: handle}, Type: kind, Attributes: attributes, Timeline: job.Steps(steps...),
	}
	s.Targets = words.Targets(s)
	return s
}

// step returns a step as a scenario with these fields defines it.
func step(t testing.TB, status string, until job.Exit, given job.Fields) job.Step {
	t.Helper()
	words := element.API().Vocabulary
	word, ok := words.Word(status)
	require.True(t, ok, status)
	payload, err := words.NewPayload(word, given)
	require.NoError(t, err)
	return job.Step{Status: status, Phase: word.Phase, Until: until, Payload: payload}
}

func lasting(d time.Duration) job.Exit { return job.After(job.Fixed(d)) }

// at parses a time in Element's format.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	when, err := time.Parse("2006-01-02T15:04:05Z", s)
	require.NoError(t, err)
	return when
}
