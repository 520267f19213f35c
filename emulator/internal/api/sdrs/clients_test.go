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

// creates is how a Terraform provider makes one: it waits for the job, and asks for the job once more to read the id.
func creates(path, body, label, as string) []apitest.Turn {
	return append(acts("POST", path, body), apitest.Turn{Ask: polled, Want: 200, Keep: as + "=entities." + label})
}

// acts is how it does anything else.
func acts(method, path, body string) []apitest.Turn {
	return []apitest.Turn{
		{Ask: method + " " + prefixed + path, Body: body, Want: 200, Keep: "job=job_id"},
		{
			Wait: time.Second, Ask: polled, Want: 200, Need: []string{"status", "entities", "job_type", "end_time"},
			Until: "status=SUCCESS", Every: 6 * time.Second,
		},
	}
}

// shows is a read and what is needed of it.
func shows(path string, need ...string) []apitest.Turn {
	return []apitest.Turn{{Ask: "GET " + prefixed + path, Want: 200, Need: need}}
}

// terraform is a protection from its making to its end.
func terraform() []apitest.Turn {
	return slices.Concat(
		shows("/active-domains", "domains.0.id"),
		creates("/server-groups", groupBody, "server_group_id", "group"),
		shows("/server-groups/{group}", "server_group.status=available", "server_group.dr_type"),
		creates("/replications", pairBody("{group}", "disk"), "replication_pair_id", "pair"),
		creates("/protected-instances", instanceBody("{group}", "server"), "protected_instance_id", "instance"),
		acts("POST", "/protected-instances/{instance}/attachreplication",
			`{"replicationAttachment":{"replication_id":"{pair}","device":"/dev/vdb"}}`),
		acts("POST", "/server-groups/{group}/action", `{"start-server-group":{}}`),
		shows("/server-groups/{group}", "server_group.status=protected"),
		shows("/replications/{pair}", "replication.volume_ids", "replication.attachment.0.device=/dev/vdb"),
		shows("/protected-instances/{instance}", "protected_instance.attachment.0.replication"),
		creates("/disaster-recovery-drills", drillBody("{group}", "vpc"), "disaster_recovery_drill_id", "drill"),
		acts("DELETE", "/disaster-recovery-drills/{drill}", ""),
		acts("POST", "/server-groups/{group}/action", `{"stop-server-group":{}}`),
		acts("DELETE", "/protected-instances/{instance}/detachreplication/{pair}", ""),
		acts("DELETE", "/replications/{pair}", `{"replication":{"server_group_id":"{group}"}}`),
		acts("DELETE", "/protected-instances/{instance}", `{"delete_target_server":false,"delete_target_eip":false}`),
		acts("DELETE", "/server-groups/{group}", ""),
		[]apitest.Turn{{
			Ask: "GET " + prefixed + "/server-groups/{group}", Want: 400, Need: []string{"error.code=SDRS.1013"},
		}},
	)
}

// What clients were seen to send, in their order, and what each reads of the answers.
func TestClients(t *testing.T) {
	t.Parallel()
	for client, turns := range map[string][]apitest.Turn{
		"gophertelekomcloud": slices.Concat(
			creates("/server-groups", groupBody, "server_group_id", "group"),
			shows("/server-groups/{group}", "server_group.status=available")),
		"terraform-provider-opentelekomcloud": terraform(),
		"huaweicloud-sdk-go-v3": { // drops the prefix of its endpoint
			{Ask: "POST " + groups, Body: groupBody, Want: 200, Keep: "job=job_id"},
			{Ask: "GET " + jobs + "{job}", Want: 200, Until: "status=SUCCESS", Every: 3 * time.Second},
			{Ask: "GET " + groups, Want: 200, Need: []string{"count=1", "server_groups.0.status=available"}},
		},
		"otcextensions": { // wait_for_job looks every five seconds
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
