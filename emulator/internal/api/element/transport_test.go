package element_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

const getAPI = `{"method":"GetAPI","id":1}`

// The response to a request that reaches no method is HTML.
func TestPages(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for _, c := range []struct {
		name, method, path, body, header string
		status                           int
		says                             string
	}{
		{"unknown version", "POST", "/json-rpc/99.9", getAPI, admin, 404, "404 Not Found"},
		{"unknown version in a query", "GET", "/json-rpc/0.9/?method=GetAPI", "", admin, 404, "404 Not Found"},
		{"deeper path", "POST", "/json-rpc/12.5/x", getAPI, admin, 404, "404 Not Found"},
		{"another path", "POST", "/json-rpcs", getAPI, admin, 404, "404 Not Found"},
		{"root", "GET", "/", "", admin, 404, "404 Not Found"},
		{"no credentials", "POST", path, getAPI, "X-Nothing: x", 401, "401 Unauthorized."},
		{"empty credentials", "POST", path, getAPI, "Authorization: Basic Og==", 401, "401 Unauthorized."},
		{"other credentials", "POST", path, getAPI, "Authorization: Bearer x", 401, "401 Unauthorized."},
		{"put", "PUT", path, getAPI, admin, 405, "405 Method Not Allowed"},
		{"delete", "DELETE", path, "", admin, 405, "405 Method Not Allowed"},
		{"too large", "POST", path, strings.Repeat(" ", 1<<20+1), admin, 413, "413 Request Entity Too Large"},
	} {
		r := b.Ask(c.method, c.path, c.body, c.header)
		require.Equal(t, c.status, r.StatusCode, c.name)
		require.Equal(t, "text/html", r.Header.Get("Content-Type"), c.name)
		require.Regexp(t, `^<html>.*`+c.says+`.*<p> .*</p></body></html>$`, text(t, r), c.name)
		require.Equal(t, c.status == 401, r.Header.Get("WWW-Authenticate") != "", c.name)
		require.Equal(t, c.status == 405, r.Header.Get("Allow") != "", c.name)
	}
}

// Every listed version is served, with and without a trailing slash, and so is no version.
func TestPaths(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	paths := []string{"/json-rpc", "/json-rpc/", "/element/json-rpc/12.5", "/element/json-rpc/12.5/"}
	for _, version := range call(t, b, "GetAPI", `null`).Get("supportedVersions").Array() {
		paths = append(paths, "/json-rpc/"+version.Str, "/json-rpc/"+version.Str+"/")
	}
	require.Greater(t, len(paths), 90)
	for _, p := range paths {
		require.Equal(t, http.StatusOK, b.Ask("POST", p, getAPI, admin).StatusCode, p)
	}
}

// Every content type is accepted, and none is required.
func TestContentTypes(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for _, kind := range []string{"", "application/json-rpc", "json-rpc", "application/json; charset=utf-8", "text/plain", "nonsense;;"} {
		r := b.Ask("POST", path, getAPI, admin, "Content-Type: "+kind)
		require.Equal(t, http.StatusOK, r.StatusCode, kind)
		require.Equal(t, "application/json", r.Header.Get("Content-Type"), kind)
	}
}

// The id is echoed as it was sent.
func TestIDs(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for sent, want := range map[string]string{
		`,"id":1`:                              `1`,
		`,"id":0`:                              `0`,
		`,"id":-7`:                             `-7`,
		`,"id":1.50`:                           `1.50`,
		`,"id":123456789012345678901234567890`: `123456789012345678901234567890`,
		`,"id":"puppet-123"`:                   `"puppet-123"`,
		`,"id":"<&>\u00e9"`:                    `"<&>\u00e9"`,
		`,"id":""`:                             `""`,
		`,"id":null`:                           `null`,
		``:                                     `null`,
		`,"id":1,"id":2`:                       `2`,
	} {
		body := `{"method":"GetAsyncResult","params":{"asyncHandle":1}` + sent + `}`
		require.Regexp(t, `^{"error":{"code":500,.*},"id":`, post(t, b, body))
		require.True(t, strings.HasSuffix(post(t, b, body), `,"id":`+want+`}`), post(t, b, body))
	}
}

// The error for a malformed request has the envelope.
func TestMalformed(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	const begin = `{"error":{"code":500,"message":"Malformed request: `
	const end = `","name":"xInvalidAPIParameter"},"id":`
	for body, want := range map[string]string{
		`{`:                          "the body is not JSON" + end + "null}",
		`{"method":"GetAPI"} x`:      "the body is not JSON" + end + "null}",
		"{\"method\":\"\xff\"}":      "the body is not JSON" + end + "null}",
		strings.Repeat("[", 100_000): "the body is not JSON" + end + "null}",
		`{"method":"GetAPI","params":` + strings.Repeat(`{"a":`, 70) + `1` + strings.Repeat(`}`, 70) + `}`: "the body is not JSON" + end + "null}",
		`[{"method":"GetAPI","id":1}]`: "want one JSON object" + end + "null}",
		`null`:                         "want one JSON object" + end + "null}",
		`"GetAPI"`:                     "want one JSON object" + end + "null}",
		`{"id":7}`:                     "no method" + end + "7}",
		`{"method":"","id":7}`:         "no method" + end + "7}",
		`{"method":5,"id":7}`:          "no method" + end + "7}",
		`{"Method":"GetAPI","id":7}`:   "no method" + end + "7}",
		`{"method":"GetAPI","params":[1],"id":7}`: "params is not an object" + end + "7}",
		`{"method":"GetAPI","params":"x","id":7}`: "params is not an object" + end + "7}",
		`{"method":"GetAPI","id":{"a":1}}`:        "id is neither a string nor an integer" + end + "null}",
		``:                                        "no method" + end + "null}",
		" \n":                                     "no method" + end + "null}",
	} {
		require.Equal(t, begin+want, post(t, b, body), body)
	}
	require.Equal(t, `{"error":{"code":500,"message":"Malformed request: no method","name":"xInvalidAPIParameter"},"id":null}`,
		text(t, b.Ask("GET", path, getAPI, admin)))
}

func TestUnknownMethods(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	for _, method := range []string{"Foo", "getasyncresult", "Foo.Bar", "Element.GetAPI", "x y", "ServeHTTP"} {
		require.Equal(t, `{"error":{"code":500,"message":"method=`+method+`","name":"xUnknownAPIMethod"},"id":1}`,
			post(t, b, `{"method":"`+method+`","id":1}`))
	}
}

// params may be absent or null; unknown members are ignored; of duplicate members the last counts.
func TestLooseRequests(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, spec(t, "7", "Clone", nil, step(t, "running", job.Exit{}, nil)))
	for _, body := range []string{
		`{"method":"ListAsyncResults"}`,
		`{"method":"ListAsyncResults","params":null,"jsonrpc":"2.0","json-rpc":"2.0"}`,
		`{"method":"ListAsyncResults","params":{"asyncResultTypes":null}}`,
		`{"method":"Foo","method":"GetAsyncResult","params":{},"params":{"asyncHandle":1,"asyncHandle":"7"}}`,
		`{"method":"GetAsyncResult","params":{"asyncHandle":" 7 "}}`,
		`{"method":"GetAsyncResult","params":{"asyncHandle":7.0,"keepResult":"true"}}`,
		`{"method":"GetAsyncResult","params":{"asyncHandle":0.7e1,"keepResult":null}}`,
		`{"\u006dethod":"GetAsyncResult","params":{"\u0061syncHandle":7}}`,
	} {
		require.Regexp(t, `^{"id":null,"result":{.*}}$`, post(t, b, body), body)
	}
	for params, want := range map[string]string{
		`{}`:                                        "xMissingParameter: Missing member=[asyncHandle]",
		`{"asyncHandle":null}`:                      "xMissingParameter: Missing member=[asyncHandle]",
		`{"asyncHandle":"seven"}`:                   "xInvalidParameterType: asyncHandle: expected integer",
		`{"asyncHandle":""}`:                        "xInvalidParameterType: asyncHandle: expected integer",
		`{"asyncHandle":7.5}`:                       "xInvalidParameterType: asyncHandle: expected integer",
		`{"asyncHandle":1e400}`:                     "xInvalidParameterType: asyncHandle: expected integer",
		`{"asyncHandle":99999999999999999999}`:      "xInvalidParameterType: asyncHandle: expected integer",
		`{"asyncHandle":true}`:                      "xInvalidParameterType: asyncHandle: expected integer",
		`{"asyncHandle":[7]}`:                       "xInvalidParameterType: asyncHandle: expected integer",
		`{"asyncHandle":7,"keepResult":1}`:          "xInvalidParameterType: keepResult: expected boolean",
		`{"asyncHandle":-7}`:                        "xDBNoSuchPath: DBClient operation requested on a non-existent path at [/asyncresults/-7]",
		`{"asyncHandle":"07","asyncHandle":"0008"}`: "xDBNoSuchPath: DBClient operation requested on a non-existent path at [/asyncresults/8]",
	} {
		require.Equal(t, want, callError(t, b, "GetAsyncResult", params), params)
	}
}

// GET and POST with a query string; values are JSON where they parse as such.
func TestQueries(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, spec(t, "7", "Clone", nil, step(t, "complete", job.Exit{}, nil)))
	get := func(verb, query string) string {
		r := b.Ask(verb, path+"/?"+query, "", admin)
		require.Equal(t, http.StatusOK, r.StatusCode)
		return text(t, r)
	}
	require.Regexp(t, `^{"id":null,"result":{.*"status":"complete"}}$`, get("GET", "method=GetAsyncResult&asyncHandle=7&keepResult=true"))
	require.Regexp(t, `^{"id":null,"result":{.*"status":"complete"}}$`, get("POST", "method=GetAsyncResult&asyncHandle=1&asyncHandle=7&keepResult=true"))
	require.Regexp(t, `"asyncResultID":7`, get("GET", "method=ListAsyncResults&asyncResultTypes="+url.QueryEscape(`["Clone"]`)))
	require.Equal(t, `{"error":{"code":500,"message":"asyncHandle: expected integer","name":"xInvalidParameterType"},"id":null}`,
		get("GET", "method=GetAsyncResult&asyncHandle=%ff"))
	require.Regexp(t, `,"warning":{"unusedParameters":{"force":true,"id":5,"name":"mnode_ip","odd":"\[1"}}}$`,
		get("GET", "method=GetAPI&force=true&name=mnode_ip&id=5&odd=%5B1"))
	require.Equal(t, `{"error":{"code":500,"message":"method=`+"\uFFFD"+`","name":"xUnknownAPIMethod"},"id":null}`, get("GET", "method=%ff"))
}

// An unknown parameter is no error; recorded responses list it in a warning.
func TestUnusedParameters(t *testing.T) {
	t.Parallel()
	const body = `{"method":"ListBulkVolumeJobs","params":{"z":[1, 2],"a":"<","z":{"n":1.10}},"id":1}`
	for setting, want := range map[string]string{
		"warning": `{"id":1,"result":{"bulkVolumeJobs":[]},"warning":{"unusedParameters":{"a":"<","z":{"n":1.10}}}}`,
		"member":  `{"id":1,"result":{"bulkVolumeJobs":[]},"unusedParameters":{"a":"<","z":{"n":1.10}}}`,
		"none":    `{"id":1,"result":{"bulkVolumeJobs":[]}}`,
	} {
		b := serve(t, []string{"element.unused-parameters=" + setting})
		require.Equal(t, want, post(t, b, body))
	}
	require.Equal(t, `{"error":{"code":500,"message":"Missing member=[asyncHandle]","name":"xMissingParameter"},"id":1}`,
		post(t, serve(t, nil), `{"method":"GetAsyncResult","params":{"AsyncHandle":1},"id":1}`))
}
