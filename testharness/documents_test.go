package testharness_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// examples are the requests and responses that the vendors' documents print, verbatim.
var examples = []struct{ name, method, path, body, want string }{
	{"UpdateBulkVolumeStatus", http.MethodPost, "/json-rpc/9.6", `{
   "method": "UpdateBulkVolumeStatus",
   "params": {
          "key": "0b2f532123225febda2625f55dcb0448",
	      "status": "running"
      },
   "id": 1
}`, `{
   "id" : 1,
   "result": {
	  "status" : "running",
	  "url" : "https://10.10.23.47:8443/"
    }
}`},
	{"GetAsyncResult, method error", http.MethodPost, "/json-rpc/9.6", `{"method": "GetAsyncResult", "params": {"asyncHandle" : 1}, "id" : 1}`, `{
"error": {
"code": 500,
"message": "DBClient operation requested on a non-existent path at [/asyncresults/1]",
"name": "xDBNoSuchPath"
},
"id": 1
}`},
	{"GetAsyncResult, task error", http.MethodPost, "/json-rpc/9.6", `{"method": "GetAsyncResult", "params": {"asyncHandle" : 390}, "id" : 1}`, `{
"id": 1,
"result": {
"createTime": "2016-01-01T02:05:53Z",
"error": {
"bvID": 1,
"message": "Bulk volume job failed",
"name": "xBulkVolumeScriptFailure",
"volumeID": 34
},
"lastUpdateTime": "2016-01-21T02:06:56Z",
"resultType": "BulkVolume",
"status": "complete"
}
}`},
	{"GetAsyncResult, task success", http.MethodPost, "/json-rpc/9.6", `{
"method": "GetAsyncResult",
"params": {
"asyncHandle" : 389
},
"id" : 1
}`, `{
"id": 1,
"result": {
"createTime": "2016-01-01T22:29:18Z",
"lastUpdateTime": "2016-01-01T22:45:51Z",
"result": {
"cloneID": 25,
"message": "Clone complete.",
"volumeID": 47
},
"resultType": "Clone",
"status": "complete"
}
}`},
	{"evs_04_0054", http.MethodGet, "/v1/40acc331ac784f34842ba4f08ff2be48/jobs/4010a32d535527910153552b492c0002", "", `{
"status" : "RUNNING",
"entities" : {
"volume_id" : "bdf1bb37-f20f-4266-9a04-f43e0a127376"
},
"job_id" : "4010a32d535527910153552b492c0002",
"job_type" : "createVolume",
"begin_time" : "2016-03-08T07:40:13.219Z",
"end_time" : ""
}`},
	{"drs_api_0150", http.MethodPost, "/v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-status", `{
  "jobs" : [ "9a470239-2308-4bb5-a6bc-1040402fjb21", "dc67695a-ee3e-49b8-a022-a099bd81jb21" ],
  "page_req" : {
    "cur_page" : 1,
    "per_page" : 10
  }
}`, `{
  "results" : [ {
    "id" : "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "status" : "INCRE_TRANSFER_STARTED"
  }, {
    "id" : "dc67695a-ee3e-49b8-a022-a099bd81jb21",
    "status" : "INCRE_TRANSFER_FAILED"
  } ],
  "count" : 2
}`},
	{"sdrs_05_0101", http.MethodGet, "/v1/40acc331ac784f34842ba4f08ff2be48/jobs/0000000062db92d70162db9d200f000a", "", `{
"status": "SUCCESS",
"entities": {
"server_group_id": "a59d008e-4bad-4bf3-9b17-6cc25e7da483"
},
"job_id": "0000000062db92d70162db9d200f000a",
"job_type": "createProtectionGroupNoCG",
"begin_time": "2018-04-19T01:55:30.443Z",
"end_time": "2018-04-19T01:55:45.493Z",
"error_code": null,
"fail_reason": null
}`},
	{"sdrs_05_0101, sub-jobs", http.MethodGet, "/v1/40acc331ac784f34842ba4f08ff2be48/jobs/ff8080826b45d4a5016b5036242c0025", "", `{
"job_id": "ff8080826b45d4a5016b5036242c0025",
"job_type": "stopProtectionGroupNoCG",
"begin_time": "2019-06-13T09:40:53.930Z",
"end_time": "2019-06-13T09:41:01.946Z",
"status": "SUCCESS",
"error_code": null,
"fail_reason": null,
"entities": {
"sub_jobs": [
{
"job_id": "ff8080826b45d4a5016b50362868002a",
"job_type": "stopProtectionGroupRepNoCG",
"begin_time": "2019-06-13T09:40:55.015Z",
"end_time": "2019-06-13T09:40:58.951Z",
"status": "SUCCESS",
"error_code": null,
"fail_reason": null,
"entities": {
"server_group_id": "1fd6903c-48f9-4772-8974-112dfbd74427"
}
},
{
"job_id": "ff8080826b45d4a5016b50362870002b",
"job_type": "stopProtectionGroupRepNoCG",
"begin_time": "2019-06-13T09:40:55.022Z",
"end_time": "2019-06-13T09:40:58.952Z",
"status": "SUCCESS",
"error_code": null,
"fail_reason": null,
"entities": {
"server_group_id": "1fd6903c-48f9-4772-8974-112dfbd74427"
}
}
]
}
}`},
}

// TestDocuments compares the shipped scenario "documents" with the vendors' examples, member for member.
func TestDocuments(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Files("documents"), testharness.Real())
	for _, ex := range examples {
		t.Run(ex.name, func(t *testing.T) {
			t.Parallel()
			req, err := http.NewRequestWithContext(t.Context(), ex.method, "http://jobsim"+ex.path, strings.NewReader(ex.body))
			require.NoError(t, err)
			req.Header.Set("X-Auth-Token", "t")
			if strings.HasPrefix(ex.path, "/json-rpc") {
				req.Header.Del("X-Auth-Token")
				req.SetBasicAuth("admin", "any")
			}
			res, err := sim.Client().Do(req)
			require.NoError(t, err)
			defer res.Body.Close()
			got, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, res.StatusCode)
			require.JSONEq(t, ex.want, string(got))
		})
	}
}
