package emulator_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
)

// cases are what the small scenarios under testdata/cases show. Each is what somebody would write to reproduce a report.
var cases = map[string]func(t *testing.T, e *emulator.Emulator){
	"rate-limit.yaml": func(t *testing.T, e *emulator.Emulator) {
		for i := range 6 {
			rec := client(t, e, "/evs/v1/p/jobs/disk")
			require.Equal(t, i == 5, rec.Code == http.StatusTooManyRequests, i)
			if i == 5 {
				require.Equal(t, "1", rec.Header().Get("Retry-After"))
			}
		}
		for range 50 {
			e.Clock().Advance(250 * time.Millisecond)
		}
		require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/disk"))
	},
	"outage-window.yaml": func(t *testing.T, e *emulator.Emulator) {
		require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/disk"))
		e.Clock().Advance(10 * time.Second)
		require.NotEqual(t, http.StatusOK, client(t, e, "/evs/v1/p/jobs/disk").Code)
		e.Clock().Advance(30 * time.Second)
		require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/disk"))
		e.Clock().Advance(80 * time.Second)
		require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/disk"), "the job went on meanwhile")
	},
	"first-and-third.yaml": func(t *testing.T, e *emulator.Emulator) {
		var failed []int
		for i := range 4 {
			if client(t, e, "/evs/v1/p/jobs/a").Code != http.StatusOK {
				failed = append(failed, i+1)
			}
		}
		require.Equal(t, []int{1, 3}, failed)
	},
	"manual-transition.yaml": func(t *testing.T, e *emulator.Emulator) {
		for range 20 {
			e.Clock().Advance(time.Hour)
			require.Equal(t, "INIT", poll(t, e, "/evs/v1/p/jobs/disk"))
		}
		_, err := e.Jobs().Release(job.Ref{API: "evs", ID: "disk"})
		require.NoError(t, err)
		require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/disk"))
		e.Clock().Advance(2 * time.Second)
		require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/disk"))
	},
	"foreign-job-type.yaml": func(t *testing.T, e *emulator.Emulator) {
		require.Contains(t, client(t, e, "/evs/v1/p/jobs/job-1").Body.String(), `"job_type":"createServer"`)
		require.Empty(t, e.Remarks())
	},
	"answer-without-volume-ids.yaml": func(t *testing.T, e *emulator.Emulator) {
		rec := client(t, e, `POST /evs/v2.1/p/cloudvolumes {"volume":{"name":"d","size":10,"volume_type":"SSD","availability_zone":"eu-de-01"}}`)
		require.Contains(t, rec.Body.String(), `"job_id"`)
		require.NotContains(t, rec.Body.String(), "volume_ids")
		require.Contains(t, client(t, e, "/evs/v2/p/cloudvolumes/detail").Body.String(), `"name":"d"`, "the disk exists")
	},
	"disk-in-use.yaml": func(t *testing.T, e *emulator.Emulator) {
		require.Equal(t, http.StatusOK, client(t, e, "/evs/v2/p/cloudvolumes/v-1").Code)
		require.Equal(t, http.StatusBadRequest, client(t, e, "DELETE /evs/v2/p/cloudvolumes/v-1").Code)
	},
	"disk-that-is-there.yaml": func(t *testing.T, e *emulator.Emulator) {
		require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/job-1"))
		require.Equal(t, http.StatusOK, client(t, e, "/evs/v2/p/cloudvolumes/v-1").Code)
		require.Equal(t, http.StatusOK, client(t, e, "/sdrs/v1/p/server-groups/g-1").Code)
	},
	"failed-task-list.yaml": func(t *testing.T, e *emulator.Emulator) {
		const tasks = "/sdrs/v1/p/task-center/failure-jobs"
		require.JSONEq(t, `{"count":0,"failure_jobs":[]}`, client(t, e, tasks).Body.String(), "without a filter only protection groups")
		body := client(t, e, tasks+"?resource_type=protected_instances").Body.Bytes()
		require.Equal(t, int64(1), gjson.GetBytes(body, "count").Int())
		got := gjson.GetBytes(body, "failure_jobs.0")
		require.NotEmpty(t, got.Get("begin_time").String())
		require.JSONEq(t, `{"job_status":"FAIL","resource_id":"pi-1","resource_name":"pi-1","resource_type":"protectedInstance",
			"failure_status":"createFail","job_id":"ff80808200000000016800000000014e","job_type":"createProtectedInstance",
			"begin_time":"`+got.Get("begin_time").String()+`","error_code":"EVS.2024","fail_reason":"Task-fail:volume is error!"}`, got.Raw)
	},
	"type-typo.yaml": func(t *testing.T, e *emulator.Emulator) {
		remarks := e.Remarks()
		require.Len(t, remarks, 3)
		for i, want := range []string{"Clone", "Clone", "createProtectionGroupNoCG"} {
			require.Contains(t, remarks[i].Hint, "did you mean "+want)
		}
	},
	"entities-withheld.yaml": func(t *testing.T, e *emulator.Emulator) {
		require.JSONEq(t, `{"volume_id":"v-1","server_id":"s-1"}`, gjson.Get(client(t, e, "/evs/v1/p/jobs/own").Body.String(), "entities").Raw)
		parent := gjson.Get(client(t, e, "/evs/v1/p/jobs/parent").Body.String(), "entities")
		require.Equal(t, int64(1), parent.Get("sub_jobs_total").Int())
		require.Equal(t, "parent-1", parent.Get("sub_jobs.0.job_id").String())
		require.JSONEq(t, `{}`, gjson.Get(client(t, e, "/sdrs/v1/p/jobs/failed").Body.String(), "entities").Raw)
		remarks := e.Remarks()
		require.Len(t, remarks, 1)
		require.Equal(t, "no status of this job shows protected_instance_id", remarks[0].Message)
		require.Contains(t, remarks[0].Hint, "entities of a step are shown")
	},
	"where-that-never-holds.yaml": func(t *testing.T, e *emulator.Emulator) {
		remarks := e.Remarks()
		require.Len(t, remarks, 2)
		require.Contains(t, remarks[0].Hint, "path:")
		require.Contains(t, remarks[1].Hint, "header.X-A")
	},
}

func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "cases", "*.yaml"))
	require.NoError(t, err)
	require.Len(t, files, len(cases))
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			cases[filepath.Base(file)](t, begin(t, manual(), string(text)))
		})
	}
}
