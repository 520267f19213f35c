package sdrs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// The entities of a creation are the group's id as a string.
func TestCreateGroup(t *testing.T) {
	t.Parallel()
	for _, profile := range profiles {
		b := serve(t, profile)
		id := start(t, b, "POST", groups, groupBody)
		require.Regexp(t, `^[0-9a-f]{32}$`, id)
		require.Equal(t, `{}`, gjson.Get(poll(t, b, id), "entities").Raw)
		b.Clock.Advance(time.Second)
		running := gjson.Parse(poll(t, b, id))
		require.Equal(t, "RUNNING", running.Get("status").String())
		made := running.Get("entities.server_group_id").String()
		require.Equal(t, "creating", status(t, b, groups, made))
		b.Clock.Advance(time.Minute)
		require.Equal(t, "createProtectionGroupNoCG", gjson.Get(poll(t, b, id), "job_type").String())
		require.JSONEq(t, `{"server_group":{"id":"`+made+`","name":"testname","description":"description",
			"source_availability_zone":"eu-de-01","target_availability_zone":"eu-de-02",
			"domain_id":"fb4bb8e3-a574-4437-a156-78c916aeea4d","domain_name":"ActiveactiveDomain","status":"available",
			"protected_status":null,"replication_status":null,"health_status":null,"progress":0,"priority_station":"source",
			"protected_instance_num":0,"replication_num":0,"disaster_recovery_drill_num":0,
			"source_vpc_id":"046852ef-c49d-409b-8389-546aaaa5701f","target_vpc_id":"046852ef-c49d-409b-8389-546aaaa5701f",
			"test_vpc_id":null,"dr_type":"migration","server_type":"ECS","created_at":"2026-01-02 12:00:00.000",
			"updated_at":"2026-01-02 12:00:06.000","protection_type":"replication-pair","replication_model":null}}`,
			send(t, b, 200, "GET", groups+"/"+made, "").Raw)
	}
}

func TestCreateGroupErrors(t *testing.T) {
	t.Parallel()
	b := serve(t)
	with := func(old, instead string) string { return strings.Replace(groupBody, old, instead, 1) }
	tests := []struct{ name, body, code string }{
		{"empty", "", "SDRS.0201"},
		{"null", "null", "SDRS.0201"},
		{"nothing in it", "{}", "SDRS.0201"},
		{"broken", `{"server_group":`, "SDRS.0201"},
		{"no object", `[]`, "SDRS.0201"},
		{"no UTF-8", "{\"server_group\":{\"name\":\"\xff\"}}", "SDRS.0201"},
		{"deep", `{"server_group":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, "SDRS.0201"},
		{"the wrong type", `{"server_group":{"name":7}}`, "SDRS.0201"},
		{"no name", with(`"name":"testname",`, ""), "SDRS.0202"},
		{"a blank in the name", with("testname", "test name"), "SDRS.0202"},
		{"a name too long", with("testname", strings.Repeat("a", 65)), "SDRS.0202"},
		{"a description in brackets", with(`"description":"description"`, `"description":"<b>"`), "SDRS.0212"},
		{"no zone", with("eu-de-01", ""), "SDRS.0203"},
		{"one zone", with("eu-de-02", "eu-de-01"), "SDRS.0203"},
		{"no domain", with("fb4bb8e3-a574-4437-a156-78c916aeea4d", ""), "SDRS.0205"},
		{"no VPC", with("046852ef-c49d-409b-8389-546aaaa5701f", ""), "SDRS.0204"},
		{"another way", with("migration", "levitation"), "SDRS.0201"},
		{"the last of two names", with(`"name":"testname"`, `"name":"testname","name":""`), "SDRS.0202"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { sendError(t, b, tt.code, "POST", groups, tt.body) })
	}
	got := send(t, b, 413, "POST", groups, `{"x":"`+strings.Repeat("a", 1<<20)+`"}`)
	require.Equal(t, "APIGW.0201", got.Get("error_code").String())
	require.Equal(t, int64(0), send(t, b, 200, "GET", groups, "").Get("count").Int())
}

// A group can be deleted if it is empty, also after a failed creation.
func TestDeleteGroup(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := newGroup(t, b)
	i := newInstance(t, b, id, "server")
	sendError(t, b, "SDRS.1001", "DELETE", groups+"/"+id, "")
	run(t, b, "DELETE", instances+"/"+i, `{"delete_target_server":false,"delete_target_eip":false}`)
	p := newPair(t, b, id, "disk")
	sendError(t, b, "SDRS.1010", "DELETE", groups+"/"+id, "")
	run(t, b, "DELETE", pairs+"/"+p, `{"replication":{"server_group_id":"`+id+`","delete_target_volume":false}}`)
	d := newDrill(t, b, id, "vpc")
	sendError(t, b, "SDRS.1003", "DELETE", groups+"/"+id, "")
	run(t, b, "DELETE", drills+"/"+d, "")

	job := start(t, b, "DELETE", groups+"/"+id, "")
	require.Equal(t, "deleting", status(t, b, groups, id))
	sendError(t, b, "SDRS.1002", "DELETE", groups+"/"+id, "")
	failJob(t, b, job)
	require.Equal(t, "error-deleting", status(t, b, groups, id))
	require.Equal(t, id, run(t, b, "DELETE", groups+"/"+id, "").Get("entities.server_group_id").String())
	sendError(t, b, "SDRS.1013", "GET", groups+"/"+id, "")
	sendError(t, b, "SDRS.1013", "DELETE", groups+"/"+id, "")

	// No status keeps a group without members and jobs from being deleted (sdrs_05_0404).
	over := newGroup(t, b)
	pair := newPair(t, b, over, "disk")
	run(t, b, "POST", groups+"/"+over+"/action", enable)
	run(t, b, "POST", groups+"/"+over+"/action", failover)
	run(t, b, "DELETE", pairs+"/"+pair, "")
	require.Equal(t, "failed-over", status(t, b, groups, over))
	run(t, b, "POST", groups+"/"+over+"/action", enable)
	run(t, b, "DELETE", groups+"/"+over, "")

	failJob(t, b, start(t, b, "POST", groups, groupBody))
	left := send(t, b, 200, "GET", groups, "")
	require.Equal(t, "error", left.Get("server_groups.0.status").String())
	run(t, b, "DELETE", groups+"/"+left.Get("server_groups.0.id").String(), "")
}

// Each kind is renamed without a job.
func TestRename(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	tests := []struct{ path, one, missing string }{
		{groups + "/" + g, "server_group", "SDRS.1013"},
		{instances + "/" + newInstance(t, b, g, "server"), "protected_instance", "SDRS.1320"},
		{pairs + "/" + newPair(t, b, g, "disk"), "replication", "SDRS.1608"},
		{drills + "/" + newDrill(t, b, g, ""), "disaster_recovery_drill", "SDRS.1902"},
	}
	for _, tt := range tests {
		got := send(t, b, 200, "PUT", tt.path, `{"`+tt.one+`":{"name":"new.name"}}`)
		require.Equal(t, "new.name", got.Get(tt.one+".name").String())
		require.JSONEq(t, got.Raw, send(t, b, 200, "GET", tt.path, "").Raw)
		sendError(t, b, "SDRS.0202", "PUT", tt.path, `{"`+tt.one+`":{}}`)
		sendError(t, b, "SDRS.0202", "PUT", tt.path, ``)
		sendError(t, b, "SDRS.0201", "PUT", tt.path, `{`)
		sendError(t, b, tt.missing, "PUT", tt.path+"x", `{"`+tt.one+`":{"name":"n"}}`)
		sendError(t, b, tt.missing, "GET", tt.path+"x", "")
		sendError(t, b, tt.missing, "GET", strings.Replace(tt.path, project, "another", 1), "")
	}
}

// FuzzCalls requires an envelope and no server error for any input.
func FuzzCalls(f *testing.F) {
	for _, path := range []string{"/server-groups", "/protected-instances", "/replications", "/disaster-recovery-drills"} {
		for _, rest := range []string{"", "/x", "/x/action", "/x/nic", "/x/nic/delete", "/x/resize", "/x/tags", "/x/tags/action", "/x/attachreplication"} {
			f.Add("POST", base+path+rest, `{"server_group":{"name":"n"},"start-server-group":[],"tags":[{}],"resize":null}`)
			f.Add("PUT", base+path+rest, `{"server_group":7}`)
			f.Add("DELETE", base+path+rest, "\xff")
		}
	}
	f.Add("GET", groups+"?limit=-1&server_group_ids=['a'", "")
	f.Fuzz(func(t *testing.T, method, path, body string) {
		b := serve(t)
		g := newGroup(t, b)
		i := newInstance(t, b, g, "server")
		for _, m := range []string{"POST", "PUT", "DELETE", "GET"} {
			if m == method {
				requireEnvelope(t, b, method, strings.Replace(path, "/x", "/"+i, 1), body)
				requireEnvelope(t, b, method, strings.Replace(path, "/x", "/"+g, 1), body)
			}
		}
	})
}
