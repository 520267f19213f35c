package replay_test

import (
	"fmt"
	"time"
)

// The hosts that the clients of incidents speak to.
const (
	evs  = "evs.eu-de.otc.example.com"
	sdrs = "sdrs.eu-de.otc.example.com"
	drs  = "drs.eu-de.otc.example.com"
)

// incidents are scenarios, and what a client does in each.
var incidents = []struct {
	name, scenario string
	client         func(*recording)
}{
	{
		"evs job fails", `
jobs:
  - {api: evs, id: 4010a32d535527910153552b492c0002, type: createVolume, entities: {volume_id: bdf1bb37-f20f-4266-9a04-f43e0a127376},
     timeline: [{status: INIT, for: 1500ms}, {status: RUNNING, for: 7s}, {status: FAIL, error: EVS.2024}]}`,
		func(r *recording) { r.poll(evs, "4010a32d535527910153552b492c0002", 12) },
	},
	{
		"evs creations", `
rules:
  - {call: evs.createVolume, nth: 2, start: {timeline: [{status: RUNNING, for: 4s}, {status: FAIL, error: EVS.2024}]}}
  - {call: evs.createVolume, start: {timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 5s..9s}, {status: SUCCESS}]}}`,
		func(r *recording) {
			for i := range 3 {
				made := r.post("https://"+evs+"/v2/"+project+"/cloudvolumes", fmt.Sprintf(
					`{"volume":{"availability_zone":"eu-de-01","name":"customer-%d","size":10,"volume_type":"SATA"}}`, i))
				r.poll(evs, made.Get("job_id").Str, 12)
				r.get("https://" + evs + "/v2/" + project + "/cloudvolumes/" + made.Get("volume_ids.0").Str)
			}
			r.get("https://" + evs + "/v2/" + project + "/cloudvolumes/detail?limit=2")
		},
	},
	{
		"throttled", `
jobs:
  - {api: evs, id: 4010a32d535527910153552b492c0002, type: deleteVolume, timeline: [{status: RUNNING, for: 5s}, {status: SUCCESS}]}
rules:
  - {call: evs.showJob, nth: 2..3, answer: {error: APIGW.0308, retry_after: 2s}}
  - {call: evs.showJob, nth: 5, answer: {status: 503, body: "<html>busy</html>", headers: {Content-Type: text/html}}}
  - {call: evs.showJob, nth: 6, break: reset}
  - {call: evs.showJob, nth: 8, answer: {error: APIGW.0308, retry_after: 2s}}`,
		func(r *recording) { r.poll(evs, "4010a32d535527910153552b492c0002", 10) },
	},
	{
		"sdrs tree", `
jobs:
  - api: sdrs
    id: 4010a32d535527910153552b492c0003
    type: startProtectionGroupNoCG
    sub_jobs:
      - {id: 4010a32d535527910153552b492c0004, type: startProtectionGroupRepNoCG, entities: {server_group_id: group-1},
         timeline: [{status: RUNNING, for: 6s}, {status: SUCCESS}]}
      - {id: 4010a32d535527910153552b492c0005, type: startProtectionGroupRepNoCG, entities: {server_group_id: group-1},
         timeline: [{status: RUNNING, for: 3s}, {status: FAIL, error: SDRS.1027}]}`,
		func(r *recording) { r.poll(sdrs, "4010a32d535527910153552b492c0003", 9) },
	},
	{
		"drs", `
settings: {drs.paused: PAUSING}
jobs:
  - {api: drs, id: dc67695a-ee3e-49b8-a022-a099bd81jb21, timeline: [{status: CREATING, for: 5s}, {status: CONFIGURATION}]}
  - {api: drs, id: dc67695a-ee3e-49b8-a022-a099bd82jb21, timeline: [{status: FULL_TRANSFER_STARTED, for: 3s}, {status: FULL_TRANSFER_FAILED, error: DRS.M05066}]}`,
		func(r *recording) {
			for range 9 {
				r.post("https://"+drs+"/v3/"+project+"/jobs/batch-status", `{"jobs":["dc67695a-ee3e-49b8-a022-a099bd81jb21","dc67695a-ee3e-49b8-a022-a099bd82jb21","dc67695a-ee3e-49b8-a022-a099bd83jb21"]}`)
				r.sleep(time.Second)
			}
		},
	},
	{
		"element", `
rules:
  - {call: element.CloneVolume, start: {timeline: [{status: running, for: 6s}, {status: failed, error: {code: xSliceServiceSelectionFailed, message: No slice service could be selected.}}]}}`,
		func(r *recording) {
			account := r.element("AddAccount", `{"username":"customer"}`).Get("result.accountID").Raw
			volume := r.element("CreateVolume", `{"name":"data","accountID":`+account+`,"totalSize":1073741824,"enable512e":true}`).Get("result.volumeID").Raw
			clone := r.element("CloneVolume", `{"name":"copy","volumeID":`+volume+`}`)
			for range 8 {
				r.element("GetAsyncResult", `{"keepResult":true,"asyncHandle":`+clone.Get("result.asyncHandle").Raw+`}`)
				r.sleep(time.Second)
			}
			r.element("GetAsyncResult", `{"asyncHandle":999}`)
		},
	},
	{
		"evs disk before", `
resources:
  - {api: evs, kind: volume, id: bdf1bb37-f20f-4266-9a04-f43e0a127376, born: "2026-03-01T00:00:00Z", name: customer, size: 40, volume_type: SSD,
     status: in-use, attachments: [{server_id: 6a6f6273-0000-4000-8000-000000000001, device: /dev/vdc}], metadata: {__system__encrypted: "1"}}
rules:
  - {call: evs.extendVolume, start: {timeline: [{status: RUNNING, for: 4s}, {status: SUCCESS}]}}`,
		func(r *recording) {
			disk := "https://" + evs + "/v2/" + project + "/cloudvolumes/bdf1bb37-f20f-4266-9a04-f43e0a127376"
			r.get(disk)
			r.get("https://" + evs + "/v2/" + project + "/cloudvolumes/detail")
			made := r.post(disk+"/action", `{"os-extend":{"new_size":50}}`)
			r.poll(evs, made.Get("job_id").Str, 6)
			r.get(disk)
		},
	},
	{
		"evs snapshot before", `
resources:
  - {api: evs, kind: volume, id: bdf1bb37-f20f-4266-9a04-f43e0a127376, born: "2026-03-01T00:00:00Z", updated: "2026-03-02T08:00:00Z", name: customer, size: 40}
  - {api: evs, kind: snapshot, id: 3d9d7f9c-2c6b-4bd8-9c1a-5d3c8a3c0001, born: "2026-03-02T00:00:00Z", name: nightly,
     volume_id: bdf1bb37-f20f-4266-9a04-f43e0a127376, size: 40}`,
		func(r *recording) {
			r.get("https://" + evs + "/v2/" + project + "/cloudsnapshots/detail")
			r.get("https://" + evs + "/v2/" + project + "/cloudsnapshots/3d9d7f9c-2c6b-4bd8-9c1a-5d3c8a3c0001")
			r.get("https://" + evs + "/v2/" + project + "/cloudvolumes/bdf1bb37-f20f-4266-9a04-f43e0a127376")
		},
	},
	{
		"sdrs before", `
resources:
  - {api: sdrs, kind: server_group, id: 1fd6903c-48f9-4772-8974-112dfbd74427, born: "2026-03-01T00:00:00Z", updated: "2026-03-02T00:00:00Z", name: payroll,
     status: protected, source_availability_zone: eu-de-01, target_availability_zone: eu-de-03}
  - {api: sdrs, kind: protected_instance, id: 2fd6903c-48f9-4772-8974-112dfbd74427, born: "2026-03-01T01:00:00Z", name: web,
     server_group_id: 1fd6903c-48f9-4772-8974-112dfbd74427, status: protected}
  - {api: sdrs, kind: replication, id: 3fd6903c-48f9-4772-8974-112dfbd74427, born: "2026-03-01T02:00:00Z", name: data,
     server_group_id: 1fd6903c-48f9-4772-8974-112dfbd74427, status: protected, volume_size: 40, volume_type: SSD}`,
		func(r *recording) {
			base := "https://" + sdrs + "/v1/" + project
			r.get(base + "/server-groups/1fd6903c-48f9-4772-8974-112dfbd74427")
			r.get(base + "/protected-instances/2fd6903c-48f9-4772-8974-112dfbd74427")
			r.get(base + "/replications/3fd6903c-48f9-4772-8974-112dfbd74427")
			made := r.post(base+"/server-groups/1fd6903c-48f9-4772-8974-112dfbd74427/action", `{"stop-server-group":{}}`)
			r.poll(sdrs, made.Get("job_id").Str, 6)
			r.get(base + "/server-groups/1fd6903c-48f9-4772-8974-112dfbd74427")
		},
	},
	{
		"element before", `
resources:
  - {api: element, kind: account, id: "5", username: customer}
  - {api: element, kind: volume, id: "12", born: "2026-03-01T00:00:00Z", name: data, accountID: 5, totalSize: 2147483648}
  - {api: element, kind: snapshot, id: "3", born: "2026-03-02T00:00:00Z", volumeID: 12, name: nightly, totalSize: 2147483648}`,
		func(r *recording) {
			r.element("GetAccountByID", `{"accountID":5}`)
			r.element("ListActiveVolumes", `{}`)
			r.element("ListSnapshots", `{"volumeID":12}`)
			r.element("CloneVolume", `{"name":"copy","volumeID":12}`)
		},
	},
	{
		"outage", `
jobs:
  - {api: evs, id: 4010a32d535527910153552b492c0002, type: createVolume, timeline: [{status: RUNNING, for: 40s}, {status: SUCCESS}]}
rules:
  - {call: evs.*, from: 10s, until: 25s, answer: {error: EVS.5503}}`,
		func(r *recording) {
			for range 12 {
				r.poll(evs, "4010a32d535527910153552b492c0002", 3)
				r.get("https://" + evs + "/v2/" + project + "/cloudvolumes/detail")
			}
		},
	},
	{
		"connections are reset", `
jobs:
  - {api: sdrs, id: 4010a32d535527910153552b492c0003, type: createProtectionGroupNoCG, timeline: [{status: RUNNING, for: 20s}, {status: SUCCESS}]}
rules:
  - {call: sdrs.showJob, from: 5s, until: 10s, break: reset}`,
		func(r *recording) { r.poll(sdrs, "4010a32d535527910153552b492c0003", 25) },
	},
	{
		"members of its own", `
jobs:
  - {api: evs, id: 4010a32d535527910153552b492c0002, type: extendVolume, timeline: [{status: RUNNING, for: 3s}, {status: SUCCESS}]}
rules:
  - {call: evs.showJob, edit: {set: {region: eu-nl, retries: 2}, omit: [begin_time]}}
  - {call: evs.listQuotas, nth: 2, edit: {set: {quota_set.volumes.in_use: 3}}}`,
		func(r *recording) {
			r.poll(evs, "4010a32d535527910153552b492c0002", 5)
			for range 3 {
				r.get("https://" + evs + "/v2/" + project + "/os-quota-sets/" + project + "?usage=True")
			}
		},
	},
	{
		"slow answers", `
jobs:
  - {api: evs, id: 4010a32d535527910153552b492c0002, type: createVolume, timeline: [{status: RUNNING, for: 1h}, {status: SUCCESS}]}`,
		func(r *recording) {
			r.poll(evs, "4010a32d535527910153552b492c0002", 6)
			for i := range r.list {
				r.list[i].Took = 80 * time.Millisecond
			}
			r.list[2].Took, r.list[4].Took = 15080*time.Millisecond, 31*time.Second
		},
	},
}
