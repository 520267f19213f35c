package emulator_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// TestErrorsOfRulesKnowTheRequest: the message of an error that a rule gives has the words of the request in its gaps.
func TestErrorsOfRulesKnowTheRequest(t *testing.T) {
	t.Parallel()
	const drs, cluster = `POST /drs/v3/p/jobs/batch-status `, `POST /json-rpc/12.0 `
	for _, tt := range []struct{ call, code, request, want string }{
		{"evs.createVolume", "EVS.2071", `POST /evs/v2/p/cloudvolumes {"volume":{"availability_zone":"eu-de-01","volume_type":"SSD","size":1}}`, "Availability zone [eu-de-01] do not have volume type [SSD]"},
		{"evs.createVolume", "EVS.2096", `POST /evs/v2/p/cloudvolumes {"volume":{"volume_type":"SSD","snapshot_id":"s-1"}}`, "volumeType[SSD] is not matched with snapshot[s-1]"},
		{"drs.batch-status", "DRS.M00201", drs + `{"jobs":["t-1"]}`, "The jobs parameter is empty."},
		{"drs.batch-status", "DRS.M00300", drs + `{"jobs":["t-1"]}`, "Invalid request, a maximum of 10 tasks"},
		{"drs.batch-status", "DRS.M06020", drs + `{"jobs":["t-1"]}`, "by the migration task t-1 and"},
		{"sdrs.showJob", "APIGW.0607", "/sdrs/v1/p/jobs/a", "is supported: HTTPS"},
		{"iam.createToken", "IAM.0073", `POST /iam/v3/auth/tokens {"auth":{"identity":{"methods":["password"]}}}`, "field 'methods'. The value is 'password'"},
		{"element.GetAsyncResult", "xDBNoSuchPath", cluster + `{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`, "7"},
	} {
		e := begin(t, manual(), "rules: [{call: "+tt.call+", answer: {error: "+tt.code+"}}]")
		require.Contains(t, client(t, e, tt.request).Body.String(), tt.want, tt.code)
	}
}

// TestErrorsOfStartedJobsKnowTheRequest: so does the message of a step of a job that a rule starts.
func TestErrorsOfStartedJobsKnowTheRequest(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
jobs: [{api: drs, id: t-1, timeline: [{status: CONFIGURATION}]}]
rules:
  - {call: evs.createVolume, start: {timeline: [{choose: [{steps: [{status: FAIL, error: EVS.2071}]}]}]}}
  - {call: drs.batch-starting, start: {timeline: [{status: START_JOB_FAILED, error: DRS.M06020}]}}
`)
	for _, zone := range []string{"eu-de-01", "eu-de-02"} {
		made := client(t, e, `POST /evs/v2/p/cloudvolumes {"volume":{"availability_zone":"`+zone+`","volume_type":"SSD","size":10}}`).Body.String()
		body := client(t, e, "/evs/v1/p/jobs/"+gjson.Get(made, "job_id").String()).Body.String()
		require.Contains(t, body, "Availability zone ["+zone+"] do not have volume type [SSD]")
	}
	client(t, e, `POST /drs/v3/p/jobs/batch-starting {"jobs":[{"job_id":"t-1"}]}`)
	require.Contains(t, client(t, e, `POST /drs/v3/p/jobs/batch-status {"jobs":["t-1"]}`).Body.String(), "by the migration task t-1 and")
}
