package sdrs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// TestBatchOfInstances creates and deletes two instances in one job each.
func TestBatchOfInstances(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	body := `{"protected_instances":{"name_prefix":"ecs","description":"d","server_group_id":"` + g + `",
		"servers":[{"server_id":"s1"},{"server_id":"s2","flavorRef":"f"}],"tags":[{"key":"k","value":"v"}]}}`
	id := start(t, b, "POST", instances+"/batch", body)
	b.Clock.Advance(2 * time.Second)
	running := gjson.Parse(poll(t, b, id))
	require.Equal(t, "RUNNING", running.Get("status").String())
	require.Equal(t, int64(1), running.Get("entities.@keys.#").Int(), "sub_jobs only")
	require.Equal(t, "creating", send(t, b, 200, "GET", instances, "").Get("protected_instances.0.status").String())
	b.Clock.Advance(time.Minute)
	done := gjson.Parse(poll(t, b, id))
	require.Equal(t, "SUCCESS", done.Get("status").String())
	made := done.Get("entities.sub_jobs.#.entities.protected_instance_id").Array()
	require.Len(t, made, 2)
	second := send(t, b, 200, "GET", instances+"/"+made[1].String(), "").Get("protected_instance")
	require.Equal(t, "ecs-0002 available s2", strings.Join([]string{
		second.Get("name").String(), second.Get("status").String(), second.Get("source_server").String(),
	}, " "))

	deletion := `{"protected_instances":[{"id":"` + made[0].String() + `"},{"id":"` + made[1].String() + `"}],"delete_target_server":true}`
	id = start(t, b, "POST", instances+"/delete", deletion)
	sendError(t, b, "SDRS.1301", "DELETE", instances+"/"+made[0].String(), "")
	b.Clock.Advance(time.Minute)
	require.Equal(t, "SUCCESS", gjson.Get(poll(t, b, id), "status").String())
	require.Equal(t, int64(0), send(t, b, 200, "GET", instances, "").Get("count").Int())
}

// TestFailedBatch: each instance has the status of its own sub-job.
func TestFailedBatch(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	id := start(t, b, "POST", instances+"/batch",
		`{"protected_instances":{"name_prefix":"ecs","server_group_id":"`+g+`","servers":[{"server_id":"s1"},{"server_id":"s2"}]}}`)
	b.Clock.Advance(2 * time.Second)
	failJob(t, b, gjson.Get(poll(t, b, id), "entities.sub_jobs.0.job_id").String())
	b.Clock.Advance(time.Minute)
	failed := gjson.Parse(poll(t, b, id))
	require.Equal(t, "FAIL EVS.2024", failed.Get("status").String()+" "+failed.Get("error_code").String())
	require.Equal(t, `["available","error"]`, send(t, b, 200, "GET", instances, "").Get("protected_instances.#.status").Raw)
}

func TestBatchErrors(t *testing.T) {
	t.Parallel()
	b, g, i, _ := newFullGroup(t)
	create := func(members string) string { return `{"protected_instances":{` + members + `}}` }
	group := `"server_group_id":"` + g + `","name_prefix":"ecs",`
	for body, code := range map[string]string{
		``:                             "SDRS.0201",
		`{"protected_instances":[]}`:   "SDRS.0201",
		create(`"name_prefix":"ecs"`):  "SDRS.0207",
		create(group + `"servers":[]`): "SDRS.0210",
		create(group + `"servers":[{"flavorRef":"f"}]`):                                                                       "SDRS.0210",
		create(group + `"servers":[{"server_id":"server"}]`):                                                                  "SDRS.1305",
		create(group + `"servers":[{"server_id":"s"},{"server_id":"s"}]`):                                                     "SDRS.1305",
		create(`"server_group_id":"none","name_prefix":"ecs","servers":[{"server_id":"s"}]`):                                  "SDRS.1013",
		create(`"server_group_id":"` + g + `","servers":[{"server_id":"s"}]`):                                                 "SDRS.0202",
		create(`"server_group_id":"` + g + `","name_prefix":"` + strings.Repeat("a", 60) + `","servers":[{"server_id":"s"}]`): "SDRS.0202",
	} {
		sendError(t, b, code, "POST", instances+"/batch", body)
	}
	for body, code := range map[string]string{
		``:                                     "SDRS.0201",
		`{"protected_instances":[]}`:           "SDRS.0208",
		`{"protected_instances":[{"id":"x"}]}`: "SDRS.1320",
		`{"protected_instances":[{"id":"` + i + `"},{"id":"` + i + `"}]}`: "SDRS.0208",
		`{"protected_instances":[{"id":"` + i + `"},{"id":"none"}]}`:      "SDRS.1320",
	} {
		sendError(t, b, code, "POST", instances+"/delete", body)
	}
	require.Equal(t, "available", status(t, b, instances, i), "a rejected request deletes nothing")
}

// TestLiteralSiblings: the gateway rejects other methods of the paths that look like an instance's.
func TestLiteralSiblings(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for path, method := range map[string]string{
		"/batch": "GET", "/delete": "GET", "/tags": "PUT", "/resource_instances/action": "GET",
	} {
		require.Equal(t, "APIGW.0101", send(t, b, 405, method, instances+path, "").Get("error_code").String(), path)
	}
}
