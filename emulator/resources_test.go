package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

// get sends a request that must succeed and returns the body.
func get(t testing.TB, e *emulator.Emulator, request string) gjson.Result {
	t.Helper()
	res := client(t, e, request)
	require.Less(t, res.Code, 300, "%s: %s", request, res.Body)
	return gjson.Parse(res.Body.String())
}

// A disk that a scenario's job names exists, with the status that the job implies.
func TestScriptedJobsHaveDisks(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
jobs:
  - {api: evs, id: j1, type: createVolume, entities: {volume_id: v-1, name: data, size: 20, volume_type: SSD},
     timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 1s}, {status: SUCCESS}]}
  - {api: evs, id: j2, type: extendVolume, entities: {volume_id: v-2, size: 40}, timeline: [{status: RUNNING, for: 1s}, {status: SUCCESS}]}
  - {api: evs, id: j3, type: extendVolume, entities: {volume_id: v-3}, timeline: [{status: RUNNING, for: 1s}, {status: FAIL}]}
  - {api: evs, id: j4, type: deleteVolume, entities: {volume_id: v-4}, timeline: [{status: RUNNING, for: 1s}, {status: SUCCESS}]}
  - {api: evs, id: j5, type: deleteVolume, timeline: [{status: RUNNING, for: 1s}, {status: FAIL, entities: {volume_id: v-5}}]}
  - {api: evs, id: j6, type: retypeVolume, entities: {volume_id: v-6, volume_type: SSD}, timeline: [{status: RUNNING, for: 1s}, {status: SUCCESS}]}
  - {api: evs, id: j7, type: createVolume, entities: {volume_id: v-7}, timeline: [{status: INIT, for: 1s}, {status: FAIL}]}
  - api: evs
    id: j8
    type: batchCreateVolume
    sub_jobs:
      - {id: j9, type: createVolume, entities: {volume_id: v-9}, timeline: [{status: RUNNING, for: 1s}, {status: FAIL}]}
`)
	statuses := func() map[string]string {
		all := map[string]string{}
		for _, v := range get(t, e, "/evs/v2/p/cloudvolumes/detail").Get("volumes").Array() {
			all[v.Get("id").String()] = v.Get("status").String()
		}
		return all
	}
	require.Equal(t, map[string]string{
		"v-1": "creating", "v-2": "extending", "v-3": "extending", "v-4": "deleting", "v-5": "deleting", "v-6": "retyping",
		"v-7": "creating", "v-9": "creating",
	}, statuses())
	require.EqualValues(t, 10, get(t, e, "/evs/v2/p/cloudvolumes/v-2").Get("volume.size").Int())
	e.Clock().Advance(time.Minute)
	require.Equal(t, map[string]string{
		"v-1": "available", "v-2": "available", "v-3": "error_extending", "v-5": "error_deleting", "v-6": "available", "v-9": "error",
	}, statuses())
	made := get(t, e, "/evs/v3/p/volumes/v-1").Get("volume")
	require.Equal(t, "data", made.Get("name").String())
	require.EqualValues(t, 20, made.Get("size").Int())
	require.Equal(t, "2026-01-02T12:00:00.000000", made.Get("created_at").String())
	require.EqualValues(t, 40, get(t, e, "/evs/v2/p/cloudvolumes/v-2").Get("volume.size").Int())
	require.Equal(t, "SSD", get(t, e, "/evs/v2/p/cloudvolumes/v-6").Get("volume.volume_type").String())
	require.Equal(t, http.StatusNotFound, client(t, e, "/evs/v2/p/cloudvolumes/v-7").Code)
	require.NotEmpty(t, get(t, e, "DELETE /evs/v2/p/cloudvolumes/v-1").Get("job_id").String(), "it is a disk like any other")
}

// A look at a disk, group or task that a job is working on moves a skipping clock to that job's next change, so that a
// client that waits for the thing and not for the job comes to an end.
func TestSkippingFollowsWhatJobsWorkOn(t *testing.T) {
	t.Parallel()
	const volume = `{"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01"}}`
	const group = `{"server_group":{"name":"g","source_availability_zone":"eu-de-01","target_availability_zone":"eu-de-02",` +
		`"domain_id":"fb4bb8e3-a574-4437-a156-78c916aeea4d","source_vpc_id":"046852ef-c49d-409b-8389-546aaaa5701f","dr_type":"migration"}}`
	const task = `{"jobs":[{"name":"DRS-1","db_use_type":"migration","engine_type":"mysql","job_direction":"up","net_type":"eip","node_type":"high",` +
		`"task_type":"FULL_INCR_TRANS","bind_eip":true,"customize_sutnet_id":"352ad828-3467-4f03-987a-c55a5a9dd417",` +
		`"source_endpoint":{"db_type":"mysql","ip":"192.168.0.27","db_port":3306,"db_user":"root","db_password":"p"},` +
		`"target_endpoint":{"db_type":"mysql","region":"eu-de","inst_id":"e05a3679efe241d8b5dee80b17c1a863in01"}}]}`
	for name, tt := range map[string]struct{ start, id, look, at, want string }{
		"a disk":              {"POST /evs/v2/p/volumes " + volume, "volume.id", "/evs/v2/p/volumes/$ID", "volume.status", "available"},
		"a list of disks":     {"POST /evs/v2/p/cloudvolumes " + volume, "volume_ids.0", "/evs/v3/p/volumes/detail", "volumes.0.status", "available"},
		"a group":             {"POST /sdrs/v1/p/server-groups " + group, "job_id", "/sdrs/v1/p/server-groups", "server_groups.0.status", "available"},
		"a task in a list":    {"POST /drs/v3/p/jobs/batch-creation " + task, "results.0.id", "POST /drs/v3/p/jobs {}", "jobs.0.status", "CONFIGURATION"},
		"a task with details": {"POST /drs/v3/p/jobs/batch-creation " + task, "results.0.id", `POST /drs/v3/p/jobs/batch-detail {"jobs":["$ID"]}`, "results.0.status", "CONFIGURATION"},
		"a volume of Element": {`POST /element/json-rpc/12.5 {"method":"CloneVolume","params":{"volumeID":1,"name":"c"},"id":1}`, "result.volumeID", `POST /element/json-rpc/12.5 {"method":"ListVolumes","params":{"volumeIDs":[$ID]},"id":1}`, "result.volumes.0.status", "active"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := clock.ParseAt("skipping", noon)
			require.NoError(t, err)
			e := begin(t, emulator.Options{Clock: c}, "profile: documented")
			id := get(t, e, tt.start).Get(tt.id).String()
			require.NotEmpty(t, id)
			require.Equal(t, noon, e.Clock().Now(), "starting a job is not asking about it")
			look := strings.ReplaceAll(tt.look, "$ID", id)
			looks := 0
			for ; looks < 20 && get(t, e, look).Get(tt.at).String() != tt.want; looks++ {
			}
			require.Less(t, looks, 20)
			require.Positive(t, looks)
			rests := e.Clock().Now()
			get(t, e, look)
			require.Equal(t, rests, e.Clock().Now(), "what no job works on moves no clock")
		})
	}
}

// IDs that jobsim makes differ across the APIs that share a path, so that the root path finds the right job, and are never
// one that a scenario uses.
func TestIDsAreUnique(t *testing.T) {
	t.Parallel()
	const volume = ` {"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01"}}`
	e := begin(t, manual(), "profile: documented")
	disk := get(t, e, "POST /v2/p/cloudvolumes"+volume)
	group := get(t, e, `POST /v1/p/server-groups {"server_group":{"name":"g","source_availability_zone":"eu-de-01",`+
		`"target_availability_zone":"eu-de-02","domain_id":"fb4bb8e3-a574-4437-a156-78c916aeea4d",`+
		`"source_vpc_id":"046852ef-c49d-409b-8389-546aaaa5701f","dr_type":"migration"}}`).Get("job_id").String()
	require.NotEqual(t, disk.Get("job_id").String(), group)
	require.Equal(t, "createVolume", get(t, e, "/v1/p/jobs/"+disk.Get("job_id").String()).Get("job_type").String())
	require.Equal(t, "createProtectionGroupNoCG", get(t, e, "/v1/p/jobs/"+group).Get("job_type").String())

	taken := begin(t, manual(), `
jobs:
  - {api: sdrs, id: `+disk.Get("job_id").String()+`, type: createProtectionGroupNoCG, timeline: [{status: SUCCESS}]}
  - {api: evs, id: j1, type: createVolume, entities: {volume_id: `+disk.Get("volume_ids.0").String()+`}, timeline: [{status: SUCCESS}]}
`)
	other := get(t, taken, "POST /v2/p/cloudvolumes"+volume)
	require.NotEqual(t, disk.Get("job_id").String(), other.Get("job_id").String())
	require.NotEqual(t, disk.Get("volume_ids.0").String(), other.Get("volume_ids.0").String())
}

// A scenario declares disks and snapshots that are there from the start.
func TestDeclaredResources(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
resources:
  - {api: evs, kind: volume, id: vol-9, name: data, size: 10, status: in-use, attachments: [{server_id: srv-1, device: /dev/vdb}]}
  - {api: evs, kind: volume, id: vol-8, status: error_deleting, project: q}
  - {api: evs, kind: snapshot, id: snap-1, volume_id: vol-9}
jobs:
  - {api: evs, id: j1, type: extendVolume, entities: {volume_id: vol-9, size: 20}, timeline: [{status: RUNNING, for: 1s}, {status: SUCCESS}]}
`)
	disks := get(t, e, "/evs/v2/p/cloudvolumes/detail").Get("volumes")
	require.Len(t, disks.Array(), 1, "the other one belongs to another project")
	require.Equal(t, "extending", disks.Get("0.status").String())
	require.Equal(t, "srv-1", disks.Get("0.attachments.0.server_id").String())
	require.Equal(t, "vol-9", get(t, e, "/evs/v2/p/cloudsnapshots/snap-1").Get("snapshot.volume_id").String())
	e.Clock().Advance(time.Second)
	require.Equal(t, "in-use", get(t, e, "/evs/v2/p/cloudvolumes/vol-9").Get("volume.status").String(), "the status before the job")
	require.Equal(t, "error_deleting", get(t, e, "/evs/v3/q/volumes/vol-8").Get("volume.status").String())
}
