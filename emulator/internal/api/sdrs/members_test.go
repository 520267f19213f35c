package sdrs_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

const (
	enable   = `{"start-server-group":{}}`
	toDR     = `{"reverse-server-group":{"priority_station":"target"}}`
	back     = `{"reverse-server-group":{"priority_station":"source"}}`
	failover = `{"failover-server-group":{}}`
)

// TestPlannedFailoverDirection: priority_station names the site that production moves to (sdrs_05_0409).
func TestPlannedFailoverDirection(t *testing.T) {
	t.Parallel()
	b, g, _, _ := newFullGroup(t)
	path := groups + "/" + g + "/action"
	station := func() string {
		return send(t, b, 200, "GET", groups+"/"+g, "").Get("server_group.priority_station").String()
	}
	run(t, b, "POST", path, enable)
	sendError(t, b, "SDRS.0216", "POST", path, back)
	run(t, b, "POST", path, toDR)
	require.Equal(t, "target", station())
	sendError(t, b, "SDRS.0216", "POST", path, toDR)
	run(t, b, "POST", path, back)
	require.Equal(t, "source", station())
}

// TestReplicationStatus: a failover stops the synchronization until protection is enabled again (sdrs_05_0408, _0604).
func TestReplicationStatus(t *testing.T) {
	t.Parallel()
	b, g, _, p := newFullGroup(t)
	path := groups + "/" + g + "/action"
	replication := func() string {
		return send(t, b, 200, "GET", pairs+"/"+p, "").Get("replication.replication_status").String()
	}
	require.Equal(t, "active", replication(), "as in the example of sdrs_05_0604")
	run(t, b, "POST", path, enable)
	require.Equal(t, "active", replication())
	run(t, b, "POST", path, failover)
	require.Equal(t, "active-stopped", replication())
	start(t, b, "POST", path, enable)
	require.Equal(t, "copying", replication())
	b.Clock.Advance(time.Minute)
	require.Equal(t, "active", replication())
}

// TestFailedMembers: a pair or an instance whose creation failed stays in the status error whatever happens to the group.
func TestFailedMembers(t *testing.T) {
	t.Parallel()
	b, g, _, _ := newFullGroup(t)
	failJob(t, b, start(t, b, "POST", pairs, pairBody(g, "bad")))
	failJob(t, b, start(t, b, "POST", instances, instanceBody(g, "bad")))
	pair := send(t, b, 200, "GET", pairs, "").Get("replications.0")
	instance := send(t, b, 200, "GET", instances, "").Get("protected_instances.0.id").String()
	require.Equal(t, "error EVS.2024 inactive", strings.Join([]string{
		pair.Get("status").String(), pair.Get("failure_detail").String(), pair.Get("replication_status").String(),
	}, " "), "failure_detail has the error code (sdrs_05_0604)")
	id := pair.Get("id").String()
	for _, action := range []string{enable, failover, enable} {
		job := start(t, b, "POST", groups+"/"+g+"/action", action)
		require.Equal(t, "error", status(t, b, pairs, id))
		b.Clock.Advance(time.Minute)
		require.Equal(t, "error", status(t, b, pairs, id))
		require.Equal(t, "error", status(t, b, instances, instance))
		require.Equal(t, int64(2), send(t, b, 200, "GET", jobs+job, "").Get("entities.sub_jobs.#").Int())
	}
	run(t, b, "DELETE", pairs+"/"+id, "")
	run(t, b, "DELETE", instances+"/"+instance, "")
	require.False(t, send(t, b, 200, "GET", pairs+"/"+newPair(t, b, g, "good"), "").Get("replication.failure_detail").Exists())
}

// TestBusyMembers: an action waits for the jobs of the members [inferred].
func TestBusyMembers(t *testing.T) {
	t.Parallel()
	b, g, i, p := newFullGroup(t)
	path := groups + "/" + g + "/action"
	start(t, b, "POST", pairs+"/"+p+"/action", `{"extend-replication":{"new_size":20}}`)
	sendError(t, b, "SDRS.1601", "POST", path, enable)
	b.Clock.Advance(time.Minute)
	start(t, b, "POST", instances+"/"+i+"/resize", `{"resize":{"flavorRef":"f"}}`)
	sendError(t, b, "SDRS.1328", "POST", path, enable)
	b.Clock.Advance(time.Minute)
	run(t, b, "POST", path, enable)
}

// TestAttachToDeletedInstance: a pair that is being attached to an instance that is deleted meanwhile comes off.
func TestAttachToDeletedInstance(t *testing.T) {
	t.Parallel()
	for _, lead := range []time.Duration{0, 3 * time.Second, time.Minute} {
		b, g, i, p := newFullGroup(t)
		body := `{"replicationAttachment":{"replication_id":"` + p + `","device":"/dev/vdb"}}`
		start(t, b, "POST", instances+"/"+i+"/attachreplication", body)
		b.Clock.Advance(lead)
		run(t, b, "DELETE", instances+"/"+i, "")
		require.Equal(t, "[]", send(t, b, 200, "GET", pairs+"/"+p, "").Get("replication.attachment").Raw)
		run(t, b, "DELETE", pairs+"/"+p, "")
		run(t, b, "DELETE", pairs+"/"+send(t, b, 200, "GET", pairs, "").Get("replications.0.id").String(), "")
		run(t, b, "DELETE", groups+"/"+g, "")
	}
}

// TestDetachInErrorStatuses detaches pairs in statuses that sdrs_05_0507 allows.
func TestDetachInErrorStatuses(t *testing.T) {
	t.Parallel()
	extend := `{"extend-replication":{"new_size":20}}`
	tests := []struct {
		status string
		before string // an action that succeeds first
		action string // the action on the group that fails
	}{
		{"error-starting", "", enable},
		{"error-stopping", enable, `{"stop-server-group":{}}`},
		{"error-reversing", enable, toDR},
		{"error-failing-over", enable, failover},
		{"error-extending", "", ""},
		{"error-detaching", "", ""},
		{"error-attaching", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.status, func(t *testing.T) {
			t.Parallel()
			b, g, i, p := newFullGroup(t)
			attach, detach := instances+"/"+i+"/attachreplication", instances+"/"+i+"/detachreplication/"+p
			body := `{"replicationAttachment":{"replication_id":"` + p + `","device":"/dev/vdb"}}`
			if tt.status == "error-attaching" {
				failJob(t, b, start(t, b, "POST", attach, body))
			} else {
				run(t, b, "POST", attach, body)
			}
			if tt.before != "" {
				run(t, b, "POST", groups+"/"+g+"/action", tt.before)
			}
			switch tt.status {
			case "error-extending":
				failJob(t, b, start(t, b, "POST", pairs+"/"+p+"/action", extend))
			case "error-detaching":
				failJob(t, b, start(t, b, "DELETE", detach, ""))
			case "error-attaching":
			default:
				failJob(t, b, start(t, b, "POST", groups+"/"+g+"/action", tt.action))
			}
			require.Equal(t, tt.status, status(t, b, pairs, p))
			run(t, b, "DELETE", detach, "")
			require.Equal(t, "[]", send(t, b, 200, "GET", pairs+"/"+p, "").Get("replication.attachment").Raw)
		})
	}
}

// TestDetachErrors: sdrs_05_0507 does not allow it while a job runs on the group, the instance or the pair.
func TestDetachErrors(t *testing.T) {
	t.Parallel()
	b, g, i, p := newFullGroup(t)
	detach := instances + "/" + i + "/detachreplication/" + p
	sendError(t, b, "SDRS.1604", "DELETE", detach, "")
	run(t, b, "POST", instances+"/"+i+"/attachreplication", `{"replicationAttachment":{"replication_id":"`+p+`","device":"/dev/vdb"}}`)
	start(t, b, "POST", groups+"/"+g+"/action", enable)
	sendError(t, b, "SDRS.1024", "DELETE", detach, "")
	b.Clock.Advance(time.Minute)
	start(t, b, "POST", instances+"/"+i+"/resize", `{"resize":{"flavorRef":"f"}}`)
	sendError(t, b, "SDRS.1328", "DELETE", detach, "")
	b.Clock.Advance(time.Minute)
	start(t, b, "POST", pairs+"/"+p+"/action", `{"extend-replication":{"new_size":20}}`)
	sendError(t, b, "SDRS.1601", "DELETE", detach, "")
}

// TestForeignDisk: a pair cannot be created of another project's disk.
func TestForeignDisk(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	require.NoError(t, b.World.Do(func(tx *world.Tx) error {
		tx.Put(otc.Disk("d"), "another", "available", sized(40))
		return nil
	}))
	sendError(t, b, "SDRS.0211", "POST", pairs, pairBody(g, "d"))
}

// TestGuardOfFailedPair: a pair guards its disk until it is deleted, also if its creation failed.
func TestGuardOfFailedPair(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	guarded := func() (held bool) {
		require.NoError(t, b.World.Do(func(tx *world.Tx) error {
			_, held = tx.Resource(otc.Guarded("d"))
			return nil
		}))
		return held
	}
	failJob(t, b, start(t, b, "POST", pairs, pairBody(g, "d")))
	require.True(t, guarded())
	run(t, b, "DELETE", pairs+"/"+send(t, b, 200, "GET", pairs, "").Get("replications.0.id").String(), "")
	require.False(t, guarded())
}

// TestCreationTags: a creation may have 10 tags (sdrs_05_0501), a protected instance 20 (sdrs_05_0802).
func TestCreationTags(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	tags := func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = `{"key":"k` + strconv.Itoa(i) + `","value":"v"}`
		}
		return "[" + strings.Join(all, ",") + "]"
	}
	body := func(tags string) string {
		return `{"protected_instance":{"server_group_id":"` + g + `","server_id":"s","name":"n","tags":` + tags + `}}`
	}
	for sent, code := range map[string]string{
		tags(11): "SDRS.2203",
		`[{"key":"` + strings.Repeat("ä", 37) + `","value":"v"}]`: "SDRS.2204",
		`[{"key":"a=b","value":"v"}]`:                             "SDRS.2204",
		`[{"key":"k","value":"` + strings.Repeat("ä", 44) + `"}]`: "SDRS.2207",
		`[{"key":"k","value":"a|b"}]`:                             "SDRS.2207",
		`[{"key":" ","value":"v"}]`:                               "SDRS.2205",
	} {
		sendError(t, b, code, "POST", instances, body(sent))
	}
	id := run(t, b, "POST", instances, body(tags(10))).Get("entities.protected_instance_id").String()
	path := instances + "/" + id + "/tags/action"
	send(t, b, 204, "POST", path, `{"action":"create","tags":`+tags(20)+`}`)
	sendError(t, b, "SDRS.2203", "POST", path, `{"action":"create","tags":[{"key":"one","value":"more"}]}`)
}
