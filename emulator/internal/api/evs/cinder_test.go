package evs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// OpenStack's calls return no job, but the disk has the same statuses.
func TestCinder(t *testing.T) {
	t.Parallel()
	b := serve(t)
	made := ask(t, b, 202, "POST", volumes, `{"volume":{"size":10}}`)
	require.Equal(t, "creating", made.Get("volume.status").String())
	require.Equal(t, "eu-de-01", made.Get("volume.availability_zone").String())
	path := volumes + "/" + made.Get("volume.id").String()
	b.Clock.Advance(time.Minute)
	require.Equal(t, "available", ask(t, b, 200, "GET", path, "").Get("volume.status").String())

	require.Empty(t, ask(t, b, 202, "POST", path+"/action", `{"os-extend":{"new_size":20}}`).Raw)
	require.Equal(t, "extending", ask(t, b, 200, "GET", path, "").Get("volume.status").String())
	b.Clock.Advance(time.Minute)
	require.Equal(t, int64(20), ask(t, b, 200, "GET", path, "").Get("volume.size").Int())

	require.Empty(t, ask(t, b, 202, "DELETE", path+"?cascade=true", "").Raw)
	require.Equal(t, "deleting", ask(t, b, 200, "GET", path, "").Get("volume.status").String())
	b.Clock.Advance(time.Minute)
	ask(t, b, 404, "GET", path, "")
}

// Their errors are named after their kind and have a numeric code.
func TestCinderFaults(t *testing.T) {
	t.Parallel()
	b := serve(t)
	id := create(t, b, plain)
	tests := []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/none", "", 404, `{"itemNotFound":{"message":"Volume none could not be found.","code":404}}`},
		{"DELETE", "/none", "", 404, `{"itemNotFound":{"message":"Volume none could not be found.","code":404}}`},
		{"PUT", "/none", `{"volume":{"name":"n"}}`, 404, `{"itemNotFound":{"message":"Volume none could not be found.","code":404}}`},
		{"POST", "", ``, 400, `{"badRequest":{"message":"Missing required element 'volume' in request body.","code":400}}`},
		{"POST", "", `{`, 400, `{"badRequest":{"message":"Malformed request body","code":400}}`},
		{"POST", "", `{"volume":{"size":1}}`, 400, `{"badRequest":{"message":"invalid volume size!","code":400}}`},
		{"POST", "/" + id + "/action", `{"os-dance":{}}`, 400, `{"badRequest":{"message":"There is no such action","code":400}}`},
		{
			"POST", "/" + id + "/action", `{"os-extend":{"new_size":5}}`, 400,
			`{"badRequest":{"message":"Invalid input received: New size for extend must be greater than current size. ` +
				`(current: 10, extended: 5).","code":400}}`,
		},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, ask(t, b, tt.status, tt.method, volumes+tt.path, tt.body).Raw)
	}
	ask(t, b, 202, "DELETE", volumes+"/"+id, "")
	rejected := ask(t, b, 400, "DELETE", volumes+"/"+id, "").Get("badRequest.message").String()
	require.True(t, strings.HasPrefix(rejected, "Invalid volume: Volume status must be available or error"), rejected)
	rejected = ask(t, b, 400, "POST", volumes+"/"+id+"/action", `{"os-extend":{"new_size":50}}`).Get("badRequest.message").String()
	require.Equal(t, "Invalid volume: Volume status must be available or in-use to extend, currently deleting.", rejected)
}

// The root lists the versions, without a token.
func TestVersions(t *testing.T) {
	t.Parallel()
	b := serve(t)
	r := b.Ask("GET", "/", "", "X-Auth-Token:")
	require.Equal(t, 300, r.StatusCode)
	body := read(t, r)
	require.Contains(t, body, `"id":"v3.0","updated":"2016-02-08T12:20:21Z","version":"3.0","status":"CURRENT"`)
	require.Contains(t, body, `"href":"http://example.com/v1"`)
}

// The gateway responds to a path without a route.
func TestUnpublished(t *testing.T) {
	t.Parallel()
	b := serve(t)
	tests := []struct {
		method, path string
		status       int
	}{
		{"GET", "/v4/" + project + "/cloudvolumes/detail", 404},
		{"GET", "/v2/" + project + "/cloudvolumess", 404},
		{"GET", "/v2/" + project + "/cloudvolumes/", 404},
		{"GET", "/v2//cloudvolumes/detail", 404},
		{"PATCH", clouds, 405},
		{"DELETE", clouds, 405},
		{"GET", clouds + "/x/action", 405},
		{"POST", "/", 405},
	}
	for _, tt := range tests {
		got := ask(t, b, tt.status, tt.method, tt.path, "")
		require.Equal(t, "APIGW.0101", got.Get("error_code").String(), tt.path)
	}
}
