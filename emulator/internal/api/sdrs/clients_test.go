package sdrs_test

import (
	"slices"
	"testing"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

const (
	prefixed = "/sdrs" + base // most clients keep the prefix of their endpoint
	polled   = "GET " + prefixed + "/jobs/{job}"
)

// createTurns returns the requests with which a Terraform provider creates a resource: it waits for the job and then
// queries it once more to read the id.
func createTurns(path, body, label, as string) []apitest.Turn {
	return append(jobTurns("POST", path, body), apitest.Turn{Ask: polled, Want: 200, Keep: as + "=entities." + label})
}

// jobTurns returns the requests of any other call that starts a job.
func jobTurns(method, path, body string) []apitest.Turn {
	return []apitest.Turn{
		{Ask: method + " " + prefixed + path, Body: body, Want: 200, Keep: "job=job_id"},
		{
			Wait: time.Second, Ask: polled, Want: 200, Need: []string{"status", "entities", "job_type", "end_time"},
			Until: "status=SUCCESS", Every: 6 * time.Second,
		},
	}
}

// readTurns returns a read and the members that it needs.
func readTurns(path string, need ...string) []apitest.Turn {
	return []apitest.Turn{{Ask: "GET " + prefixed + path, Want: 200, Need: need}}
}

// terraform returns the requests for the whole life of a protection.
func terraform() []apitest.Turn {
	return slices.Concat(
		readTurns("/active-domains", "domains.0.id"),
		createTurns("/server-groups", groupBody, "server_group_id", "group"),
		readTurns("/server-groups/{group}", "server_group.status=available", "server_group.dr_type"),
		createTurns("/replications", pairBody("{group}", "disk"), "replication_pair_id", "pair"),
		createTurns("/protected-instances", instanceBody("{group}", "server"), "protected_instance_id", "instance"),
		jobTurns("POST", "/protected-instances/{instance}/attachreplication",
			`{"replicationAttachment":{"replication_id":"{pair}","device":"/dev/vdb"}}`),
		jobTurns("POST", "/server-groups/{group}/action", `{"start-server-group":{}}`),
		readTurns("/server-groups/{group}", "server_group.status=protected"),
		readTurns("/replications/{pair}", "replication.volume_ids", "replication.attachment.0.device=/dev/vdb"),
		readTurns("/protected-instances/{instance}", "protected_instance.attachment.0.replication"),
		createTurns("/disaster-recovery-drills", drillBody("{group}", "vpc"), "disaster_recovery_drill_id", "drill"),
		jobTurns("DELETE", "/disaster-recovery-drills/{drill}", ""),
		jobTurns("POST", "/server-groups/{group}/action", `{"stop-server-group":{}}`),
		jobTurns("DELETE", "/protected-instances/{instance}/detachreplication/{pair}", ""),
		jobTurns("DELETE", "/replications/{pair}", `{"replication":{"server_group_id":"{group}"}}`),
		jobTurns("DELETE", "/protected-instances/{instance}", `{"delete_target_server":false,"delete_target_eip":false}`),
		jobTurns("DELETE", "/server-groups/{group}", ""),
		[]apitest.Turn{{
			Ask: "GET " + prefixed + "/server-groups/{group}", Want: 400, Need: []string{"error.code=SDRS.1013"},
		}},
	)
}

// TestClients sends the requests that clients were seen to send and requires the members that they read.
func TestClients(t *testing.T) {
	t.Parallel()
	for client, turns := range map[string][]apitest.Turn{
		"gophertelekomcloud": slices.Concat(
			createTurns("/server-groups", groupBody, "server_group_id", "group"),
			readTurns("/server-groups/{group}", "server_group.status=available")),
		"terraform-provider-opentelekomcloud": terraform(),
		"huaweicloud-sdk-go-v3": { // drops the prefix of its endpoint
			{Ask: "POST " + groups, Body: groupBody, Want: 200, Keep: "job=job_id"},
			{Ask: "GET " + jobs + "{job}", Want: 200, Until: "status=SUCCESS", Every: 3 * time.Second},
			{Ask: "GET " + groups, Want: 200, Need: []string{"count=1", "server_groups.0.status=available"}},
		},
		"otcextensions": { // wait_for_job polls every five seconds
			{Ask: "POST " + prefixed + "/server-groups", Body: groupBody, Want: 200, Keep: "job=job_id"},
			{Ask: polled, Want: 200, Need: []string{"job_id", "begin_time"}, Until: "status=SUCCESS", Every: 5 * time.Second},
		},
	} {
		t.Run(client, func(t *testing.T) {
			t.Parallel()
			for _, profile := range profiles {
				serve(t, profile).Play(t, turns...)
			}
		})
	}
}
