package evs_test

import (
	"testing"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// What clients were seen to send, in their order, and what each reads of the answers. Paths carry the prefix where the
// client keeps one. Logging in is another service's affair.
func TestClients(t *testing.T) {
	t.Parallel()
	const (
		p       = project
		asked   = `{"volume":{"availability_zone":"eu-de-01","name":"n","size":10,"volume_type":"SATA"}}`
		created = "POST /evs/v3/" + p + "/cloudvolumes"
		polled  = "GET /evs/v1/" + p + "/jobs/{job}"
		shown   = "GET /evs/v3/" + p + "/os-vendor-volumes/{disk}"
		old     = "/evs/v2/" + p + "/volumes/{disk}"
	)
	job := []string{"status", "job_id", "job_type", "begin_time", "end_time", "entities"}
	tests := map[string][]apitest.Turn{
		"gophertelekomcloud": {
			{Ask: created, Body: asked, Want: 200, Keep: "job=job_id"},
			{Wait: time.Second, Ask: polled, Want: 200, Need: job, Until: "status=SUCCESS", Every: time.Second},
			{Ask: polled, Want: 200, Need: []string{"status=SUCCESS"}, Keep: "disk=entities.volume_id"},
			{Ask: shown, Want: 200, Need: []string{"volume.id", "volume.status=available", "volume.size=10"}},
		},
		"terraform-provider-opentelekomcloud": {
			{Ask: created, Body: asked, Want: 200, Keep: "job=job_id"},
			{Wait: time.Second, Ask: polled, Want: 200, Until: "status=SUCCESS", Every: time.Second},
			{Ask: polled, Want: 200, Keep: "disk=entities.volume_id"},
			{Ask: shown, Want: 200, Need: []string{"volume.volume_type=SATA", "volume.attachments", "volume.bootable=false"}},
			{Ask: shown + "/tags", Want: 200, Need: []string{"tags"}},
			{Ask: "PUT /evs/v3/" + p + "/volumes/{disk}", Body: `{"volume":{"name":"m"}}`, Want: 200, Need: []string{"volume.name=m"}},
			{Ask: "POST /evs/v3/" + p + "/volumes/{disk}/action", Body: `{"os-extend":{"new_size":20}}`, Want: 202},
			{Wait: time.Second, Ask: "GET /evs/v3/" + p + "/volumes/{disk}", Want: 200, Need: []string{"volume.status=extending"}},
			{Wait: 10 * time.Second, Ask: "GET /evs/v3/" + p + "/volumes/{disk}", Want: 200, Need: []string{"volume.status=available", "volume.size=20"}},
			{Ask: "GET " + old, Want: 200, Need: []string{"volume.status=available"}},
			{Ask: "DELETE " + old + "?cascade=true", Want: 202},
			{Wait: 2 * time.Second, Ask: "GET " + old, Want: 200, Need: []string{"volume.status=deleting"}},
			{Wait: 10 * time.Second, Ask: "GET " + old, Want: 404, Need: []string{"itemNotFound.message"}},
		},
		"huaweicloud-sdk-go-v3": { // drops the prefix of its endpoint
			{Ask: "POST /v2.1/" + p + "/cloudvolumes", Body: asked, Want: 200, Need: []string{"volume_ids"}, Keep: "job=job_id"},
			{Ask: "GET /v1/" + p + "/jobs/{job}", Want: 200, Need: job, Until: "status=SUCCESS", Every: 3 * time.Second},
			{Ask: "GET /v2/" + p + "/cloudvolumes/detail", Want: 200, Need: []string{"count=1", "volumes.0.id"}},
		},
		"terraform-provider-huaweicloud": { // wants the disk's id of the creation itself
			{Ask: "POST /evs/v2.1/" + p + "/cloudvolumes", Body: asked, Want: 200, Keep: "job=job_id"},
			{Wait: 5 * time.Second, Ask: polled, Want: 200, Until: "status=SUCCESS", Every: 10 * time.Second},
			{Ask: "GET /evs/v2/" + p + "/cloudvolumes/detail", Want: 200, Keep: "disk=volumes.0.id"},
			{Wait: 5 * time.Second, Ask: "GET /evs/v2/" + p + "/cloudvolumes/{disk}", Want: 200, Need: []string{"volume.status=available"}},
			{Wait: 5 * time.Second, Ask: "GET /evs/v2/" + p + "/cloudvolumes/{disk}", Want: 200, Need: []string{"volume.status=available"}},
			{Ask: "POST /evs/v2.1/" + p + "/cloudvolumes/{disk}/action", Body: `{"os-extend":{"new_size":20}}`, Want: 200, Keep: "job=job_id"},
			{Ask: polled, Want: 200, Until: "status=SUCCESS", Every: 10 * time.Second},
			{Ask: "DELETE /evs/v2/" + p + "/cloudvolumes/{disk}", Want: 200, Keep: "job=job_id"},
			{Ask: polled, Want: 200, Until: "status=SUCCESS", Every: 10 * time.Second},
			{Ask: "GET /evs/v2/" + p + "/cloudvolumes/{disk}", Want: 404, Need: []string{"error.code=EVS.5404"}},
		},
		"Ansible hwc_evs_disk": { // any status but RUNNING and INIT is an end to it
			{Ask: "GET /evs/v3/" + p + "/os-vendor-volumes/detail?limit=10&name=n&offset=0", Want: 200, Need: []string{"volumes"}},
			{Ask: created, Body: asked, Want: 200, Keep: "job=job_id"},
			{Wait: 3 * time.Second, Ask: polled, Want: 200, Until: "status=SUCCESS", Every: time.Second},
			{Ask: polled, Want: 200, Keep: "disk=entities.volume_id"},
			{Ask: shown, Want: 200, Need: []string{"volume.name=n"}},
			{Ask: "DELETE /evs/v2/" + p + "/cloudvolumes/{disk}", Want: 200, Keep: "job=job_id"},
			{Ask: polled, Want: 200, Until: "status=SUCCESS", Every: time.Second},
		},
		"hws cinder driver": {
			{Ask: "POST /v2/" + p + "/cloudvolumes", Body: asked, Want: 200, Keep: "job=job_id"},
			{Ask: "GET /v1/" + p + "/jobs/{job}", Want: 200, Until: "status=SUCCESS", Every: 5 * time.Second},
			{Ask: "GET /v1/" + p + "/jobs/{job}", Want: 200, Keep: "disk=entities.volume_id"},
			{Ask: "GET /v2/" + p + "/volumes/{disk}", Want: 200, Need: []string{"volume.status=available"}},
		},
	}
	for client, turns := range tests {
		t.Run(client, func(t *testing.T) {
			t.Parallel()
			for _, profile := range []string{"documented", "observed"} {
				serve(t, profile).Play(t, turns...)
			}
		})
	}
}
