package evs_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// plain is the smallest body that a client sends.
const plain = `{"volume":{"availability_zone":"eu-de-01","name":"n","size":10,"volume_type":"SATA"}}`

// A creation is a job whose entities are the disk, in each version of the path and under both profiles.
func TestCreate(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v2", "v2.1", "v3"} {
		for _, profile := range []string{"documented", "observed"} {
			b := serve(t, profile)
			made := ask(t, b, http.StatusOK, "POST", "/"+version+"/"+project+"/cloudvolumes", plain)
			id, disk := made.Get("job_id").String(), made.Get("volume_ids.0").String()
			require.Regexp(t, `^[0-9a-f]{32}$`, id)
			require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$`, disk)
			require.Equal(t, "INIT", gjson.Get(poll(t, b, id), "status").String())
			require.Equal(t, "creating", ask(t, b, 200, "GET", clouds+"/"+disk, "").Get("volume.status").String())
			b.Clock.Advance(time.Second)
			require.Equal(t, disk, gjson.Get(poll(t, b, id), "entities.volume_id").String())
			b.Clock.Advance(4 * time.Second)
			done := gjson.Parse(poll(t, b, id))
			require.Equal(t, "SUCCESS", done.Get("status").String())
			require.JSONEq(t, `{"name":"n","size":10,"volume_id":"`+disk+`","volume_type":"SATA"}`, done.Get("entities").Raw)
			require.Equal(t, "available", ask(t, b, 200, "GET", clouds+"/"+disk, "").Get("volume.status").String())
		}
	}
}

// A disk shows what its creation named.
func TestCreatedVolume(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, `{"volume":{"backup_id":null,"count":1,"availability_zone":"az-dc-1","description":"test_volume_1",
		"size":"120.9","name":"test_volume_1","volume_type":"SSD","imageRef":"img","multiattach":true,
		"tags":{"key2":"value2","key1":"value1"},
		"metadata":{"__system__encrypted":"1","__system__cmkid":"37b0d52e-c249-40d6-83cb-2b93f22445bd"}}}`)
	require.JSONEq(t, `{"volume":{"id":"`+id+`","name":"test_volume_1","status":"available","attachments":[],
		"links":[{"href":"http://example.com/v3/`+project+`/volumes/`+id+`","rel":"self"},
			{"href":"http://example.com/`+project+`/volumes/`+id+`","rel":"bookmark"}],
		"availability_zone":"az-dc-1","source_volid":null,"snapshot_id":null,"description":"test_volume_1",
		"os-vol-tenant-attr:tenant_id":"`+project+`","volume_image_metadata":{"image_id":"img"},
		"created_at":"2026-01-02T12:00:00.000000","updated_at":"2026-01-02T12:00:05.000000","volume_type":"SSD","size":120,
		"bootable":"true","os-vol-host-attr:host":"az-dc-1#SSD","os-vol-mig-status-attr:migstat":null,
		"os-vol-mig-status-attr:name_id":null,"os-volume-replication:extended_status":null,
		"replication_status":"disabled","consistencygroup_id":null,"encrypted":true,"multiattach":true,"shareable":"true",
		"metadata":{"__system__encrypted":"1","__system__cmkid":"37b0d52e-c249-40d6-83cb-2b93f22445bd"},
		"user_id":"fd03ee73295e45478d88e15263d2ee4e","service_type":"EVS",
		"wwn":"68886030`+strings.ReplaceAll(id, "-", "")[:24]+`","tags":{"key1":"value1","key2":"value2"}}}`,
		ask(t, b, 200, "GET", vendors+"/"+id, "").Raw)
	require.Equal(t, `{"tags":[{"key":"key1","value":"value1"},{"key":"key2","value":"value2"}]}`,
		ask(t, b, 200, "GET", vendors+"/"+id+"/tags", "").Raw)
}

// Several disks are a parent with a sub-job for each; the names of the disks have a suffix.
func TestCreateMany(t *testing.T) {
	t.Parallel()
	b := serve(t)
	made := ask(t, b, 200, "POST", clouds,
		`{"volume":{"availability_zone":"eu-de-01","name":"n","size":10,"volume_type":"SATA","count":3}}`)
	id := made.Get("job_id").String()
	require.Len(t, made.Get("volume_ids").Array(), 3)
	first := gjson.Parse(poll(t, b, id))
	require.Equal(t, "batchCreateVolume", first.Get("job_type").String())
	require.Equal(t, "INIT", first.Get("status").String())
	b.Clock.Advance(3 * time.Second)
	running := gjson.Parse(poll(t, b, id))
	require.Equal(t, "RUNNING", running.Get("status").String())
	require.Equal(t, `["createVolume","createVolume","createVolume"]`, running.Get("entities.sub_jobs.#.job_type").Raw)
	require.Equal(t, made.Get("volume_ids").Raw, running.Get("entities.sub_jobs.#.entities.volume_id").Raw)

	second := running.Get("entities.sub_jobs.1.job_id").String()
	require.Equal(t, second, gjson.Get(poll(t, b, second), "job_id").String())
	fail(t, b, second)
	b.Clock.Advance(time.Minute)
	require.Equal(t, "FAIL", gjson.Get(poll(t, b, id), "status").String())
	list := ask(t, b, 200, "GET", clouds+"/detail?sort_key=name&sort_dir=asc", "")
	require.Equal(t, `["n-0001","n-0002","n-0003"]`, list.Get("volumes.#.name").Raw)
	require.Equal(t, `["available","error","available"]`, list.Get("volumes.#.status").Raw)
}

// A disk whose job failed while it ran is in error; one whose job failed before never existed.
func TestFailedCreation(t *testing.T) {
	t.Parallel()
	b := serve(t)
	made := ask(t, b, 200, "POST", clouds, plain)
	b.Clock.Advance(2 * time.Second)
	fail(t, b, made.Get("job_id").String())
	path := clouds + "/" + made.Get("volume_ids.0").String()
	require.Equal(t, "error", ask(t, b, 200, "GET", path, "").Get("volume.status").String())
	ask(t, b, 200, "DELETE", path, "")

	made = ask(t, b, 200, "POST", clouds, plain)
	fail(t, b, made.Get("job_id").String())
	ask(t, b, 404, "GET", clouds+"/"+made.Get("volume_ids.0").String(), "")
}

// A zone with a region's name is rejected, or fails before the disk exists, or is accepted.
func TestBadZone(t *testing.T) {
	t.Parallel()
	body := strings.Replace(plain, "eu-de-01", "cn-north-1", 1)
	rejected := ask(t, serve(t), 400, "POST", clouds, body)
	require.Equal(t, "EVS.2053", rejected.Get("error.code").String())
	rejected = ask(t, serve(t), 400, "POST", volumes, body)
	require.Equal(t, `{"badRequest":{"message":"Invalid input received: Availability zone 'cn-north-1' is invalid","code":400}}`,
		rejected.Raw)

	b := serve(t, "observed")
	made := ask(t, b, 200, "POST", clouds, body)
	b.Clock.Advance(time.Minute)
	got := gjson.Parse(poll(t, b, made.Get("job_id").String()))
	require.Equal(t, "EVS.5400", got.Get("error_code").String())
	require.Equal(t, "EbsCreateVolumeTask-fail:badRequest: Invalid input received: Availability zone 'cn-north-1' is invalid",
		got.Get("fail_reason").String())
	require.Equal(t, `{}`, got.Get("entities").Raw)
	ask(t, b, 404, "GET", vendors+"/"+made.Get("volume_ids.0").String(), "")

	create(t, serve(t, "evs.bad-zone=accept"), body)
	for _, zone := range []string{"eu-de-02", "eu-nl-03", "az-dc-1", "cn-north-4a", "AZ1"} {
		create(t, serve(t), strings.Replace(plain, "eu-de-01", zone, 1))
	}
}

// Invalid creations and their errors.
func TestCreateRefusals(t *testing.T) {
	t.Parallel()
	with := func(members string) string {
		return `{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD",` + members + `}}`
	}
	long := strings.Repeat("a", 256)
	tests := []struct{ name, body, code string }{
		{"empty", "", "EVS.1008"},
		{"null", "null", "EVS.1008"},
		{"nothing in it", "{}", "EVS.1008"},
		{"null in it", `{"volume":null}`, "EVS.1008"},
		{"the wrong case", `{"Volume":{"size":10}}`, "EVS.1008"},
		{"broken", `{"volume":{`, "EVS.1052"},
		{"no object", `[1]`, "EVS.1052"},
		{"a text", `"volume"`, "EVS.1052"},
		{"two values", `{} {}`, "EVS.1052"},
		{"no UTF-8", "{\"volume\":{\"name\":\"\xff\"}}", "EVS.1052"},
		{"deep", `{"volume":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, "EVS.1052"},
		{"a volume of the wrong type", `{"volume":7}`, "EVS.1018"},
		{"a name of the wrong type", with(`"name":7`), "EVS.1018"},
		{"tags of the wrong type", with(`"tags":{"a":1}`), "EVS.1018"},
		{"a size of the wrong type", with(`"size":true`), "EVS.1018"},
		{"a name too long", with(`"name":"` + long + `"`), "EVS.1003"},
		{"a description too long", with(`"description":"` + long + `"`), "EVS.1004"},
		{"no size", `{"volume":{"availability_zone":"eu-de-01","volume_type":"SSD"}}`, "EVS.1010"},
		{"too small", with(`"size":9`), "EVS.1010"},
		{"too large", with(`"size":32769`), "EVS.1010"},
		{"too large for a system", with(`"size":1025,"imageRef":"i"`), "EVS.1010"},
		{"the last of two sizes", with(`"size":9,"size":10,"size":1`), "EVS.1010"},
		{"the last of two volumes", `{"volume":{"size":10},"volume":{"name":"n"}}`, "EVS.1010"},
		{"unknown type", with(`"volume_type":"TAPE"`), "EVS.1020"},
		{"no disks", with(`"count":0`), "EVS.1021"},
		{"too many disks", with(`"count":101`), "EVS.1021"},
		{"no zone", `{"volume":{"size":10,"volume_type":"SSD"}}`, "EVS.1036"},
		{"empty zone", with(`"availability_zone":""`), "EVS.1036"},
		{"two sources", with(`"imageRef":"i","snapshot_id":"s"`), "EVS.1016"},
		{"many from a backup", with(`"backup_id":"b","count":2`), "EVS.1051"},
		{"encryption without a key", with(`"metadata":{"__system__encrypted":"1"}`), "EVS.2041"},
		{"a bad passthrough", with(`"metadata":{"hw:passthrough":"maybe"}`), "EVS.1057"},
		{"a bad clone", with(`"metadata":{"full_clone":"7"}`), "EVS.1063"},
		{"a nameless tag", with(`"tags":{"":"v"}`), "EVS.1062"},
		{"too many tags", with(`"tags":{` + tags(21) + `}`), "EVS.1061"},
	}
	b := serve(t)
	for _, tt := range tests {
		rejected := ask(t, b, http.StatusBadRequest, "POST", clouds, tt.body)
		require.Equal(t, tt.code, rejected.Get("error.code").String(), tt.name)
		require.NotEmpty(t, rejected.Get("error.message").String(), tt.name)
	}
	require.Equal(t, int64(0), ask(t, b, 200, "GET", clouds+"/detail", "").Get("count").Int(), "a rejected call creates nothing")
}

func tags(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"k` + string(rune('a'+i)) + `":"v"`)
	}
	return b.String()
}

// The gateway rejects a body over the limit.
func TestLargeBody(t *testing.T) {
	t.Parallel()
	body := `{"volume":{"name":"` + strings.Repeat("a", 1<<20) + `"}}`
	for _, path := range []string{clouds, volumes} {
		rejected := ask(t, serve(t), http.StatusRequestEntityTooLarge, "POST", path, body)
		require.Equal(t, "APIGW.0201", rejected.Get("error_code").String())
	}
}

// A disk from a backup needs no size: it has the backup's.
func TestFromBackup(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, `{"volume":{"availability_zone":"eu-de-01","volume_type":"SSD","backup_id":"b"}}`)
	require.Equal(t, int64(10), ask(t, b, 200, "GET", clouds+"/"+id, "").Get("volume.size").Int())
}

// Equal requests to equal worlds get equal responses, IDs included.
func TestSameSeedSameNames(t *testing.T) {
	t.Parallel()
	first, second := serve(t), serve(t)
	for range 3 {
		require.Equal(t, ask(t, first, 200, "POST", clouds, plain).Raw, ask(t, second, 200, "POST", clouds, plain).Raw)
	}
}

// Any creation gets an envelope and no server error.
func FuzzCreate(f *testing.F) {
	for _, body := range []string{
		plain, "", "null", `{"volume":{}}`, `{"volume":{"size":1e400}}`, `{"volume":{"count":-1,"size":"x"}}`,
		`{"volume":{"count":100,"size":10,"volume_type":"SSD","availability_zone":"az","name":"n"}}`, "\xff", `[[[[`,
		`{"volume":{"metadata":null,"tags":{"a":null},"multiattach":"TRUE","size":10.5}}`,
	} {
		f.Add(body, true)
		f.Add(body, false)
	}
	f.Fuzz(func(t *testing.T, body string, own bool) {
		path := volumes
		if own {
			path = clouds
		}
		enveloped(t, serve(t), "POST", path, body)
	})
}
