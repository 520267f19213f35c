package sdrs_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/sdrs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

const (
	project   = "40acc331ac784f34842ba4f08ff2be48"
	base      = "/v1/" + project
	jobs      = base + "/jobs/"
	groups    = base + "/server-groups"
	instances = base + "/protected-instances"
	pairs     = base + "/replications"
	drills    = base + "/disaster-recovery-drills"
	group     = "1fd6903c-48f9-4772-8974-112dfbd74427"
)

// profiles are the two fidelity profiles.
var profiles = []string{"documented", "observed"}

// read returns the body of a response.
func read(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(b)
}

// send sends a request, requires the status of the response and returns its body.
func send(t testing.TB, b *apitest.Bench, status int, method, path, body string) gjson.Result {
	t.Helper()
	r := b.Ask(method, path, body)
	sent := read(t, r)
	require.Equal(t, status, r.StatusCode, "%s %s: %s", method, path, sent)
	if sent != "" {
		require.True(t, gjson.Valid(sent), sent)
	}
	return gjson.Parse(sent)
}

// sendError sends a request and requires a 400 with the code.
func sendError(t testing.TB, b *apitest.Bench, code, method, path, body string) {
	t.Helper()
	got := send(t, b, http.StatusBadRequest, method, path, body)
	require.Equal(t, code, got.Get("error.code").String(), "%s %s %s", method, path, body)
	require.NotEmpty(t, got.Get("error.message").String())
}

// poll returns the document of a job.
func poll(t testing.TB, b *apitest.Bench, id string) string {
	t.Helper()
	return send(t, b, http.StatusOK, "GET", jobs+id, "").Raw
}

// start starts a job and returns its id.
func start(t testing.TB, b *apitest.Bench, method, path, body string) string {
	t.Helper()
	return send(t, b, http.StatusOK, method, path, body).Get("job_id").String()
}

// run starts a job, waits until it has succeeded and returns its document.
func run(t testing.TB, b *apitest.Bench, method, path, body string) gjson.Result {
	t.Helper()
	id := start(t, b, method, path, body)
	b.Clock.Advance(time.Minute)
	got := gjson.Parse(poll(t, b, id))
	require.Equal(t, "SUCCESS", got.Get("status").String(), got.Raw)
	return got
}

// failJob makes a job fail after it has started to run.
func failJob(t testing.TB, b *apitest.Bench, id string) {
	t.Helper()
	b.Clock.Advance(2 * time.Second)
	_, err := b.World.Record(job.Ref{API: "sdrs", ID: id}, job.Event{Kind: job.Forced, Step: failure})
	require.NoError(t, err)
}

func serve(t testing.TB, settings ...string) *apitest.Bench {
	t.Helper()
	return apitest.Serve(t, sdrs.API(), settings)
}

const groupBody = `{"server_group":{"name":"testname","description":"description","source_availability_zone":"eu-de-01",` +
	`"target_availability_zone":"eu-de-02","domain_id":"fb4bb8e3-a574-4437-a156-78c916aeea4d",` +
	`"source_vpc_id":"046852ef-c49d-409b-8389-546aaaa5701f","dr_type":"migration"}}`

// newGroup, newInstance, newPair and newDrill create a resource and wait for the job.
func newGroup(t testing.TB, b *apitest.Bench) string {
	t.Helper()
	return run(t, b, "POST", groups, groupBody).Get("entities.server_group_id").String()
}

func instanceBody(group, server string) string {
	return fmt.Sprintf(`{"protected_instance":{"server_group_id":%q,"server_id":%q,"name":"ecs","description":"d"}}`, group, server)
}

func newInstance(t testing.TB, b *apitest.Bench, group, server string) string {
	t.Helper()
	return run(t, b, "POST", instances, instanceBody(group, server)).Get("entities.protected_instance_id").String()
}

func pairBody(group, disk string) string {
	return fmt.Sprintf(`{"replication":{"server_group_id":%q,"volume_id":%q,"name":"pair"}}`, group, disk)
}

func newPair(t testing.TB, b *apitest.Bench, group, disk string) string {
	t.Helper()
	return run(t, b, "POST", pairs, pairBody(group, disk)).Get("entities.replication_pair_id").String()
}

func drillBody(group, vpc string) string {
	return fmt.Sprintf(`{"disaster_recovery_drill":{"server_group_id":%q,"drill_vpc_id":%q,"name":"drill"}}`, group, vpc)
}

func newDrill(t testing.TB, b *apitest.Bench, group, vpc string) string {
	t.Helper()
	return run(t, b, "POST", drills, drillBody(group, vpc)).Get("entities.disaster_recovery_drill_id").String()
}

// status returns the status of a group, instance, pair or drill.
func status(t testing.TB, b *apitest.Bench, path, id string) string {
	t.Helper()
	return send(t, b, 200, "GET", path+"/"+id, "").Get("*.status").String()
}

// requireEnvelope sends a request and requires that an error is in one of the two envelopes.
func requireEnvelope(t *testing.T, b *apitest.Bench, method, path, body string) {
	t.Helper()
	code, sent := b.Probe(t, method, path, body)
	if code >= http.StatusBadRequest {
		got := gjson.Parse(sent)
		nested := got.Get("error.code").Type == gjson.String && got.Get("error.message").Type == gjson.String
		flat := got.Get("error_code").Type == gjson.String && got.Get("request_id").Type == gjson.String
		require.True(t, nested || flat, sent)
	}
}
