package evs_test

import (
	"slices"
	"testing"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

const (
	asked  = `{"volume":{"availability_zone":"eu-de-01","name":"n","size":10,"volume_type":"SATA"}}`
	polled = "GET /evs/v1/" + project + "/jobs/{job}" // by clients that keep the prefix of their endpoint
	shown  = "GET /evs/v3/" + project + "/os-vendor-volumes/{disk}"
	old    = "/evs/v2/" + project + "/volumes/{disk}"
	stack  = "/evs/v3/" + project + "/volumes/{disk}"
	cloud  = "/evs/v2/" + project + "/cloudvolumes/{disk}"
)

// whole lists the members that a client expects of each job document.
var whole = []string{"status", "job_id", "job_type", "begin_time", "end_time", "entities"}

// begins sends a call that starts a job and polls until it has succeeded.
func begins(call, body string, every time.Duration) []apitest.Turn {
	return []apitest.Turn{
		{Ask: call, Body: body, Want: 200, Keep: "job=job_id"},
		{Wait: every, Ask: polled, Want: 200, Need: whole, Until: "status=SUCCESS", Every: every},
	}
}

// reads is a read and the members that the client needs.
func reads(ask string, need ...string) []apitest.Turn {
	return []apitest.Turn{{Ask: ask, Want: 200, Need: need}}
}

// makes creates a disk as the clients of Open Telekom Cloud do: they query the job once more to read the disk's ID.
func makes(every time.Duration) []apitest.Turn {
	return append(begins("POST /evs/v3/"+project+"/cloudvolumes", asked, every),
		apitest.Turn{Ask: polled, Want: 200, Need: []string{"status=SUCCESS"}, Keep: "disk=entities.volume_id"})
}

// terraform is terraform-provider-opentelekomcloud: it changes and deletes by OpenStack's calls.
func terraform() []apitest.Turn {
	return slices.Concat(
		makes(time.Second),
		reads(shown, "volume.volume_type=SATA", "volume.attachments", "volume.bootable=false"),
		reads(shown+"/tags", "tags"),
		[]apitest.Turn{
			{Ask: "PUT " + stack, Body: `{"volume":{"name":"m"}}`, Want: 200, Need: []string{"volume.name=m"}},
			{Ask: "POST " + stack + "/action", Body: `{"os-extend":{"new_size":20}}`, Want: 202},
			{Wait: time.Second, Ask: "GET " + stack, Want: 200, Need: []string{"volume.status=extending"}},
			{Wait: 10 * time.Second, Ask: "GET " + stack, Want: 200, Need: []string{"volume.status=available", "volume.size=20"}},
			{Ask: "GET " + old, Want: 200, Need: []string{"volume.status=available"}},
			{Ask: "DELETE " + old + "?cascade=true", Want: 202},
			{Wait: 2 * time.Second, Ask: "GET " + old, Want: 200, Need: []string{"volume.status=deleting"}},
			{Wait: 10 * time.Second, Ask: "GET " + old, Want: 404, Need: []string{"itemNotFound.message"}},
		},
	)
}

// huawei is terraform-provider-huaweicloud: it takes the disk's ID from the creation, and waits twice until it is
// available.
func huawei() []apitest.Turn {
	available := apitest.Turn{Wait: 5 * time.Second, Ask: "GET " + cloud, Want: 200, Need: []string{"volume.status=available"}}
	return slices.Concat(
		[]apitest.Turn{{Ask: "POST /evs/v2.1/" + project + "/cloudvolumes", Body: asked, Want: 200, Keep: "disk=volume_ids.0"}},
		[]apitest.Turn{{Wait: 10 * time.Second, Ask: "GET " + cloud, Want: 200}, available, available},
		begins("POST "+cloud+"/action", `{"os-extend":{"new_size":20}}`, 10*time.Second),
		begins("DELETE "+cloud, "", 10*time.Second),
		[]apitest.Turn{{Ask: "GET " + cloud, Want: 404, Need: []string{"error.code=EVS.5404"}}},
	)
}

// The requests of real clients in their order, and the members that each reads. Signing in is tested in package iam.
func TestClients(t *testing.T) {
	t.Parallel()
	for client, turns := range map[string][]apitest.Turn{
		"gophertelekomcloud": slices.Concat(makes(time.Second),
			reads(shown, "volume.id", "volume.status=available", "volume.size=10")),
		"terraform-provider-opentelekomcloud": terraform(),
		"terraform-provider-huaweicloud":      huawei(),
		"huaweicloud-sdk-go-v3": { // drops the prefix of its endpoint
			{Ask: "POST /v2.1/" + project + "/cloudvolumes", Body: asked, Want: 200, Need: []string{"volume_ids"}, Keep: "job=job_id"},
			{Ask: "GET " + jobs + "{job}", Want: 200, Need: whole, Until: "status=SUCCESS", Every: 3 * time.Second},
			{Ask: "GET " + clouds + "/detail", Want: 200, Need: []string{"count=1", "volumes.0.id"}},
		},
		"Ansible hwc_evs_disk": slices.Concat( // any status but RUNNING and INIT is an end to it
			reads("GET /evs/v3/"+project+"/os-vendor-volumes/detail?limit=10&name=n&offset=0", "volumes"),
			makes(3*time.Second), reads(shown, "volume.name=n"), begins("DELETE "+cloud, "", time.Second)),
		"hws cinder driver": {
			{Ask: "POST " + clouds, Body: asked, Want: 200, Keep: "job=job_id"},
			{Ask: "GET " + jobs + "{job}", Want: 200, Until: "status=SUCCESS", Every: 5 * time.Second},
			{Ask: "GET " + jobs + "{job}", Want: 200, Keep: "disk=entities.volume_id"},
			{Ask: "GET /v2/" + project + "/volumes/{disk}", Want: 200, Need: []string{"volume.status=available"}},
		},
	} {
		t.Run(client, func(t *testing.T) {
			t.Parallel()
			for _, profile := range []string{"documented", "observed"} {
				serve(t, profile).Play(t, turns...)
			}
		})
	}
}
