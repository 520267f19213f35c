package evs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// Tags are added, replaced and removed at once, under both of EVS's own paths (evs_04_2027, evs_04_2029, evs_04_2031).
func TestTags(t *testing.T) {
	t.Parallel()
	for _, path := range []string{clouds, vendors} {
		b := serve(t)
		one := path + "/" + create(t, b, `{"volume":{"volume_type":"SSD","size":10,"availability_zone":"eu-de-01","tags":{"a":"1"}}}`)
		require.Empty(t, ask(t, b, 204, "POST", one+"/tags/action",
			`{"action":"create","tags":[{"key":"a","value":"2"},{"key":"b","value":""}]}`).Raw)
		require.JSONEq(t, `{"tags":[{"key":"a","value":"2"},{"key":"b","value":""}]}`, ask(t, b, 200, "GET", one+"/tags", "").Raw)
		require.JSONEq(t, `{"a":"2","b":""}`, ask(t, b, 200, "GET", one, "").Get("volume.tags").Raw)
		require.JSONEq(t, `{"tags":{"a":["2"],"b":[""]}}`, ask(t, b, 200, "GET", path+"/tags", "").Raw)
		ask(t, b, 204, "POST", one+"/tags/action", `{"action":"delete","tags":[{"key":"a"},{"key":"none"}]}`)
		require.JSONEq(t, `{"tags":[{"key":"b","value":""}]}`, ask(t, b, 200, "GET", one+"/tags", "").Raw)
		require.Equal(t, "EVS.5404", ask(t, b, 404, "GET", path+"/never/tags", "").Get("error.code").String())
	}
}

// At most 10 tags, keys of 36 and values of 43 characters: letters, digits, "-" and "_" (evs_04_2013, evs_04_2027).
func TestTagLimits(t *testing.T) {
	t.Parallel()
	b := serve(t)
	one := clouds + "/" + create(t, b, plain)
	for i := range 10 {
		ask(t, b, 204, "POST", one+"/tags/action", fmt.Sprintf(`{"action":"create","tags":[{"key":"k%d","value":"v"}]}`, i))
	}
	long := strings.Repeat("x", 44)
	for body, code := range map[string]string{
		`{"action":"create","tags":[{"key":"k10","value":"v"}]}`:           "EVS.1061",
		`{"action":"create","tags":[{"key":"` + long[:37] + `"}]}`:         "EVS.1061",
		`{"action":"create","tags":[{"key":"","value":"v"}]}`:              "EVS.1061",
		`{"action":"create","tags":[{"key":"k1","value":"` + long + `"}]}`: "EVS.1062",
		`{"action":"create","tags":[{"key":"k1","value":"a b"}]}`:          "EVS.1062",
		`{"action":"create","tags":[{"key":"k1","value":"a=b"}]}`:          "EVS.1062",
		`{"action":"replace","tags":[{"key":"k1","value":"v"}]}`:           "EVS.1062",
		`{"action":"create","tags":[]}`:                                    "EVS.1062",
		`{"action":"create"`:                                               "EVS.1052",
	} {
		require.Equal(t, code, ask(t, b, 400, "POST", one+"/tags/action", body).Get("error.code").String(), body)
	}
	ask(t, b, 204, "POST", one+"/tags/action", `{"action":"delete","tags":[{"key":"k0"}]}`)
	require.Equal(t, "EVS.1062", ask(t, b, 400, "POST", one+"/tags/action",
		`{"action":"create","tags":[{"key":"`+long[:37]+`"}]}`).Get("error.code").String())
	ask(t, b, 204, "POST", one+"/tags/action", `{"action":"create","tags":[{"key":"`+long[:36]+`","value":"`+long[:43]+`"}]}`)
}

// Disks are found by their tags: those that have each key with one of its values.
func TestListByTags(t *testing.T) {
	t.Parallel()
	b := serve(t)
	const body = `{"volume":{"name":"%s","volume_type":"SSD","size":10,"availability_zone":"eu-de-01","tags":{"team":"%s"}}}`
	x := create(t, b, fmt.Sprintf(body, "x", "red"))
	create(t, b, fmt.Sprintf(body, "y", "blue"))
	query := clouds + "/resource_instances/action"
	found := ask(t, b, 200, "POST", query, `{"action":"filter","tags":[{"key":"team","values":["red","green"]}]}`)
	require.EqualValues(t, 1, found.Get("total_count").Int())
	require.Equal(t, x, found.Get("resources.0.resource_id").String())
	require.JSONEq(t, `[{"key":"team","value":"red"}]`, found.Get("resources.0.tags").Raw)
	require.Equal(t, "x", found.Get("resources.0.resource_detail.name").String())
	require.Equal(t, "false", found.Get("resources.0.resource_detail.shareable").Raw, "a boolean here, a string elsewhere")
	require.JSONEq(t, `{"total_count":2}`, ask(t, b, 200, "POST", query, `{"action":"count","tags":[{"key":"team","values":[]}]}`).Raw)
	require.EqualValues(t, 1, ask(t, b, 200, "POST", query, `{"action":"count","matches":[{"key":"resource_name","value":"y"}]}`).Get("total_count").Int())
	page := ask(t, b, 200, "POST", query, `{"action":"filter","limit":1,"offset":1}`)
	require.Len(t, page.Get("resources").Array(), 1)
	require.Equal(t, "EVS.1070", ask(t, b, 400, "POST", query, `{"action":"find"}`).Get("error.code").String())
}

// The deprecated calls have the tags of a disk as a mapping; gophertelekomcloud uses them.
func TestVendorTags(t *testing.T) {
	t.Parallel()
	b := serve(t)
	one := "/v2/" + project + "/os-vendor-tags/volumes/" + create(t, b, plain)
	require.JSONEq(t, `{"tags":{}}`, ask(t, b, 200, "GET", one, "").Raw)
	require.JSONEq(t, `{"tags":{"a":"1"}}`, ask(t, b, 200, "PUT", one, `{"tags":{"a":"1"}}`).Raw)
	require.JSONEq(t, `{"tags":{"a":"1","b":"2"}}`, ask(t, b, 200, "POST", one, `{"tags":{"b":"2"}}`).Raw)
	require.JSONEq(t, `{"tags":{}}`, ask(t, b, 200, "PUT", one, `{"tags":{}}`).Raw)
}

// A literal segment is never taken for a disk's ID, and a path of the reference that is not served says so.
func TestLiteralPaths(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for _, path := range []string{clouds, vendors} {
		require.JSONEq(t, `{"tags":{}}`, ask(t, b, 200, "GET", path+"/tags", "").Raw)
		res := b.Ask("POST", path+"/unsubscribe", `{"volume_ids":[]}`)
		require.Equal(t, http.StatusNotFound, res.StatusCode)
		require.Equal(t, "APIGW.0101", gjson.Get(read(t, res), "error_code").String())
		require.Equal(t, "jobsim does not serve POST "+path+"/unsubscribe: prepaid disks cannot be deleted", res.Header.Get("X-Jobsim-Hint"))
	}
	require.EqualValues(t, 0, ask(t, b, 200, "GET", volumes+"/summary", "").Get("volume-summary.total_count").Int())
}
