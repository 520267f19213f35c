package element_test

import (
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/job"
)

// short returns handle 7, a clone that runs for ten seconds.
func short(t testing.TB) job.Spec {
	t.Helper()
	return spec(t, "7", "Clone", job.Fields{"volumeID": 5},
		step(t, "running", lasting(10*time.Second), nil), step(t, "complete", job.Exit{}, nil))
}

const (
	unknownHandle  = "xDBNoSuchPath: DBClient operation requested on a non-existent path at [/asyncresults/7]"
	observedHandle = "xAsyncHandleDoesNotExist: Async handle 7 does not exist."
)

func TestKeepResult(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, short(t))
	for range 3 { // a running job is never purged
		require.Equal(t, "running", poll(t, b, 7, false).Get("status").Str)
	}
	b.Clock.Advance(10 * time.Second)
	for range 3 {
		require.Equal(t, "complete", poll(t, b, 7, true).Get("status").Str)
	}
	require.Len(t, call(t, b, "ListAsyncResults", `{}`).Get("asyncHandles").Array(), 1)
	require.Equal(t, "complete", call(t, b, "GetAsyncResult", `{"asyncHandle":7}`).Get("status").Str)
	require.Equal(t, unknownHandle, callError(t, b, "GetAsyncResult", handleParams(7, true)))
	require.Empty(t, call(t, b, "ListAsyncResults", `{}`).Get("asyncHandles").Array())
}

// Under the profile observed a handle is deleted 30 s after its job has ended, unless one call had keepResult, even before
// the end.
func TestRetention(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		early  string // a poll while the job runs
		after  time.Duration
		exists bool
	}{
		{"just before", `{"asyncHandle":7}`, 10*time.Second + 30*time.Second - 1, true},
		{"just then", `{"asyncHandle":7}`, 10*time.Second + 30*time.Second, false},
		{"kept while running", `{"asyncHandle":7,"keepResult":true}`, time.Hour, true},
		{"listed only", "", time.Hour, false},
	} {
		b := serve(t, []string{"observed"}, short(t))
		if c.early != "" {
			call(t, b, "GetAsyncResult", c.early)
		}
		call(t, b, "ListAsyncResults", `{}`)
		b.Clock.Advance(c.after)
		require.Len(t, call(t, b, "ListAsyncResults", `{}`).Get("asyncHandles").Array(), map[bool]int{true: 1}[c.exists], c.name)
		if c.exists {
			poll(t, b, 7, false)
		}
		require.Equal(t, observedHandle, callError(t, b, "GetAsyncResult", handleParams(7, true)), c.name)
	}
}

// The handle of a job that a call started is deleted the same way.
func TestRetentionOfStarted(t *testing.T) {
	t.Parallel()
	b := serve(t, []string{"element.retention=30s"})
	handle := call(t, b, "CopyVolume", `{"volumeID":3,"dstVolumeID":2}`).Get("asyncHandle").Int()
	b.Clock.Advance(40 * time.Second)
	callError(t, b, "GetAsyncResult", handleParams(handle, false))
}

// Of a thousand calls without keepResult exactly one gets the result.
func TestOneReaderGetsTheResult(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, spec(t, "7", "Clone", nil, step(t, "complete", job.Exit{}, nil)))
	var results, missing atomic.Int64
	var readers sync.WaitGroup
	for range 1000 {
		readers.Go(func() {
			r := b.Ask("POST", path, `{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`, admin)
			sent, _ := io.ReadAll(r.Body) // from memory
			switch body := gjson.ParseBytes(sent); {
			case body.Get("result.status").Str == "complete":
				results.Add(1)
			case body.Get("error.name").Str == "xDBNoSuchPath":
				missing.Add(1)
			}
		})
	}
	readers.Wait()
	require.Equal(t, int64(1), results.Load())
	require.Equal(t, int64(999), missing.Load())
}

func TestListAsyncResults(t *testing.T) {
	t.Parallel()
	b := serve(t, nil,
		spec(t, "47", "Clone", job.Fields{"volumeID": 48, "cloneID": 26}, step(t, "complete", job.Exit{}, nil)),
		spec(t, "1", "DriveAdd", job.Fields{"drives": []any{1, 2, 3}}, step(t, "complete", job.Exit{}, nil)),
		spec(t, "2", "BulkVolume", job.Fields{"volumeID": 5}, step(t, "running", job.Exit{}, nil)),
		spec(t, "3", "BulkVolume", job.Fields{"volumeID": 5}, step(t, "failed", job.Exit{}, nil)),
		spec(t, "4", "SomethingElse", nil, step(t, "complete", job.Exit{}, nil)),
	)
	const row = `"createTime":"2026-01-02T12:00:00Z","data":`
	const end = `,"lastUpdateTime":"2026-01-02T12:00:00Z","resultType":`
	require.Equal(t, `{"asyncHandles":[`+
		`{"asyncResultID":47,"completed":true,`+row+`{"cloneID":26,"message":"Clone complete.","volumeID":48}`+end+`"Clone","success":true},`+
		`{"asyncResultID":1,"completed":true,`+row+`{"abortedDrives":[],"addedDrives":[1,2,3],"pendingDrives":[]}`+end+`"DriveAdd","success":true},`+
		`{"asyncResultID":2,"completed":false,`+row+`{"bvID":2,"message":"","volumeID":5}`+end+`"BulkVolume","success":false},`+
		`{"asyncResultID":3,"completed":true,`+row+`{"bvID":3,"message":"Bulk volume job failed","name":"xBulkVolumeScriptFailure","volumeID":5}`+end+`"BulkVolume","success":false},`+
		`{"asyncResultID":4,"completed":true,`+row+`{}`+end+`"SomethingElse","success":true}]}`,
		call(t, b, "ListAsyncResults", `{}`).Raw)
	require.Equal(t, `[47,1]`, ids(call(t, b, "ListAsyncResults", `{"asyncResultTypes":["Clone","DriveAdd"]}`)))
	require.Equal(t, `[2,3]`, ids(call(t, b, "ListAsyncResults", `{"asyncResultTypes":["BulkVolume"]}`)))
	require.Equal(t, "xUnrecognizedEnumString: clone", callError(t, b, "ListAsyncResults", `{"asyncResultTypes":["clone"]}`))
}

// ids returns the handles of a list.
func ids(list gjson.Result) string { return list.Get(`asyncHandles.#.asyncResultID`).Raw }

// A step may have a status, details, a result and an error of its own.
func TestScriptedSteps(t *testing.T) {
	t.Parallel()
	second := lasting(time.Second)
	odd := step(t, "running", second, nil)
	odd.Status = "WEIRD"
	b := serve(t, nil, spec(t, "7", "BulkVolume", job.Fields{"volumeID": 34},
		step(t, "preparing", second, nil),
		step(t, "running", second, job.Fields{"details": map[string]any{"message": "soon"}}),
		odd,
		step(t, "failed", second, job.Fields{
			"error": job.ErrorRow{Code: "xVolumeIDDoesNotExist", Message: "VolumeID %s does not exist."}, "context": map[string]any{"hint": 1},
		}),
		step(t, "failed", second, job.Fields{"error": job.ErrorRow{Code: "xFoo", Message: "bar"}}),
		step(t, "complete", job.Exit{}, job.Fields{"result": map[string]any{"b": 1, "a": "<&>"}}),
	))
	for _, want := range []string{
		`"details":{"bvID":7,"message":"","volumeID":34},"lastUpdateTime":"2026-01-02T12:00:00Z","resultType":"BulkVolume","status":"running"}`,
		`"details":{"message":"soon"},"lastUpdateTime":"2026-01-02T12:00:01Z","resultType":"BulkVolume","status":"running"}`,
		`"details":{"bvID":7,"message":"","volumeID":34},"lastUpdateTime":"2026-01-02T12:00:02Z","resultType":"BulkVolume","status":"WEIRD"}`,
		`"error":{"bvID":7,"hint":1,"message":"VolumeID 34 does not exist.","name":"xVolumeIDDoesNotExist","volumeID":34},"lastUpdateTime":"2026-01-02T12:00:03Z","resultType":"BulkVolume","status":"complete"}`,
		`"error":{"bvID":7,"message":"bar","name":"xFoo","volumeID":34},"lastUpdateTime":"2026-01-02T12:00:04Z","resultType":"BulkVolume","status":"complete"}`,
		`"lastUpdateTime":"2026-01-02T12:00:05Z","result":{"a":"<&>","b":1},"resultType":"BulkVolume","status":"complete"}`,
	} {
		require.Equal(t, `{"createTime":"2026-01-02T12:00:00Z",`+want, poll(t, b, 7, true).Raw)
		b.Clock.Advance(time.Second)
	}
}

// A handle does not exist before its job begins.
func TestHandleBeforeItsJob(t *testing.T) {
	t.Parallel()
	later := short(t)
	b := serve(t, nil)
	later.Born = b.Clock.Now().Add(time.Second)
	_, err := b.World.Start(later)
	require.NoError(t, err)
	require.Equal(t, unknownHandle, callError(t, b, "GetAsyncResult", handleParams(7, false)))
	b.Clock.Advance(time.Second)
	require.Equal(t, "running", poll(t, b, 7, false).Get("status").Str)
}
