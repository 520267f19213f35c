package sdrs_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// newFullGroup creates a group with an instance and two pairs.
func newFullGroup(t testing.TB) (b *apitest.Bench, group, instance, pair string) {
	t.Helper()
	b = serve(t)
	group = newGroup(t, b)
	instance = newInstance(t, b, group, "server")
	pair = newPair(t, b, group, "disk1")
	newPair(t, b, group, "disk2")
	return b, group, instance, pair
}

// TestActions runs every action on a group; its members have the same statuses.
func TestActions(t *testing.T) {
	t.Parallel()
	b, g, i, p := newFullGroup(t)
	path := groups + "/" + g + "/action"
	tests := []struct{ body, kind, live, done, station string }{
		{`{"start-server-group":{}}`, "start", "starting", "protected", "source"},
		{`{"stop-server-group":{}}`, "stop", "stopping", "available", "source"},
		{`{"start-server-group":null}`, "start", "starting", "protected", "source"},
		{`{"reverse-server-group":{"priority_station":"target"}}`, "reverse", "reversing", "protected", "target"},
		{`{"failover-server-group":{}}`, "failover", "failing-over", "failed-over", "source"},
		{`{"start-server-group":{}}`, "reprotect", "reprotecting", "protected", "source"},
	}
	for _, tt := range tests {
		id := start(t, b, "POST", path, tt.body)
		for where, resource := range map[string]string{groups: g, instances: i, pairs: p} {
			require.Equal(t, tt.live, status(t, b, where, resource), tt.body)
		}
		b.Clock.Advance(3 * time.Second)
		running := gjson.Parse(poll(t, b, id))
		require.Equal(t, "RUNNING", running.Get("status").String())
		require.Equal(t, tt.kind+"ProtectionGroupNoCG", running.Get("job_type").String())
		child := tt.kind + "ProtectionGroupRepNoCG"
		require.Equal(t, fmt.Sprintf(`["%s","%s"]`, child, child), running.Get("entities.sub_jobs.#.job_type").Raw)
		require.Equal(t, int64(1), running.Get("entities.@keys.#").Int(), "nothing but sub-jobs")
		require.Equal(t, g, running.Get("entities.sub_jobs.0.entities.server_group_id").String())
		b.Clock.Advance(4 * time.Second)
		require.Equal(t, `["SUCCESS","SUCCESS"]`, gjson.Get(poll(t, b, id), "entities.sub_jobs.#.status").Raw)
		require.Equal(t, "RUNNING", gjson.Get(poll(t, b, id), "status").String(), "the parent outlasts its sub-jobs")
		b.Clock.Advance(time.Second)
		require.Equal(t, "SUCCESS", gjson.Get(poll(t, b, id), "status").String())
		for where, resource := range map[string]string{groups: g, instances: i, pairs: p} {
			require.Equal(t, tt.done, status(t, b, where, resource), tt.body)
			got := send(t, b, 200, "GET", where+"/"+resource, "")
			require.Equal(t, tt.station, got.Get("*.priority_station").String(), tt.body)
		}
	}
}

// A failed action leaves an error status, from which the action can be repeated.
func TestFailedActions(t *testing.T) {
	t.Parallel()
	b, g, i, _ := newFullGroup(t)
	path := groups + "/" + g + "/action"
	for _, tt := range []struct{ body, failed string }{
		{`{"start-server-group":{}}`, "error-starting"},
		{`{"stop-server-group":{}}`, "error-stopping"},
		{`{"reverse-server-group":{"priority_station":"target"}}`, "error-reversing"},
		{`{"failover-server-group":{}}`, "error-failing-over"},
		{`{"start-server-group":{}}`, "error-reprotecting"},
	} {
		if tt.failed == "error-reversing" {
			run(t, b, "POST", path, `{"start-server-group":{}}`)
		}
		failJob(t, b, start(t, b, "POST", path, tt.body))
		require.Equal(t, tt.failed, status(t, b, groups, g))
		require.Equal(t, tt.failed, status(t, b, instances, i))
		if tt.failed != "error-reversing" { // allows a failover too
			run(t, b, "POST", path, tt.body)
		}
	}
}

func TestActionErrors(t *testing.T) {
	t.Parallel()
	b, g, _, _ := newFullGroup(t)
	path := groups + "/" + g + "/action"
	for body, code := range map[string]string{
		``:                                 "SDRS.0206",
		`{}`:                               "SDRS.0206",
		`{"dance-server-group":{}}`:        "SDRS.0206",
		`{`:                                "SDRS.0201",
		`[]`:                               "SDRS.0201",
		`{"start-server-group":7}`:         "SDRS.0201",
		`{"stop-server-group":{}}`:         "SDRS.1019",
		`{"failover-server-group":{}}`:     "SDRS.1022",
		`{"reverse-server-group":{}}`:      "SDRS.1023",
		`{"Start-Server-Group":{}}`:        "SDRS.0206",
		`{"reprotect-server-group":{}}`:    "SDRS.0206",
		`{"reverse-server-group":{"a":1}}`: "SDRS.1023",
	} {
		sendError(t, b, code, "POST", path, body)
	}
	run(t, b, "POST", path, `{"start-server-group":{}}`)
	for body, code := range map[string]string{
		`{"start-server-group":{}}`:                                "SDRS.1020",
		`{"reverse-server-group":{}}`:                              "SDRS.0216",
		`{"reverse-server-group":{"priority_station":"middle"}}`:   "SDRS.0216",
		`{"reverse-server-group":{"priority_station":"source"}}`:   "SDRS.0216",
		`{"reverse-server-group":{"priority_station":["source"]}}`: "SDRS.0201",
	} {
		sendError(t, b, code, "POST", path, body)
	}
	sendError(t, b, "SDRS.1013", "POST", groups+"/none/action", `{"start-server-group":{}}`)
}

// A group without pairs cannot be protected.
func TestEmptyGroup(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	sendError(t, b, "SDRS.1027", "POST", groups+"/"+g+"/action", `{"start-server-group":{}}`)
	require.Equal(t, "available", status(t, b, groups, g))
}

// TestFailedDeletionIsNoMember deletes a pair in vain: it has no part in an action on its group.
func TestFailedDeletionIsNoMember(t *testing.T) {
	t.Parallel()
	b, group, _, pair := newFullGroup(t)
	failJob(t, b, start(t, b, "DELETE", pairs+"/"+pair, ``))
	require.Equal(t, "error-deleting", status(t, b, pairs, pair))
	start(t, b, "POST", groups+"/"+group+"/action", `{"start-server-group":{}}`)
	require.Equal(t, "error-deleting", status(t, b, pairs, pair))
}
