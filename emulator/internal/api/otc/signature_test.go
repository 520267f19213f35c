package otc_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// request returns a correctly signed request.
func request() apitest.Signed {
	return apitest.Signed{
		Method: "POST", Host: "example.com", Path: things, Query: "b=2&a=x%20y%2Fz&a=1", Body: `{"a":1}`,
		AccessKey: wire.KnownAccessKey, SecretKey: wire.KnownSecretKey, Date: "20261122T011948Z",
		Headers: map[string]string{"content-type": "application/json", "user-agent": "test/1"},
	}
}

// families are the two forms of a signature.
var families = map[string]func(apitest.Signed, testing.TB) []string{
	"gophertelekomcloud": apitest.Signed.Derived,
	"Huawei Cloud SDK":   apitest.Signed.Plain,
}

// A signature is verified in both forms, over what the client sent.
func TestSignatures(t *testing.T) {
	t.Parallel()
	type change func(*apitest.Signed)
	const unknownAK = "Incorrect IAM authentication information: ak LTAI not exist"
	tests := []struct {
		name   string
		signed change // what is signed otherwise than it is sent
		sent   change
		status int
		want   string
	}{
		{"right", nil, nil, 200, letIn},
		{"without query and body", func(s *apitest.Signed) { s.Query, s.Body, s.Method = "", "", "GET" }, func(s *apitest.Signed) { s.Query, s.Body, s.Method = "", "", "GET" }, 200, letIn},
		{"an encoded path", func(s *apitest.Signed) { s.Path = things + "/a%20b%21" }, func(s *apitest.Signed) { s.Path = things + "/a%20b!" }, 200, letIn},
		{"a prefix is signed too", func(s *apitest.Signed) { s.Path = "/echo" + things }, func(s *apitest.Signed) { s.Path = "/echo" + things }, 200, letIn},
		{"a prefix that was not signed", nil, func(s *apitest.Signed) { s.Path = "/echo" + things }, 401, badSignature},
		{"an unknown key", func(s *apitest.Signed) { s.AccessKey = "LTAI" }, nil, 401, unknownAK},
		{"a wrong secret", func(s *apitest.Signed) { s.SecretKey = "no" }, nil, 401, badSignature},
		{"another method", func(s *apitest.Signed) { s.Method = "GET" }, nil, 401, badSignature},
		{"another host", func(s *apitest.Signed) { s.Host = "other" }, nil, 401, badSignature},
		{"another path", func(s *apitest.Signed) { s.Path = "/v1/x/things" }, nil, 401, badSignature},
		{"another query", func(s *apitest.Signed) { s.Query = "a=1" }, nil, 401, badSignature},
		{"another body", nil, func(s *apitest.Signed) { s.Body = `{"a":2}` }, 401, badSignature},
		{"an old signature", func(s *apitest.Signed) { s.Date = "19990101T000000Z" }, nil, 200, letIn},
	}
	for family, sign := range families {
		b := apitest.Serve(t, echo(), []string{"auth=strict"})
		for _, tt := range tests {
			signed, sent := request(), request()
			if tt.signed != nil {
				tt.signed(&signed)
			}
			if tt.sent != nil {
				tt.sent(&sent)
			}
			path := sent.Path
			if sent.Query != "" {
				path += "?" + sent.Query
			}
			status, body := ask(t, b, sent.Method, path, sent.Body, sign(signed, t)...)
			require.Equal(t, tt.status, status, "%s, %s: %s", family, tt.name, body)
			require.Contains(t, body, tt.want, "%s, %s", family, tt.name)
		}
	}
}

// Signatures made by the clients themselves are accepted.
func TestClientsSignatures(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, echo(), []string{"auth=strict"})
	tests := []struct {
		client, method, path, body string
		headers                    []string
	}{
		{
			"gophertelekomcloud v0.9.3", "POST", things + "?b=2&a=x%20y%2Fz", `{"a":1}`,
			[]string{
				"Accept: application/json", "Content-Type: application/json", "User-Agent: golangsdk/2.0.0", "X-Sdk-Date: 20261122T044607Z",
				"Authorization: SDK-HMAC-SHA256 Credential=JOBSIMACCESSKEY00001/20261122///sdk_request, " +
					"SignedHeaders=accept;content-type;host;user-agent;x-sdk-date, " +
					"Signature=8531f1bfd50eaa70a411fb04275cbaa2421f346aac624ea2bc40a8e165146935",
			},
		},
		{
			"huaweicloud-sdk-go-v3 v0.1.207", "GET", things, "",
			[]string{
				"User-Agent: huaweicloud-usdk-go/3.0", "X-Project-Id: " + wire.KnownProjectID, "X-Sdk-Date: 20261122T044607Z",
				"Authorization: SDK-HMAC-SHA256 Access=JOBSIMACCESSKEY00001, SignedHeaders=user-agent;x-project-id;x-sdk-date, " +
					"Signature=e211b89f74a7e938a9b358f8625ae9398a69605aa38fd293a646a8ad14b043f5",
			},
		},
	}
	for _, tt := range tests {
		status, body := ask(t, b, tt.method, tt.path, tt.body, append(tt.headers, "X-Auth-Token:")...)
		require.Equal(t, http.StatusOK, status, "%s: %s", tt.client, body)
		status, body = ask(t, b, tt.method, tt.path+"/x", tt.body, append(tt.headers, "X-Auth-Token:")...)
		require.Equal(t, http.StatusUnauthorized, status, tt.client)
		require.Contains(t, body, badSignature, tt.client)
	}
}

// A signed request may use each project, unless it names one.
func TestSignedProject(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, echo(), []string{"auth=strict"})
	for family, sign := range families {
		r := request()
		r.Query, r.Path = "", "/v1/another/things"
		headers := sign(r, t)
		status, body := ask(t, b, r.Method, r.Path, r.Body, headers...)
		require.Equal(t, http.StatusOK, status, "%s: %s", family, body)
		status, _ = ask(t, b, r.Method, r.Path, r.Body, append(headers, "X-Project-Id: another")...)
		require.Equal(t, http.StatusOK, status, family)
		status, body = ask(t, b, r.Method, r.Path, r.Body, append(headers, "X-Project-Id: "+wire.KnownProjectID)...)
		require.Equal(t, http.StatusBadRequest, status, family)
		require.Contains(t, body, "Common.0018", family)

		r.Path = "/v1/%7Bproject_id%7D/things"
		status, body = ask(t, b, r.Method, r.Path, r.Body, sign(r, t)...)
		require.Equal(t, http.StatusBadRequest, status, "a project that the client forgot, %s: %s", family, body)
	}
}

// A body can be unsigned if the client says so, as Huawei Cloud's SDKs do for bodies other than JSON.
func TestUnsignedPayload(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, echo(), []string{"auth=strict"})
	for _, tt := range []struct {
		stated string
		status int
	}{{"UNSIGNED-PAYLOAD", 200}, {strings.Repeat("0", 64), 401}, {"015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862", 200}} {
		r := request() // signed with the hash of {"a":1}
		r.Headers["x-sdk-content-sha256"] = tt.stated
		status, body := ask(t, b, r.Method, r.Path+"?"+r.Query, r.Body, r.Plain(t)...)
		require.Equal(t, tt.status, status, "%s: %s", tt.stated, body)
	}
}

// Malformed signatures are rejected.
func TestMalformedSignatures(t *testing.T) {
	t.Parallel()
	const ak = wire.KnownAccessKey
	b := apitest.Serve(t, echo(), []string{"auth=strict"})
	for header, want := range map[string]string{
		"x":                                      "ak  not exist",
		"Signature=00, SignedHeaders=x-sdk-date": "ak  not exist",
		"Access=" + ak:                           badSignature,
		"Access=" + ak + ", SignedHeaders=host, Signature=":                                      badSignature,
		"Access=" + ak + ", SignedHeaders=x-sdk-date, Signature=zz":                              badSignature,
		"Credential=" + ak + ", SignedHeaders=x-sdk-date, Signature=00":                          badSignature,
		"Credential=" + ak + "/2026///other_request, SignedHeaders=x-sdk-date, Signature=00":     badSignature,
		"Credential=" + ak + "/20261123///sdk_request, SignedHeaders=x-sdk-date, Signature=00":   badSignature,
		"Credential=" + ak + "/20261122/a/b/c/sdk_request, SignedHeaders=x-sdk-date, Signature=": badSignature,
		"Access=\x7f\",, SignedHeaders=;;, Signature=":                                           "not exist",
	} {
		status, body := ask(t, b, "GET", things, "", "X-Auth-Token:", "X-Sdk-Date: 20261122T011948Z", "Authorization: SDK-HMAC-SHA256 "+header+" ")
		require.Equal(t, http.StatusUnauthorized, status, header)
		require.Contains(t, body, want, header)
	}
	status, body := ask(t, b, "POST", things, strings.Repeat("x", 2<<20), request().Plain(t)...)
	require.Equal(t, http.StatusRequestEntityTooLarge, status, body)
}

// Any signature is rejected by the gateway or accepted.
func FuzzSignature(f *testing.F) {
	for _, sign := range families {
		f.Add(strings.TrimPrefix(sign(request(), f)[2], "Authorization: "), "20261122T011948Z", things)
	}
	f.Add("SDK-HMAC-SHA256 Credential=a/b/c", "", "/v1/%2F%zz/things")
	f.Add("SDK-HMAC-SHA256 Credential="+wire.KnownAccessKey+"////, SignedHeaders=;x-sdk-date, Signature=00", "", things)
	f.Add("SDK-HMAC-SHA256 Access="+wire.KnownAccessKey+", Credential="+wire.KnownAccessKey, "2", things)
	f.Fuzz(func(t *testing.T, authorization, date, path string) {
		b := apitest.Serve(t, echo(), []string{"auth=strict"})
		u, err := url.ParseRequestURI(path)
		if err != nil || u.Host != "" || !strings.HasPrefix(u.Path, "/") {
			t.Skip("no request path")
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL, r.RequestURI = u, path
		r.Header.Set("Authorization", authorization)
		r.Header.Set("X-Sdk-Date", date)
		rec := httptest.NewRecorder()
		b.ServeHTTP(rec, r)
		require.Less(t, rec.Code, http.StatusInternalServerError)
		require.True(t, json.Valid(rec.Body.Bytes()), rec.Body)
	})
}
