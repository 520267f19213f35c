package element_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

const documentKey = "0b2f532123225febda2625f55dcb0448"

// documents serves the jobs of the examples of ND getasyncresult and ND updatebulkvolumestatus.
func documents(t testing.TB) *apitest.Bench {
	t.Helper()
	success := spec(t, "389", "Clone", job.Fields{"volumeID": 47, "cloneID": 25},
		step(t, "running", lasting(16*time.Minute+33*time.Second), nil),
		step(t, "complete", job.Exit{}, job.Fields{
			"result": map[string]any{"cloneID": 25, "message": "Clone complete.", "volumeID": 47},
		}))
	success.Born = at(t, "2016-01-01T22:29:18Z")
	failure := spec(t, "390", "BulkVolume", job.Fields{"volumeID": 34, "bulkVolumeID": 1},
		step(t, "running", lasting(480*time.Hour+63*time.Second), nil),
		step(t, "failed", job.Exit{}, nil))
	failure.Born = at(t, "2016-01-01T02:05:53Z")
	session := spec(t, "391", "BulkVolume",
		job.Fields{"volumeID": 5, "key": documentKey, "url": "https://10.10.23.47:8443/"},
		step(t, "running", job.Exit{}, nil))
	return serve(t, nil, success, failure, session)
}

// The examples as the documents print them, member for member, compact and sorted.
func TestDocuments(t *testing.T) {
	t.Parallel()
	b := documents(t)
	for _, c := range []struct{ name, request, want string }{
		{
			"success", `{"method":"GetAsyncResult","params":{"asyncHandle":389},"id":1}`,
			`{"id":1,"result":{"createTime":"2016-01-01T22:29:18Z","lastUpdateTime":"2016-01-01T22:45:51Z",` +
				`"result":{"cloneID":25,"message":"Clone complete.","volumeID":47},"resultType":"Clone","status":"complete"}}`,
		},
		{
			"failure", `{"method":"GetAsyncResult","params":{"asyncHandle":390},"id":1}`,
			`{"id":1,"result":{"createTime":"2016-01-01T02:05:53Z","error":{"bvID":1,"message":"Bulk volume job failed",` +
				`"name":"xBulkVolumeScriptFailure","volumeID":34},"lastUpdateTime":"2016-01-21T02:06:56Z",` +
				`"resultType":"BulkVolume","status":"complete"}}`,
		},
		{
			"missing", `{"method":"GetAsyncResult","params":{"asyncHandle":1},"id":1}`,
			`{"error":{"code":500,"message":"DBClient operation requested on a non-existent path at [/asyncresults/1]",` +
				`"name":"xDBNoSuchPath"},"id":1}`,
		},
		{
			"update", `{"method":"UpdateBulkVolumeStatus","params":{"key":"` + documentKey + `","status":"running"},"id":1}`,
			`{"id":1,"result":{"status":"running","url":"https://10.10.23.47:8443/"}}`,
		},
	} {
		require.Equal(t, c.want, post(t, b, c.request), c.name)
	}
}

// The default results need no fields in the scenario: the same example without its result.
func TestDefaultResult(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, spec(t, "389", "Clone", job.Fields{"volumeID": 47, "cloneID": 25}, step(t, "complete", job.Exit{}, nil)))
	require.JSONEq(t, `{"cloneID":25,"message":"Clone complete.","volumeID":47}`, poll(t, b, 389, true).Get("result").Raw)
}

// Recorded responses, under the profile observed (blog on backups through the API; SolidFire SDK tests).
func TestObserved(t *testing.T) {
	t.Parallel()
	b := serve(t, []string{"observed"}, spec(t, "8", "BulkVolume", job.Fields{
		"volumeID": 139, "bulkVolumeID": 101, "key": "k", "url": "https://10.128.56.54:8443/",
	}, step(t, "running", job.Exit{}, nil)))
	for _, c := range []struct{ name, request, want string }{
		{
			"missing", `{"method":"GetAsyncResult","params":{"asyncHandle":"999999999"},"id":2}`,
			`{"error":{"code":500,"message":"Async handle 999999999 does not exist.","name":"xAsyncHandleDoesNotExist"},"id":2}`,
		},
		{
			"key alone", `{"method":"UpdateBulkVolumeStatus","params":{"key":"k"},"id":1}`,
			`{"id":1,"result":{"attributes":{},"status":"running","url":"https://10.128.56.54:8443/"}}`,
		},
		{
			"running", `{"method":"GetAsyncResult","params":{"asyncHandle":8,"keepResult":true},"id":1}`,
			`{"id":1,"result":{"createTime":"2026-01-02T12:00:00Z","details":{"bvID":101,"message":"","volumeID":139},` +
				`"lastUpdateTime":"2026-01-02T12:00:00Z","resultType":"BulkVolume","status":"running"}}`,
		},
		{
			"terminal update", `{"method":"UpdateBulkVolumeStatus","params":{"key":"k","status":"complete"},"id":1}`,
			`{"id":1,"result":{"attributes":{},"status":"complete"}}`,
		},
		{
			"update after the end", `{"method":"UpdateBulkVolumeStatus","params":{"key":"k"},"id":1}`,
			`{"error":{"code":500,"message":"xBulkVolumeIDDoesNotExist","name":"xBulkVolumeIDDoesNotExist"},"id":1}`,
		},
		{
			"complete", `{"method":"GetAsyncResult","params":{"asyncHandle":8},"id":1}`,
			`{"id":1,"result":{"createTime":"2026-01-02T12:00:00Z","lastUpdateTime":"2026-01-02T12:00:00Z",` +
				`"result":{"bvID":101,"message":"Bulk volume job succeeded","volumeID":139},"resultType":"BulkVolume","status":"complete"}}`,
		},
	} {
		require.Equal(t, c.want, post(t, b, c.request), c.name)
	}
}
