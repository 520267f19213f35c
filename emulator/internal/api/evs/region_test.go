package evs_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each disk type names its zones under a key that terraform-provider-opentelekomcloud reads without a check (evs_04_3035).
func TestVolumeTypes(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for _, version := range []string{"v2", "v3"} {
		types := ask(t, b, 200, "GET", "/"+version+"/"+project+"/types", "").Get("volume_types").Array()
		require.NotEmpty(t, types)
		for _, kind := range types {
			require.Equal(t, "eu-de-01,eu-de-02,eu-de-03", kind.Get(`extra_specs.RESKEY\:availability_zones`).String())
			one := ask(t, b, 200, "GET", "/"+version+"/"+project+"/types/"+kind.Get("id").String(), "")
			require.JSONEq(t, kind.Raw, one.Get("volume_type").Raw)
		}
	}
	require.Equal(t, "SATA", ask(t, b, 200, "GET", "/v3/p/types/default", "").Get("volume_type.name").String())
	require.EqualValues(t, 404, ask(t, b, 404, "GET", "/v3/p/types/SSD", "").Get("itemNotFound.code").Int())
}

// The query of one version is a list of one, with and without a slash at the end (evs_04_0021).
func TestVersion(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for path, id := range map[string]string{"/v1": "v1.0", "/v2": "v2.0", "/v3": "v3.0", "/v2/": "v2.0", "/v3/": "v3.0"} {
		res := b.Ask("GET", path, "", "X-Auth-Token:")
		require.Equal(t, http.StatusOK, res.StatusCode, path)
		require.Contains(t, read(t, res), `"id":"`+id+`"`)
		one := ask(t, b, 200, "GET", path, "").Get("versions").Array()
		require.Len(t, one, 1)
		require.Equal(t, "http://example.com/v"+id[1:2], one[0].Get("links.1.href").String())
	}
	require.Equal(t, http.StatusNotFound, b.Ask("GET", "/v4", "").StatusCode)
}

// Zones, quotas and limits follow the project's disks (evs_04_2081, evs_04_2073, evs_04_3046).
func TestQuotas(t *testing.T) {
	t.Parallel()
	b := serve(t)
	create(t, b, `{"volume":{"volume_type":"SSD","size":30,"availability_zone":"eu-de-01"}}`)
	zones := ask(t, b, 200, "GET", "/v2/"+project+"/os-availability-zone", "").Get("availabilityZoneInfo")
	require.JSONEq(t, `{"zoneName":"eu-de-01","zoneState":{"available":true}}`, zones.Get("0").Raw)
	quotas := "/v3/" + project + "/os-quota-sets/" + project
	set := ask(t, b, 200, "GET", quotas+"?usage=True", "").Get("quota_set")
	require.Equal(t, project, set.Get("id").String())
	require.JSONEq(t, `{"reserved":0,"allocated":0,"limit":-1,"in_use":30}`, set.Get("gigabytes_SSD").Raw)
	require.EqualValues(t, 1, set.Get("volumes.in_use").Int())
	require.EqualValues(t, -1, ask(t, b, 200, "GET", quotas, "").Get("quota_set.volumes").Int())
	limits := ask(t, b, 200, "GET", "/v3/"+project+"/limits", "").Get("limits.absolute")
	require.EqualValues(t, 30, limits.Get("totalGigabytesUsed").Int())
	require.JSONEq(t, `{"total_size":30,"total_count":1,"metadata":{}}`, ask(t, b, 200, "GET", volumes+"/summary", "").Get("volume-summary").Raw)
	require.JSONEq(t, `{"extensions":[]}`, ask(t, b, 200, "GET", "/v3/"+project+"/extensions", "").Raw)
}

// The status of an extension is 202 under v2.1 and 200 else (evs_04_2004, evs_04_2014).
func TestExtendStatus(t *testing.T) {
	t.Parallel()
	for version, status := range map[string]int{"v2": 200, "v2.1": 202, "v3": 200} {
		b := serve(t)
		path := "/" + version + "/" + project + "/cloudvolumes/" + create(t, b, plain) + "/action"
		require.NotEmpty(t, ask(t, b, status, "POST", path, `{"os-extend":{"new_size":20}}`).Get("job_id").String(), version)
	}
}

// A prepaid creation has an order, and a region may leave out the disks.
func TestPrepaid(t *testing.T) {
	t.Parallel()
	prepaid := `{"volume":{"volume_type":"SSD","size":10,"availability_zone":"eu-de-01"},"bssParam":{"chargingMode":"prePaid","periodType":"month","periodNum":1}}`
	made := ask(t, serve(t), 200, "POST", clouds, prepaid)
	require.Regexp(t, `^CS[0-9A-F]{15}$`, made.Get("order_id").String())
	require.Len(t, made.Get("volume_ids").Array(), 1)
	made = ask(t, serve(t), 200, "POST", clouds, `{"volume":{"volume_type":"SSD","size":10,"availability_zone":"eu-de-01"},"bssParam":{"chargingMode":"postPaid"}}`)
	require.False(t, made.Get("order_id").Exists())
	made = ask(t, serve(t, "evs.volume-ids=omit"), 200, "POST", clouds, prepaid)
	require.False(t, made.Get("volume_ids").Exists())
	require.NotEmpty(t, made.Get("job_id").String())
}

// A system disk may have 1 GiB, a data disk 10; a name that is to get a suffix may have 250 bytes (evs_04_2013).
func TestCreateLimits(t *testing.T) {
	t.Parallel()
	b := serve(t)
	volume := func(more string) string {
		return `{"volume":{"volume_type":"SSD","availability_zone":"eu-de-01",` + more + `}}`
	}
	long := make([]byte, 250)
	for i := range long {
		long[i] = 'n'
	}
	ask(t, b, 200, "POST", clouds, volume(`"size":1,"imageRef":"i"`))
	ask(t, b, 200, "POST", clouds, volume(`"size":10,"count":2,"name":"`+string(long)+`"`))
	ask(t, b, 200, "POST", clouds, volume(`"size":10,"name":"`+string(long)+`nnnnn"`))
	for more, code := range map[string]string{
		`"size":1`:                   "EVS.1010",
		`"size":0,"imageRef":"i"`:    "EVS.1010",
		`"size":1025,"imageRef":"i"`: "EVS.1010",
		`"size":10,"count":2,"name":"` + string(long) + `n"`: "EVS.1003",
		`"size":10,"tags":{"a b":"c"}`:                       "EVS.1062",
		`"size":10,"tags":{"a":"*"}`:                         "EVS.1062",
		`"size":10,"tags":{"1":"","2":"","3":"","4":"","5":"","6":"","7":"","8":"","9":"","10":"","11":""}`: "EVS.1061",
	} {
		require.Equal(t, code, ask(t, b, 400, "POST", clouds, volume(more)).Get("error.code").String(), more)
	}
}
