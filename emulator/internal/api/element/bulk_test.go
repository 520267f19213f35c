package element_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

const startRead = `{"volumeID":"5","format":"native","attributes":{"n":12345678901234567890}}`

// start starts a session and returns its handle and key.
func start(t testing.TB, b *apitest.Bench, params string) (handle int64, key string) {
	t.Helper()
	s := call(t, b, "StartBulkVolumeRead", params)
	require.Equal(t, "https://127.0.0.1:44000/", s.Get("url").Str)
	require.Regexp(t, "^[0-9a-f]{32}$", s.Get("key").Str)
	return s.Get("asyncHandle").Int(), s.Get("key").Str
}

// update calls UpdateBulkVolumeStatus and returns the result.
func update(t testing.TB, b *apitest.Bench, key, rest string) string {
	t.Helper()
	return call(t, b, "UpdateBulkVolumeStatus", `{"key":"`+key+`",`+rest+`}`).Raw
}

// jobOf returns a session's row of ListBulkVolumeJobs.
func jobOf(t testing.TB, b *apitest.Bench, key string) gjson.Result {
	t.Helper()
	return call(t, b, "ListBulkVolumeJobs", `{}`).Get(`bulkVolumeJobs.#(key="` + key + `")`)
}

// UpdateBulkVolumeStatus drives the job, and GetAsyncResult shows it.
func TestDrivenSession(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	handle, key := start(t, b, startRead)
	require.Equal(t, int64(1), handle)
	row := jobOf(t, b, key)
	require.Equal(t, `{"attributes":{"n":12345678901234567890},"bulkVolumeID":1,"createTime":"2026-01-02T12:00:00Z",`+
		`"elapsedTime":0,"format":"native","key":"`+key+`","percentComplete":0,"remainingTime":0,"srcVolumeID":5,`+
		`"status":"preparing","type":"read"}`, row.Raw)
	b.Clock.Advance(44 * time.Second)
	require.Equal(t, "preparing", jobOf(t, b, key).Get("status").Str) // it waits for the first report

	require.Equal(t, `{"attributes":{"n":12345678901234567890},"status":"running","url":"https://127.0.0.1:44000/"}`,
		update(t, b, key, `"status":"running","percentComplete":"8"`))
	row = jobOf(t, b, key)
	require.Equal(t, `[8,44,506,"running"]`, row.Get("[percentComplete,elapsedTime,remainingTime,status]").Raw)
	require.Equal(t, "2026-01-02T12:00:44Z", poll(t, b, handle, false).Get("lastUpdateTime").Str)

	require.Equal(t, `{"attributes":{"a":1},"status":"running","url":"https://127.0.0.1:44000/"}`,
		update(t, b, key, `"status":"running","attributes":{"a":1}`))
	row = jobOf(t, b, key)
	require.Equal(t, `[8,{"a":1}]`, row.Get("[percentComplete,attributes]").Raw) // what a report leaves out is kept

	b.Clock.Advance(time.Second)
	require.Equal(t, `{"attributes":{"a":1},"status":"complete"}`, update(t, b, key, `"status":"complete","message":"Done."`))
	require.False(t, jobOf(t, b, key).Exists())
	require.Equal(t, "xBulkVolumeIDDoesNotExist: xBulkVolumeIDDoesNotExist",
		callError(t, b, "UpdateBulkVolumeStatus", `{"key":"`+key+`","status":"running"}`))
	require.Equal(t, `{"createTime":"2026-01-02T12:00:00Z","lastUpdateTime":"2026-01-02T12:00:45Z",`+
		`"result":{"bvID":1,"message":"Done.","volumeID":5},"resultType":"BulkVolume","status":"complete"}`,
		poll(t, b, handle, false).Raw)
}

func TestFailedSession(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{"": "Bulk volume job failed", `,"message":"No space."`: "No space."} {
		b := serve(t, nil)
		handle, key := start(t, b, `{"volumeID":5,"format":"uncompressed"}`)
		require.Equal(t, `{"status":"failed"}`, update(t, b, key, `"status":"failed"`+message))
		require.JSONEq(t, `{"bvID":1,"message":"`+want+`","name":"xBulkVolumeScriptFailure","volumeID":5}`,
			poll(t, b, handle, false).Get("error").Raw)
	}
}

// With a script the cluster drives the job: it is preparing, then running, and shows at most 95 percent.
func TestScriptedSession(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	s := call(t, b, "StartBulkVolumeWrite", `{"volumeID":9,"format":"native","script":"bv_internal.py",`+
		`"scriptParameters":{"range":{"lba":0,"blocks":244224},"read":{"password":"secret"}}}`)
	key, handle := s.Get("key").Str, s.Get("asyncHandle").Int()
	require.Equal(t, `["preparing","write","bv_internal.py",9]`, jobOf(t, b, key).Get("[status,type,script,srcVolumeID]").Raw)
	b.Clock.Advance(5*time.Second + 14999*time.Millisecond)
	row := jobOf(t, b, key)
	require.Equal(t, "running", row.Get("status").Str)
	require.InDelta(t, 94, row.Get("percentComplete").Num, 1)
	require.Equal(t, "running", poll(t, b, handle, false).Get("status").Str)
	b.Clock.Advance(time.Millisecond)
	require.False(t, jobOf(t, b, key).Exists())
	require.Equal(t, "Bulk volume job succeeded", poll(t, b, handle, false).Get("result.message").Str)
}

// A step that waits for the reported status goes on to the next step; any other is ended.
func TestReportsAndScripts(t *testing.T) {
	t.Parallel()
	waits := func(word string) job.Exit { return job.Exit{Signal: word} }
	b := serve(t, nil,
		spec(t, "7", "BulkVolume", job.Fields{"key": "a", "volumeID": 1},
			step(t, "preparing", waits("running"), nil),
			step(t, "running", waits("complete"), nil),
			step(t, "running", lasting(time.Second), nil),
			step(t, "complete", job.Exit{}, job.Fields{"result": map[string]any{"done": true}})),
		spec(t, "8", "BulkVolume", job.Fields{"key": "b", "volumeID": 2, "url": "https://n/"},
			step(t, "running", lasting(time.Hour), nil), step(t, "complete", job.Exit{}, nil)),
	)
	require.Equal(t, `{"status":"running","url":"https://127.0.0.1:44000/"}`, update(t, b, "a", `"status":"running","percentComplete":12.7`))
	require.Equal(t, int64(12), jobOf(t, b, "a").Get("percentComplete").Int())
	require.Equal(t, `{"status":"running","url":"https://127.0.0.1:44000/"}`, update(t, b, "a", `"status":"complete"`))
	require.Equal(t, "running", poll(t, b, 7, false).Get("status").Str)
	b.Clock.Advance(time.Second)
	require.Equal(t, `{"done":true}`, poll(t, b, 7, false).Get("result").Raw)

	require.Equal(t, `{"status":"failed"}`, update(t, b, "b", `"status":"failed"`))
	require.Equal(t, int64(2), poll(t, b, 8, false).Get("error.volumeID").Int())
}

func TestUpdateSettings(t *testing.T) {
	t.Parallel()
	session := func() job.Spec {
		return spec(t, "7", "BulkVolume", job.Fields{"key": "k"}, step(t, "running", job.Exit{}, nil))
	}
	b := serve(t, nil, session())
	require.Equal(t, "xMissingParameter: Missing member=[status]", callError(t, b, "UpdateBulkVolumeStatus", `{"key":"k"}`))
	b = serve(t, []string{"element.session-words=active"}, session())
	require.Equal(t, "active", gjson.Get(update(t, b, "k", `"status":"running"`), "status").Str)
	require.Equal(t, "done", gjson.Get(update(t, b, "k", `"status":"complete"`), "status").Str)
	b = serve(t, []string{"element.update-status=optional"}, session())
	b.Clock.Advance(time.Second)
	call(t, b, "UpdateBulkVolumeStatus", `{"key":"k"}`)
	require.Equal(t, "2026-01-02T12:00:00Z", poll(t, b, 7, false).Get("lastUpdateTime").Str) // the key alone changes nothing
	call(t, b, "UpdateBulkVolumeStatus", `{"key":"k","percentComplete":40}`)
	require.Equal(t, int64(40), jobOf(t, b, "k").Get("percentComplete").Int())
}

func TestBulkRefusals(t *testing.T) {
	t.Parallel()
	b := serve(t, []string{"element.update-status=optional"})
	start(t, b, startRead)
	start(t, b, startRead)
	for _, c := range []struct{ method, params, want string }{
		{"StartBulkVolumeRead", startRead, "xExceededLimit: Exceeded maximum number of bulk volume jobs per volume"},
		{"StartBulkVolumeRead", `{"format":"native"}`, "xMissingParameter: Missing member=[volumeID]"},
		{"StartBulkVolumeRead", `{"volumeID":5}`, "xMissingParameter: Missing member=[format]"},
		{"StartBulkVolumeRead", `{"volumeID":5,"format":"zip"}`, "xUnrecognizedEnumString: zip"},
		{"StartBulkVolumeRead", `{"volumeID":0,"format":"native"}`, "xVolumeIDDoesNotExist: VolumeID 0 does not exist."},
		{"StartBulkVolumeRead", `{"volumeID":"five","format":"native"}`, "xInvalidParameterType: volumeID: expected integer"},
		{"StartBulkVolumeRead", `{"volumeID":5,"format":"native","script":1}`, "xInvalidParameterType: script: expected string"},
		{"StartBulkVolumeRead", `{"volumeID":5,"format":"native","scriptParameters":[]}`, "xInvalidParameterType: scriptParameters: expected object"},
		{"UpdateBulkVolumeStatus", `{"status":"running"}`, "xMissingParameter: Missing member=[key]"},
		{"UpdateBulkVolumeStatus", `{"key":"unknown"}`, "xBulkVolumeIDDoesNotExist: xBulkVolumeIDDoesNotExist"},
		{"UpdateBulkVolumeStatus", `{"key":"k","status":"done"}`, "xUnrecognizedEnumString: done"},
		{"UpdateBulkVolumeStatus", `{"key":"k","percentComplete":"half"}`, "xInvalidParameterType: percentComplete: expected integer"},
		{"UpdateBulkVolumeStatus", `{"key":"k","percentComplete":"NaN"}`, "xInvalidParameterType: percentComplete: expected integer"},
		{"UpdateBulkVolumeStatus", `{"key":"k","attributes":"x"}`, "xInvalidParameterType: attributes: expected object"},
	} {
		require.Equal(t, c.want, callError(t, b, c.method, c.params), c.params)
	}
}
