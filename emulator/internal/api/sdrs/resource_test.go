package sdrs_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/api/sdrs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// scripted returns a job of a scenario with its targets, which runs for ten seconds.
func scripted(id, kind string, entities map[string]any) job.Spec {
	s := spec(id, kind, entities, runs(job.Fixed(10*time.Second)))
	s.Targets = sdrs.API().Vocabulary.Targets(s)
	return s
}

// TestTargets: what a scenario's job names exists, with the status that the job implies.
func TestTargets(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind       string
		entities   map[string]any
		path       string
		live, done string // the status while the job runs, and after its success; empty if the resource is gone
	}{
		{"createProtectionGroupNoCG", map[string]any{"server_group_id": "x"}, groups, "creating", "available"},
		{"deleteProtectionGroupNoCG", map[string]any{"server_group_id": "x"}, groups, "deleting", ""},
		{"startProtectionGroupNoCG", map[string]any{"server_group_id": "x"}, groups, "starting", "protected"},
		{"reprotectProtectionGroupNoCG", map[string]any{"server_group_id": "x"}, groups, "reprotecting", "protected"},
		{"stopProtectionGroupNoCG", map[string]any{"server_group_id": "x"}, groups, "stopping", "available"},
		{"failoverProtectionGroupNoCG", map[string]any{"server_group_id": "x"}, groups, "failing-over", "failed-over"},
		{"reverseProtectionGroupNoCG", map[string]any{"server_group_id": "x"}, groups, "reversing", "protected"},
		{"levitateProtectionGroup", map[string]any{"server_group_id": "x"}, groups, "available", "available"},
		{"createProtectedInstanceNoCG", map[string]any{"protected_instance_id": "x"}, instances, "creating", "available"},
		{"resizeProtectedInstanceNew", map[string]any{"protected_instance_id": "x"}, instances, "resizing", "available"},
		{"addNicNew", map[string]any{"protected_instance_id": "x", "nic_id": "n"}, instances, "nic-creating", "available"},
		{"deleteNicNew", map[string]any{"protected_instance_id": "x", "nic_id": "n"}, instances, "nic-deleting", "available"},
		{"deleteProtectedInstanceNoCG", map[string]any{"protected_instance_id": "x"}, instances, "deleting", ""},
		{"createReplicationPairNoCG", map[string]any{"replication_pair_id": "x"}, pairs, "creating", "available"},
		{"expandReplicationPairNew", map[string]any{"replication_pair_id": "x"}, pairs, "extending", "available"},
		{"attachReplicationPairNew", map[string]any{"replication_pair_id": "x", "protected_instance_id": "i"}, pairs, "attaching", "available"},
		{"detachReplicationPairNew", map[string]any{"replication_pair_id": "x", "protected_instance_id": "i"}, pairs, "detaching", "available"},
		{"deleteReplicationPairNoCG", map[string]any{"replication_pair_id": "x"}, pairs, "deleting", ""},
		{"createDisasterRecoveryDrill", map[string]any{"disaster_recovery_drill_id": "x"}, drills, "creating", "available"},
		{"deleteDisasterRecoveryDrill", map[string]any{"disaster_recovery_drill_id": "x"}, drills, "deleting", ""},
	}
	for _, tt := range tests {
		t.Run(tt.kind, func(t *testing.T) {
			t.Parallel()
			tt.entities["name"] = "mine"
			b := apitest.Serve(t, sdrs.API(), nil, scripted("job", tt.kind, tt.entities))
			require.Equal(t, tt.live, status(t, b, tt.path, "x"))
			require.Equal(t, "mine", send(t, b, 200, "GET", tt.path+"/x", "").Get("*.name").String())
			b.Clock.Advance(10 * time.Second)
			if tt.done == "" {
				require.Equal(t, http.StatusBadRequest, b.Ask("GET", tt.path+"/x", "").StatusCode)
				return
			}
			require.Equal(t, tt.done, status(t, b, tt.path, "x"))
		})
	}
}

// TestTargetsOfRelatedResources: the group of a pair, the instance that it is attached to, and its disk.
func TestTargetsOfRelatedResources(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, sdrs.API(), nil,
		scripted("made", "createReplicationPairNoCG", map[string]any{"replication_pair_id": "p", "server_group_id": "g", "volume_ids": "v1,v2"}),
		scripted("attached", "attachReplicationPairNew", map[string]any{"replication_pair_id": "p", "protected_instance_id": "i", "server_group_id": "g"}))
	b.Clock.Advance(10 * time.Second)
	require.Equal(t, "available", status(t, b, groups, "g"))
	got := send(t, b, 200, "GET", pairs+"/p", "").Get("replication")
	require.Equal(t, `v1,v2 g [{"device":"/dev/vdb","protected_instance":"i"}]`,
		got.Get("volume_ids").String()+" "+got.Get("server_group_id").String()+" "+got.Get("attachment").Raw)
	require.Equal(t, `[{"replication":"p","device":"/dev/vdb"}]`, send(t, b, 200, "GET", instances+"/i", "").Get("*.attachment").Raw)
	require.NoError(t, b.World.Do(func(tx *world.Tx) error {
		_, guarded := tx.Resource(otc.Guarded("v1"))
		require.True(t, guarded)
		return nil
	}))
	run(t, b, "DELETE", instances+"/i/detachreplication/p", "")
	run(t, b, "DELETE", pairs+"/p", "")
}

// TestTargetsOfSubJobs: the group of the documented stop job is named by its sub-jobs only.
func TestTargetsOfSubJobs(t *testing.T) {
	t.Parallel()
	s := stop(t)
	s.Targets = sdrs.API().Vocabulary.Targets(s)
	for _, child := range s.Children {
		require.Empty(t, sdrs.API().Vocabulary.Targets(child))
	}
	b := apitest.Serve(t, sdrs.API(), nil, s)
	require.Equal(t, "available", status(t, b, groups, group))
	require.Equal(t, "SUCCESS", gjson.Get(poll(t, b, s.ID), "status").String())
	require.Empty(t, sdrs.API().Vocabulary.Targets(spec("bare", "deleteProtectionGroupNoCG", nil, runs(ms(1)))))
}

// declare returns what a scenario's entry puts into the world.
func declare(kind, id, status string, f job.Fields) ([]job.Resource, error) {
	v := sdrs.API().Vocabulary
	k, _ := v.ResourceKind(kind)
	return k.New(job.Resource{ResourceName: job.ResourceName{API: "sdrs", Kind: kind, ID: id}, Status: status}, f)
}

// TestDeclaredResources: a protected group with an instance, a pair and a drill, there from the start.
func TestDeclaredResources(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for _, entry := range []struct {
		kind, id, status string
		fields           job.Fields
	}{
		{"server_group", "g", "protected", job.Fields{"name": "group", "priority_station": "target"}},
		{"protected_instance", "i", "protected", job.Fields{"server_group_id": "g", "tags": map[string]any{"b": "2", "a": "1"}}},
		{"replication", "p", "protected", job.Fields{
			"server_group_id": "g", "volume_ids": "v1,v2", "volume_size": 40, "protected_instance_id": "i", "priority_station": "target",
		}},
		{"disaster_recovery_drill", "d", "available", job.Fields{"server_group_id": "g", "drill_vpc_id": "vpc"}},
	} {
		made, err := declare(entry.kind, entry.id, entry.status, entry.fields)
		require.NoError(t, err)
		require.NoError(t, b.World.Do(func(tx *world.Tx) error { return tx.Declare(made...) }))
	}
	got := send(t, b, 200, "GET", groups+"/g", "").Get("server_group")
	require.Equal(t, "group protected target 1 1 1", got.Get("name").String()+" "+got.Get("status").String()+" "+got.Get("priority_station").String()+
		" "+got.Get("protected_instance_num").Raw+" "+got.Get("replication_num").Raw+" "+got.Get("disaster_recovery_drill_num").Raw)
	require.Equal(t, `[{"key":"a","value":"1"},{"key":"b","value":"2"}]`, send(t, b, 200, "GET", instances+"/i", "").Get("*.tags").Raw)
	require.Equal(t, int64(40), send(t, b, 200, "GET", pairs+"/p", "").Get("replication.record_metadata.volume_size").Int())
	require.Equal(t, "vpc", send(t, b, 200, "GET", drills+"/d", "").Get("*.drill_vpc_id").String())
	run(t, b, "POST", groups+"/g/action", back)
	require.Equal(t, "source", send(t, b, 200, "GET", pairs+"/p", "").Get("replication.priority_station").String())
	sendError(t, b, "SDRS.1811", "POST", pairs, pairBody("g", "v1"))
}

func TestDeclaredResourceErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind   string
		fields job.Fields
		field  string
	}{
		{"server_group", job.Fields{"priority_station": "middle"}, "priority_station"},
		{"protected_instance", job.Fields{}, "server_group_id"},
		{"protected_instance", job.Fields{"server_group_id": "g", "tags": map[string]any{"a": 1}}, "tags.a"},
		{"replication", job.Fields{"server_group_id": "g", "volume_size": 0}, "volume_size"},
		{"disaster_recovery_drill", job.Fields{}, "server_group_id"},
	} {
		_, err := declare(tt.kind, "x", "available", tt.fields)
		var wrong *job.FieldError
		require.ErrorAs(t, err, &wrong)
		require.Equal(t, tt.field, wrong.Field)
	}
}
