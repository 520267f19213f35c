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
		`{"method":"CreateSnapshot","params":{"volumeID":5,"retention":"99999:-1:70000","expirationTime":{}},"id":1}`,
		`{"method":"CreateGroupSnapshot","params":{"volumes":[5,"5",5.0],"name":null},"id":1}`,
		`{"method":"RollbackToSnapshot","params":{"volumeID":5,"snapshotID":9223372036854775807,"saveCurrentState":"TRUE"},"id":1}`,
		`{"method":"CreateVolumeAccessGroup","params":{"name":"g","initiators":["iqn.1","1",1],"volumes":[5]},"id":1}`,
		`{"method":"CreateInitiators","params":{"initiators":[{"name":"i","requireChap":true,"volumeAccessGroupID":null},{}]},"id":1}`,
		`{"method":"DeleteVolumes","params":{"accountIDs":[],"volumeIDs":[-1]},"id":1}`,
		`{"method":"CreateQoSPolicy","params":{"name":"p","qos":{"minIOPS":-9223372036854775808}},"id":1}`,
		`{"method":"ListVolumeStats","params":{"volumeIDs":[0,-5,2147483649]},"id":1}`,
		`{"method":"EnableMaintenanceMode","params":{"nodes":["1"],"timeout":"::","forceWithUnresolvedFaults":"False"},"id":1}`,
		`{"method":"StartBulkVolumeRead","params":{"volumeID":5,"format":"native","script":"s","scriptParameters":{"write":{"key":"k"},"read":[]}},"id":1}`,
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
