package emulator_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// marker is a part of every secret of the corpus.
const marker = "s3cr3t"

// secretRequests are requests that carry secrets wherever clients put them.
var secretRequests = []struct{ name, ask, body, header string }{
	{"token", "GET /evs/v1/p/jobs/j1", "", "X-Auth-Token: s3cr3t"},
	{"subject token", "GET /iam/v3/auth/tokens", "", "X-Subject-Token: s3cr3t"},
	{"security token", "GET /evs/v1/p/jobs/j1", "", "X-Security-Token: s3cr3t"},
	{"signature", "GET /evs/v1/p/jobs/j1", "", "Authorization: SDK-HMAC-SHA256 Access=s3cr3t, SignedHeaders=host, Signature=s3cr3t"},
	{"Basic", "POST /json-rpc/12.5", `{"method":"ListVolumes"}`, "Authorization: Basic czNjcjN0OnMzY3IzdA=="},
	{"cookie", "GET /evs/v1/p/jobs/j1", "", "Cookie: session=s3cr3t"},
	{"a header that nobody knows", "GET /evs/v1/p/jobs/j1", "", "X-Vault-Thing: s3cr3t"},
	{"sign-in", "POST /iam/v3/auth/tokens", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u","password":"s3cr3t"}}}}}`, ""},
	{"sign-in by token", "POST /iam/v3/auth/tokens", `{"auth":{"identity":{"methods":["token"],"token":{"id":"s3cr3t"}}}}`, ""},
	{"one-time password", "POST /iam/v3/auth/tokens", `{"auth":{"identity":{"methods":["totp"],"totp":{"user":{"id":"u","passcode":"s3cr3t"}}}}}`, ""},
	{"access key", "POST /drs/v3/p/jobs/batch-creation", `{"ak":"s3cr3t","sk":"s3cr3t","accessKey":"s3cr3t","secret_access_key":"s3cr3t","security-token":"s3cr3t"}`, ""},
	{"database", "POST /drs/v3/p/jobs/batch-connection", `{"jobs":[{"id":"a","db_user":"root","db_password":"s3cr3t","ssl_cert_key":"s3cr3t","ssl_cert_password":"s3cr3t"}]}`, ""},
	{"CHAP", "POST /json-rpc/12.5", `{"method":"AddAccount","params":{"username":"u","initiatorSecret":"s3cr3t","targetSecret":"s3cr3t"}}`, "Authorization: Basic YTpi"},
	{"bulk volume key", "POST /json-rpc/12.5", `{"method":"UpdateBulkVolumeStatus","params":{"key":"s3cr3t","status":"running"}}`, "Authorization: Basic YTpi"},
	{"script parameters", "POST /json-rpc/12.5", `{"method":"StartBulkVolumeRead","params":{"volumeID":1,"format":"native","script":"bv.py","scriptParameters":{"range":{"lba":0},"write":{"endpoint":"s3","key":"s3cr3t"},"other":["s3cr3t"]}}}`, "Authorization: Basic YTpi"},
	{"a key in capitals", "POST /evs/v2/p/cloudvolumes", `{"PassWord":"s3cr3t","API_KEY":"s3cr3t"}`, ""},
	{"an escaped key", "POST /evs/v2/p/cloudvolumes", `{"pass\u0077ord":"s3cr3t","\u006bey":"s3cr3t"}`, ""},
	{"an escaped value", "POST /evs/v2/p/cloudvolumes", `{"password":"\"s3cr3t\\","name":"ok"}`, ""},
	{"spaces", "POST /evs/v2/p/cloudvolumes", "{ \"password\" :\n\t\"s3cr3t\" , \"sk\" : [ \"s3cr3t\" , { \"a\" : \"s3cr3t\" } ] }", ""},
	{"a number", "POST /evs/v2/p/cloudvolumes", `{"pin":[1,"s3cr3t"],"token":{"a":{"b":"s3cr3t"}}}`, ""},
	{"JSON in a text", "POST /evs/v2/p/cloudvolumes", `{"metadata":"{\"password\":\"s3cr3t\"}"}`, ""},
	{"a command line in a text", "POST /evs/v2/p/cloudvolumes", `{"user_data":"s3cr3t","description":"mysql --password=s3cr3t"}`, ""},
	{"a URL in a text", "POST /evs/v2/p/cloudvolumes", `{"callback":"https://h/x?a=1&token=s3cr3t"}`, ""},
	{"twice", "POST /evs/v2/p/cloudvolumes", `{"password":"a","password":"s3cr3t"}`, ""},
	{"behind the limit", "POST /evs/v2/p/cloudvolumes", `{"name":"` + strings.Repeat("x", 2030) + `","password":"s3cr3t"}`, ""},
	{"across the limit", "POST /evs/v2/p/cloudvolumes", `{"password":"` + strings.Repeat("s3cr3t", 1000) + `"}`, ""},
	{"broken JSON", "POST /evs/v2/p/cloudvolumes", `{"password":"s3cr3t"`, ""},
	{"JSON of its own kind", "POST /evs/v2/p/cloudvolumes", `{'password': 's3cr3t'}`, ""},
	{"a form", "POST /evs/v2/p/cloudvolumes", `user=a&password=s3cr3t`, "Content-Type: application/x-www-form-urlencoded"},
	{"invalid UTF-8", "POST /evs/v2/p/cloudvolumes", "{\"password\":\"\xff s3cr3t\"}", ""},
	{"a query", "GET /json-rpc/12.5?method=AddAccount&initiatorSecret=s3cr3t&X-Auth-Token=s3cr3t&%70assword=s3cr3t", "", "Authorization: Basic YTpi"},
	{"JSON in a query", "GET /json-rpc/12.5?method=AddAccount&params=%7B%22password%22%3A%22s3cr3t%22%7D", "", "Authorization: Basic YTpi"},
	{"a bad query", "GET /evs/v1/p/jobs/j1?password=%zzs3cr3t", "", ""},
}

// TestSecretsNeverEnterTheJournal sends the corpus and looks for the secrets in everything that the control API and the log
// tell afterwards.
func TestSecretsNeverEnterTheJournal(t *testing.T) {
	t.Parallel()
	for _, auth := range []string{"any", "strict"} {
		t.Run(auth, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			opts := manual()
			opts.Settings = map[string]string{"auth": auth}
			opts.Log = slog.New(slog.NewJSONHandler(&log, nil))
			e := begin(t, opts, several+"  - {api: iam, id: s3cr3t, timeline: [{status: valid}]}\n")
			for _, q := range secretRequests {
				method, path, _ := strings.Cut(q.ask, " ")
				r := httptest.NewRequest(method, "/", strings.NewReader(q.body))
				u := strings.SplitN(path, "?", 2)
				if r.URL.Path = u[0]; len(u) > 1 {
					r.URL.RawQuery = u[1]
				}
				r.RequestURI = path
				r.Header.Set("X-Auth-Token", "s3cr3t")
				if name, value, ok := strings.Cut(q.header, ": "); ok {
					if name == "Authorization" {
						r.Header.Del("X-Auth-Token")
					}
					r.Header.Set(name, value)
				}
				e.ServeHTTP(httptest.NewRecorder(), r)
				page := admin(t, e, "GET /journal?limit=1", "").want(http.StatusOK)
				require.NotContains(t, page.Body.String(), marker, q.name)
				require.NotContains(t, page.Body.String(), "czNjcjN0", q.name)
				require.Contains(t, page.Body.String(), "***", q.name)
			}
			require.NotContains(t, admin(t, e, "GET /journal", "").Body.String(), marker)
			require.NotContains(t, log.String(), marker)
		})
	}
}

// What is no secret can be read.
func TestJournalShowsTheRest(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	ask := func(body string) string {
		t.Helper()
		r := httptest.NewRequest(http.MethodPost, "/evs/v2/p/cloudvolumes?limit=5&api_key=x", strings.NewReader(body))
		r.Header.Set("X-Auth-Token", "t")
		r.Header.Set("User-Agent", "terraform")
		r.Header.Set("X-Project-Id", "p")
		e.ServeHTTP(httptest.NewRecorder(), r)
		entry := admin(t, e, "GET /journal?limit=1", "").get("entries.0")
		require.Equal(t, "limit=5&api_key=***", entry.Get("query").String())
		require.JSONEq(t, `{"User-Agent":"terraform","X-Auth-Token":"***","X-Project-Id":"p"}`, entry.Get("headers").Raw)
		return entry.Get("body").String()
	}
	require.Equal(t, `{"volume":{"size":10,"name":"a:b","password":"***","x":1}}`, ask(`{"volume":{"size":10,"name":"a:b","password":{"a":[1,"}"]},"x":1}}`))
	require.Equal(t, `[{"sk":"***"},{"sk":"***" ,"a":true}]`, ask(`[{"sk":null},{"sk":12.5 ,"a":true}]`))
	require.Empty(t, ask(""))
	require.Equal(t, "(11 bytes that are no JSON)", ask(`{"size": 10`))
	long := ask(`{"name":"` + strings.Repeat("ä", 3000) + `"}`)
	require.True(t, strings.HasSuffix(long, "…"))
	require.LessOrEqual(t, len(long), 2<<10+len("…"))
}
