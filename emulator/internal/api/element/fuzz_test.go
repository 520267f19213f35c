package element_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/job"
)

// The response to any body is one JSON object with an id and either a result or an error of three members.
func FuzzBody(f *testing.F) {
	for _, body := range []string{
		"", "{", "null", "[]", `{"method":"GetAPI"}`, `{"method":"GetAsyncResult","params":{"asyncHandle":"7"},"id":1}`,
		`{"method":"UpdateBulkVolumeStatus","params":{"key":"k","status":"running","percentComplete":"1e3","attributes":{"a":[{}]}},"id":"x"}`,
		`{"method":"CloneVolume","params":{"volumeID":5,"name":"n","newSize":9223372036854775807},"id":1e999}`,
		`{"method":"CloneMultipleVolumes","params":{"volumes":[{"volumeID":5},{}]},"id":-0}`,
		`{"method":"StartBulkVolumeRead","params":{"volumeID":5,"format":"native"},"id":null}`,
		`{"method":"CreateVolume","params":{"name":"n","accountID":1,"totalSize":1,"qos":{"minIOPS":"1"}},"id":[]}`,
		`{"method":"ListVolumes","params":{"limit":-1,"volumeIDs":[1,"2",3.0]},"id":"\ud800"}`,
		`{"id":1,"method":"\u0000.","params":{"\ud800":"\udfff"}}`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		b := serve(t, []string{"observed"}, spec(t, "7", "BulkVolume", job.Fields{"key": "k"}, step(t, "running", job.Exit{}, nil)))
		r := b.Ask(http.MethodPost, path, body, admin)
		require.Equal(t, http.StatusOK, r.StatusCode)
		envelope(t, text(t, r))
	})
}

// The same for a query string.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{
		"", "method", "method=GetAPI", "method=GetAsyncResult&asyncHandle=7&keepResult=true", "method=GetAPI&a=[1&b={}&c=%ff&%ff=1",
		"method=ListAsyncResults&asyncResultTypes=[%22Clone%22]", "%zz=1&method=GetAPI", "method=AddAccount&username=12",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if strings.ContainsAny(query, " #\r\n\x00\x7f") || strings.ContainsFunc(query, func(r rune) bool { return r < ' ' }) {
			return // no request line can carry it
		}
		b := serve(t, nil, short(t))
		r := b.Ask(http.MethodGet, path+"?"+query, "", admin)
		require.Equal(t, http.StatusOK, r.StatusCode)
		envelope(t, text(t, r))
	})
}

// envelope requires Element's envelope.
func envelope(t testing.TB, body string) {
	t.Helper()
	require.True(t, gjson.Valid(body), body)
	response := gjson.Parse(body)
	require.True(t, response.Get("id").Exists(), body)
	apiError := response.Get("error")
	require.NotEqual(t, apiError.Exists(), response.Get("result").IsObject(), body)
	if apiError.Exists() {
		require.Equal(t, int64(500), apiError.Get("code").Int(), body)
		require.Equal(t, gjson.String, apiError.Get("message").Type, body)
		require.Regexp(t, "^x[A-Za-z]+$", apiError.Get("name").Str, body)
		require.Equal(t, `["code","message","name"]`, apiError.Get("@keys").Raw, body)
	}
}
