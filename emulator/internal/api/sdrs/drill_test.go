package sdrs_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// A drill has a server for each instance, in a VPC of its own.
func TestDrill(t *testing.T) {
	t.Parallel()
	b, g, i, _ := newFullGroup(t)
	id := newDrill(t, b, g, "vpc")
	got := send(t, b, 200, "GET", drills+"/"+id, "").Get("disaster_recovery_drill")
	server := got.Get("drill_servers.0.drill_server_id").String()
	require.Len(t, server, 36)
	require.JSONEq(t, `{"id":"`+id+`","name":"drill","status":"available","server_group_id":"`+g+`","drill_vpc_id":"vpc",
		"created_at":"2026-01-02 12:04:00.000","updated_at":"2026-01-02 12:04:06.000",
		"drill_servers":[{"protected_instance":"`+i+`","drill_server_id":"`+server+`"}]}`, got.Raw)
	sendError(t, b, "SDRS.1921", "POST", drills, drillBody(g, "vpc"))
	sendError(t, b, "SDRS.1907", "POST", drills, drillBody(g, "046852ef-c49d-409b-8389-546aaaa5701f"))
	require.Len(t, send(t, b, 200, "GET", drills+"/"+newDrill(t, b, g, ""), "").Get("*.drill_vpc_id").String(), 36)
	sendError(t, b, "SDRS.1013", "POST", drills, drillBody("none", "v"))
	sendError(t, b, "SDRS.0207", "POST", drills, `{"disaster_recovery_drill":{"name":"n"}}`)
	sendError(t, b, "SDRS.0202", "POST", drills, `{"disaster_recovery_drill":{"server_group_id":"`+g+`"}}`)
	sendError(t, b, "SDRS.0201", "POST", drills, `{"disaster_recovery_drill":{"name":{}}}`)

	job := start(t, b, "DELETE", drills+"/"+id, "")
	sendError(t, b, "SDRS.1913", "DELETE", drills+"/"+id, "")
	failJob(t, b, job)
	require.Equal(t, "error-deleting", status(t, b, drills, id))
	doc := run(t, b, "DELETE", drills+"/"+id, "")
	require.Equal(t, id, doc.Get("entities.disaster_recovery_drill_id").String())
	sendError(t, b, "SDRS.1902", "GET", drills+"/"+id, "")
	start(t, b, "POST", groups+"/"+g+"/action", `{"start-server-group":{}}`)
	sendError(t, b, "SDRS.1002", "POST", drills, drillBody(g, "v"))
}

// Tags change without a job.
func TestTags(t *testing.T) {
	t.Parallel()
	b, _, i, _ := newFullGroup(t)
	path := instances + "/" + i + "/tags"
	tags := func() gjson.Result { return send(t, b, 200, "GET", path, "") }
	require.Equal(t, `{"tags":[]}`, tags().Raw)
	send(t, b, 204, "POST", path, `{"tag":{"key":"DEV","value":"DEV1"}}`)
	send(t, b, 204, "POST", path, `{"tag":{"key":"DEV","value":"DEV2"}}`)
	send(t, b, 204, "POST", path+"/action", `{"action":"create","tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}`)
	require.Equal(t, `{"tags":[{"key":"DEV","value":"DEV2"},{"key":"a","value":"1"},{"key":"b","value":"2"}]}`, tags().Raw)
	send(t, b, 204, "POST", path+"/action", `{"action":"delete","tags":[{"key":"a"}]}`)
	send(t, b, 204, "DELETE", path+"/DEV", "")
	require.Equal(t, `{"tags":[{"key":"b","value":"2"}]}`, tags().Raw)
	require.Equal(t, "SDRS.2206", send(t, b, 404, "DELETE", path+"/DEV", "").Get("error.code").String())
	for body, code := range map[string]string{
		`{"action":"dance","tags":[{"key":"a"}]}`:              "SDRS.2201",
		`{"action":"create","tags":[]}`:                        "SDRS.2202",
		`{"action":"create","tags":[{"key":"a"},{"key":"a"}]}`: "SDRS.2209",
		`{"action":"create","tags":[{"value":"a"}]}`:           "SDRS.2205",
		`{"action":"create","tags":"a"}`:                       "SDRS.0201",
		`{"action":7}`:                                         "SDRS.0201",
		``:                                                     "SDRS.2201",
	} {
		sendError(t, b, code, "POST", path+"/action", body)
	}
	sendError(t, b, "SDRS.0201", "POST", path, `{}`)
	sendError(t, b, "SDRS.1320", "GET", instances+"/none/tags", "")
	sendError(t, b, "SDRS.1320", "DELETE", instances+"/none/tags/a", "")
}
