package evs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

func status(t testing.TB, b *apitest.Bench, id string) string {
	t.Helper()
	return ask(t, b, 200, "GET", clouds+"/"+id, "").Get("volume.status").String()
}

// A disk has its new size when the job has succeeded, not before, and not if it fails.
func TestExtend(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, plain)
	path := clouds + "/" + id + "/action"
	began := ask(t, b, 200, "POST", path, `{"os-extend":{"new_size":200}}`)
	require.Equal(t, "extending", status(t, b, id))
	require.Equal(t, int64(10), ask(t, b, 200, "GET", clouds+"/"+id, "").Get("volume.size").Int())
	require.Equal(t, "EVS.1064", ask(t, b, 400, "POST", path, `{"os-extend":{"new_size":300}}`).Get("error.code").String())
	ask(t, b, 200, "PUT", clouds+"/"+id, `{"volume":{"name":"renamed meanwhile"}}`)
	b.Clock.Advance(time.Minute)
	done := gjson.Parse(poll(t, b, began.Get("job_id").String()))
	require.Equal(t, "extendVolume", done.Get("job_type").String())
	require.Equal(t, id, done.Get("entities.volume_id").String())
	require.Equal(t, int64(200), done.Get("entities.size").Int())
	got := ask(t, b, 200, "GET", clouds+"/"+id, "")
	require.Equal(t, int64(200), got.Get("volume.size").Int())
	require.Equal(t, "renamed meanwhile", got.Get("volume.name").String())
	require.Equal(t, "available", got.Get("volume.status").String())

	began = ask(t, b, 200, "POST", path, `{"os-extend":{"new_size":400},"bssParam":{"isAutoPay":"true"}}`)
	fail(t, b, began.Get("job_id").String())
	got = ask(t, b, 200, "GET", clouds+"/"+id, "")
	require.Equal(t, int64(200), got.Get("volume.size").Int())
	require.Equal(t, "error_extending", got.Get("volume.status").String())
}

// A disk is gone when the job has succeeded.
func TestDelete(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, plain)
	began := ask(t, b, 200, "DELETE", "/v3/"+project+"/cloudvolumes/"+id, "")
	require.Equal(t, "deleting", status(t, b, id))
	require.Equal(t, "EVS.1046", ask(t, b, 400, "DELETE", clouds+"/"+id, "").Get("error.code").String())
	b.Clock.Advance(time.Minute)
	require.Equal(t, id, gjson.Get(poll(t, b, began.Get("job_id").String()), "entities.volume_id").String())
	ask(t, b, 404, "GET", clouds+"/"+id, "")
	ask(t, b, 404, "DELETE", clouds+"/"+id, "")

	id = create(t, b, plain)
	began = ask(t, b, 200, "DELETE", clouds+"/"+id, "")
	fail(t, b, began.Get("job_id").String())
	require.Equal(t, "error_deleting", status(t, b, id))
}

// A type can only be changed to a faster one.
func TestRetype(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, plain)
	path := "/v2/" + project + "/volumes/" + id + "/retype"
	began := ask(t, b, 202, "POST", path, `{"os-retype":{"new_type":"SSD"}}`)
	require.Equal(t, "retyping", status(t, b, id))
	require.Equal(t, "EVS.1031", ask(t, b, 400, "POST", path, `{"os-retype":{"new_type":"ESSD"}}`).Get("error.code").String())
	b.Clock.Advance(time.Minute)
	require.Equal(t, "retypeVolume", gjson.Get(poll(t, b, began.Get("job_id").String()), "job_type").String())
	require.Equal(t, "SSD", ask(t, b, 200, "GET", clouds+"/"+id, "").Get("volume.volume_type").String())
	for body, code := range map[string]string{
		`{"os-retype":{"new_type":"SAS"}}`:  "EVS.2087",
		`{"os-retype":{"new_type":"SSD"}}`:  "EVS.2087",
		`{"os-retype":{"new_type":"TAPE"}}`: "EVS.1020",
		`{"os-retype":{"new_type":7}}`:      "EVS.1018",
		`{}`:                                "EVS.2108",
		`{`:                                 "EVS.1052",
	} {
		require.Equal(t, code, ask(t, b, 400, "POST", path, body).Get("error.code").String(), body)
	}
	ask(t, b, 404, "POST", strings.Replace(path, id, "none", 1), `{"os-retype":{"new_type":"ESSD"}}`)
}

// Invalid extensions.
func TestExtendRefusals(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, strings.Replace(plain, `"size":10`, `"size":20`, 1))
	for body, code := range map[string]string{
		``:                                      "EVS.1011",
		`{}`:                                    "EVS.1011",
		`{"os-extend":{}}`:                      "EVS.1010",
		`{"os-extend":{"new_size":32769}}`:      "EVS.1010",
		`{"os-extend":{"new_size":-1}}`:         "EVS.1010",
		`{"os-extend":{"new_size":20}}`:         "EVS.1015",
		`{"os-extend":{"new_size":19.9}}`:       "EVS.1015",
		`{"os-extend":{"new_size":[]}}`:         "EVS.1018",
		`{"os-extend":`:                         "EVS.1052",
		`{"os-extend":{"new_size":"Infinity"}}`: "EVS.1018",
	} {
		rejected := ask(t, b, 400, "POST", clouds+"/"+id+"/action", body)
		require.Equal(t, code, rejected.Get("error.code").String(), body)
	}
	unknown := ask(t, b, 404, "POST", clouds+"/none/action", `{"os-extend":{"new_size":30}}`)
	require.Equal(t, "EVS.5404", unknown.Get("error.code").String())
	require.Equal(t, "available", status(t, b, id))
}

// A disk that SDRS protects cannot be changed.
func TestGuardedDisk(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, plain)
	require.NoError(t, b.World.Do(func(tx *world.Tx) error {
		tx.Put(otc.Guarded(id), project, "", nil)
		return nil
	}))
	require.Equal(t, "EVS.2089", ask(t, b, 400, "DELETE", clouds+"/"+id, "").Get("error.code").String())
	rejected := ask(t, b, 400, "POST", clouds+"/"+id+"/action", `{"os-extend":{"new_size":30}}`)
	require.Equal(t, "EVS.2089", rejected.Get("error.code").String())
}

// A rename takes effect at once; EVS's own call returns the bare disk, OpenStack's wraps it.
func TestRename(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, plain)
	b.Clock.Advance(time.Hour)
	got := ask(t, b, 200, "PUT", clouds+"/"+id, `{"volume":{"name":"new"}}`)
	require.Equal(t, "new", got.Get("name").String())
	require.Equal(t, "2026-01-02T13:01:00.000000", got.Get("updated_at").String())
	got = ask(t, b, 200, "PUT", volumes+"/"+id, `{"volume":{"description":"of it"}}`)
	require.Equal(t, "new", got.Get("volume.name").String())
	require.Equal(t, "of it", got.Get("volume.description").String())
	long := strings.Repeat("a", 256)
	for body, code := range map[string]string{
		``:                                   "EVS.1001",
		`{}`:                                 "EVS.1001",
		`{"volume":{}}`:                      "EVS.1007",
		`{"volume":{"name":""}}`:             "EVS.1007",
		`{"volume":{"name":"` + long + `"}}`: "EVS.1003",
		`{"volume":{"description":"` + long + `"}}`: "EVS.1004",
	} {
		require.Equal(t, code, ask(t, b, 400, "PUT", clouds+"/"+id, body).Get("error.code").String(), body)
		require.Equal(t, int64(400), ask(t, b, 400, "PUT", volumes+"/"+id, body).Get("badRequest.code").Int(), body)
	}
	ask(t, b, 404, "PUT", clouds+"/none", `{"volume":{"name":"new"}}`)
}

// Another project's disk is not visible.
func TestForeignDisk(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, plain)
	ask(t, b, 404, "GET", "/v2/another/cloudvolumes/"+id, "")
	ask(t, b, 404, "DELETE", "/v2/another/cloudvolumes/"+id, "")
	require.Equal(t, `{"count":0,"volumes":[]}`, ask(t, b, 200, "GET", "/v2/another/cloudvolumes/detail", "").Raw)
}

// Any request for a change gets an envelope and no server error.
func FuzzChange(f *testing.F) {
	for _, path := range []string{"/action", "/retype", ""} {
		for _, body := range []string{
			`{"os-extend":{"new_size":1e99}}`, `{"os-retype":{"new_type":null}}`, `{"volume":{"name":null}}`, "", "\x00",
		} {
			f.Add(path, body)
		}
	}
	f.Fuzz(func(t *testing.T, path, body string) {
		b := serve(t)
		id := create(t, b, plain)
		for _, base := range []string{clouds, volumes, vendors} {
			for _, method := range []string{"POST", "PUT"} {
				enveloped(t, b, method, base+"/"+id+path, body)
			}
		}
	})
}
