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

// serve mounts Element alone. observed is the profile of that name, with the settings that follow.
func serve(t testing.TB, settings []string, specs ...job.Spec) *apitest.Bench {
	t.Helper()
	return apitest.Serve(t, element.API(), settings, specs...)
}

// post sends a request as an administrator and answers the body of a 200 in JSON.
func post(t testing.TB, b *apitest.Bench, body string) string {
	t.Helper()
	r := b.Ask(http.MethodPost, path, body, admin)
	require.Equal(t, http.StatusOK, r.StatusCode)
	require.Equal(t, "application/json", r.Header.Get("Content-Type"))
	answer := text(t, r)
	sorted(t, answer)
	return answer
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(body)
}

// call calls a method with params as JSON and answers its result.
func call(t testing.TB, b *apitest.Bench, method, params string) gjson.Result {
	t.Helper()
	body := post(t, b, `{"method":"`+method+`","params":`+params+`,"id":1}`)
	result := gjson.Get(body, "result")
	require.True(t, result.Exists(), body)
	return result
}

// refused calls a method and answers the name and message of its error.
func refused(t testing.TB, b *apitest.Bench, method, params string) string {
	t.Helper()
	body := post(t, b, `{"method":"`+method+`","params":`+params+`,"id":1}`)
	require.Equal(t, int64(500), gjson.Get(body, "error.code").Int(), body)
	require.False(t, gjson.Get(body, "result").Exists(), body)
	return gjson.Get(body, "error.name").Str + ": " + gjson.Get(body, "error.message").Str
}

// poll asks for a handle and answers the result.
func poll(t testing.TB, b *apitest.Bench, handle int64, keep bool) gjson.Result {
	t.Helper()
	return call(t, b, "GetAsyncResult", handleParams(handle, keep))
}

func handleParams(handle int64, keep bool) string {
	return `{"asyncHandle":` + strconv.FormatInt(handle, 10) + `,"keepResult":` + strconv.FormatBool(keep) + `}`
}

// spec is a job as a scenario makes it.
func spec(t testing.TB, handle, kind string, said job.Fields, steps ...job.Step) job.Spec {
	t.Helper()
	words := element.API().Vocabulary
	about, err := words.NewAttributes(said)
	require.NoError(t, err)
	require.NoError(t, words.CheckID(handle))
	return job.Spec{
		Ref: job.Ref{API: "element", ID: handle}, Type: kind, Attributes: about, Timeline: job.Steps(steps...),
	}
}

// step is a step as a scenario makes it.
func step(t testing.TB, status string, until job.Exit, said job.Fields) job.Step {
	t.Helper()
	words := element.API().Vocabulary
	word, ok := words.Word(status)
	require.True(t, ok, status)
	say, err := words.NewPayload(word, said)
	require.NoError(t, err)
	return job.Step{Status: status, Phase: word.Phase, Until: until, Payload: say}
}

func lasting(d time.Duration) job.Exit { return job.After(job.Fixed(d)) }

// at reads an instant as Element writes it.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	when, err := time.Parse("2006-01-02T15:04:05Z", s)
	require.NoError(t, err)
	return when
}
