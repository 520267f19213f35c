package sdrs_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestInstance follows an instance from its creation to its deletion.
func TestInstance(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	id := run(t, b, "POST", instances, `{"protected_instance":{"server_group_id":"`+g+`","server_id":"s1","name":"ecs_sdrs_test",
		"description":"1111","primary_subnet_id":"sub","primary_ip_address":"192.168.0.5","flavorRef":"f1",
		"tags":[{"key":"aaaaaaa","value":"01234567889"}]}}`).Get("entities.protected_instance_id").String()
	got := send(t, b, 200, "GET", instances+"/"+id, "").Get("protected_instance")
	require.JSONEq(t, `{"id":"`+id+`","name":"ecs_sdrs_test","description":"1111","server_group_id":"`+g+`","status":"available",
		"progress":0,"source_server":"s1","target_server":"`+got.Get("target_server").String()+`",
		"created_at":"2026-01-02 12:01:00.000","updated_at":"2026-01-02 12:01:06.000","priority_station":"source",
		"attachment":[],"tags":[{"key":"aaaaaaa","value":"01234567889"}],"metadata":{}}`, got.Raw)
	require.Len(t, got.Get("target_server").String(), 36)
	require.Equal(t, int64(1), send(t, b, 200, "GET", groups+"/"+g, "").Get("server_group.protected_instance_num").Int())
	sendError(t, b, "SDRS.1305", "POST", instances, instanceBody(g, "s1"))

	job := start(t, b, "DELETE", instances+"/"+id, ``)
	sendError(t, b, "SDRS.1301", "DELETE", instances+"/"+id, ``)
	failJob(t, b, job)
	require.Equal(t, "error-deleting", status(t, b, instances, id))
	got = run(t, b, "DELETE", instances+"/"+id, `{"delete_target_server":true}`)
	require.Equal(t, "deleteProtectedInstanceNoCG", got.Get("job_type").String())
	sendError(t, b, "SDRS.1320", "GET", instances+"/"+id, "")
	newInstance(t, b, g, "s1")
}

func TestInstanceErrors(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	in := func(members string) string {
		return `{"protected_instance":{"server_group_id":"` + g + `","server_id":"s","name":"n",` + members + `}}`
	}
	for body, code := range map[string]string{
		``:                              "SDRS.0201",
		`{"protected_instance":"x"}`:    "SDRS.0201",
		`{"protected_instance":{}}`:     "SDRS.0207",
		in(`"server_id":""`):            "SDRS.0210",
		in(`"name":"a b"`):              "SDRS.0202",
		in(`"description":"<"`):         "SDRS.0212",
		in(`"primary_ip_address":"x"`):  "SDRS.0219",
		in(`"tags":[{"key":""}]`):       "SDRS.2205",
		in(`"server_group_id":"none"`):  "SDRS.1013",
		in(`"tags":[{"key":7}]`):        "SDRS.0201",
		in(`"tags":{"key":"k"}`):        "SDRS.0201",
		in(`"primary_ip_address":true`): "SDRS.0201",
	} {
		sendError(t, b, code, "POST", instances, body)
	}
	start(t, b, "DELETE", groups+"/"+g, "")
	sendError(t, b, "SDRS.1323", "POST", instances, in(`"description":"d"`))
}

// TestInstanceChanges changes flavors and NICs.
func TestInstanceChanges(t *testing.T) {
	t.Parallel()
	b, g, i, _ := newFullGroup(t)
	path := instances + "/" + i
	job := start(t, b, "POST", path+"/resize", `{"resize":{"flavorRef":"e2.small"}}`)
	require.Equal(t, "resizing", status(t, b, instances, i))
	sendError(t, b, "SDRS.1328", "POST", path+"/resize", `{"resize":{"flavorRef":"e2.large"}}`)
	failJob(t, b, job)
	require.Equal(t, "error-resizing", status(t, b, instances, i))
	got := run(t, b, "POST", path+"/resize", `{"resize":{"flavorRef":"e2.small"}}`)
	require.Equal(t, "resizeProtectedInstanceNew", got.Get("job_type").String())
	require.Equal(t, i, got.Get("entities.protected_instance_id").String())
	sendError(t, b, "SDRS.1341", "POST", path+"/resize", `{"resize":{"production_flavorRef":"e2.small"}}`)
	sendError(t, b, "SDRS.1341", "POST", path+"/resize", `{"resize":{"dr_flavorRef":"e2.small"}}`)
	run(t, b, "POST", path+"/resize", `{"resize":{"dr_flavorRef":"e2.large"}}`)
	sendError(t, b, "SDRS.0201", "POST", path+"/resize", `{"resize":{}}`)
	sendError(t, b, "SDRS.0201", "POST", path+"/resize", ``)
	sendError(t, b, "SDRS.1320", "POST", instances+"/none/resize", `{"resize":{"flavorRef":"f"}}`)

	got = run(t, b, "POST", path+"/nic", `{"subnet_id":"sub","security_groups":[{"id":"sg"}],"ip_address":"10.0.0.7"}`)
	require.Equal(t, "addNicNew", got.Get("job_type").String())
	nic := got.Get("entities.nic_id").String()
	require.NotEmpty(t, nic)
	sendError(t, b, "SDRS.1335", "POST", path+"/nic", `{}`)
	sendError(t, b, "SDRS.0219", "POST", path+"/nic", `{"subnet_id":"sub","ip_address":"here"}`)
	sendError(t, b, "SDRS.0201", "POST", path+"/nic", `{"subnet_id":7}`)
	sendError(t, b, "SDRS.0223", "POST", path+"/nic/delete", `{}`)
	sendError(t, b, "SDRS.1310", "POST", path+"/nic/delete", `{"nic_id":"none"}`)
	start(t, b, "POST", path+"/nic/delete", `{"nic_id":"`+nic+`"}`)
	require.Equal(t, "nic-deleting", status(t, b, instances, i))
	sendError(t, b, "SDRS.1327", "POST", path+"/nic", `{"subnet_id":"sub"}`)
	b.Clock.Advance(time.Minute)
	sendError(t, b, "SDRS.1310", "POST", path+"/nic/delete", `{"nic_id":"`+nic+`"}`)

	run(t, b, "POST", groups+"/"+g+"/action", `{"start-server-group":{}}`)
	run(t, b, "POST", path+"/resize", `{"resize":{"flavorRef":"f4"}}`)
	require.Equal(t, "protected", status(t, b, instances, i), "it has the status of its group")
}
