package iam_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/mux"
	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/iam"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// The catalog's URLs have the address that the client used: through a mapped port, by https, by the service's host
// name.
func TestCatalogFollowsTheClient(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, host, path, forwarded string
		secure                      bool
		origin                      string
	}{
		{"a mapped port", "localhost:49153", tokens, "", false, "http://localhost:49153"},
		{"https", "127.0.0.1:8443", tokens, "", true, "https://127.0.0.1:8443"},
		{"a proxy", "emulator.example", tokens, "https", false, "https://emulator.example"},
		{"a host name of the service", "iam.example:8080", tokens, "", false, "http://iam.example:8080"},
		{"a prefix", "h", "/iam" + tokens, "", false, "http://h"},
	}
	for _, tt := range tests {
		b := apitest.Serve(t, iam.API(), nil)
		r := httptest.NewRequest(http.MethodPost, tt.path, strings.NewReader(signIn))
		r.Host = tt.host
		if tt.secure {
			r.TLS = &tls.ConnectionState{}
		}
		if tt.forwarded != "" {
			r.Header.Set("X-Forwarded-Proto", tt.forwarded)
		}
		rec := httptest.NewRecorder()
		b.ServeHTTP(rec, r)
		require.Equal(t, http.StatusCreated, rec.Code, tt.name)
		got := gjson.GetBytes(rec.Body.Bytes(), "token.catalog")
		for service, path := range map[string]string{
			"identity": "/iam/v3", "volume": "/evs/v2/" + wire.KnownProjectID, "volumev2": "/evs/v2/" + wire.KnownProjectID,
			"volumev3": "/evs/v3/" + wire.KnownProjectID, "evs": "/evs/v2/" + wire.KnownProjectID, "sdrs": "/sdrs/v1/" + wire.KnownProjectID,
		} {
			at := got.Get(`#(type=="` + service + `").endpoints`)
			require.Equal(t, tt.origin+path, at.Get("0.url").String(), "%s: %s", tt.name, service)
			require.Equal(t, "public", at.Get("0.interface").String())
		}
		require.Equal(t, `["*","eu-de"]`, got.Get("0.endpoints.#.region").Raw)
	}
}

// The versions need no credential.
func TestVersions(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, iam.API(), []string{"auth=strict"})
	const version = `{"status":"stable","updated":"2016-04-04T00:00:00Z","media-types":[{"base":"application/json",` +
		`"type":"application/vnd.openstack.identity-v3+json"}],"id":"v3.6","links":[{"href":"http://example.com/iam/v3/","rel":"self"}]}`
	for path, want := range map[string]string{
		"/": `{"versions":{"values":[` + version + `]}}`, "/iam": `{"versions":{"values":[` + version + `]}}`,
		"/iam/": `{"versions":{"values":[` + version + `]}}`,
		"/v3":   `{"version":` + version + `}`, "/v3/": `{"version":` + version + `}`, "/iam/v3": `{"version":` + version + `}`,
	} {
		a := ask(t, b, "GET", path, "", noToken)
		require.Equal(t, want, a.raw, path)
		if strings.Contains(path, "v3") {
			require.Equal(t, http.StatusOK, a.status, path)
		} else {
			require.Equal(t, http.StatusMultipleChoices, a.status, path)
		}
	}
}

// Without a prefix IAM has its own paths and leaves those of projects to the services.
func TestRoots(t *testing.T) {
	t.Parallel()
	other := wire.API{Name: "other", Roots: []string{"/v3/*/jobs", "/v3/*/cloudvolumes"}, Mount: func(*mux.Router) {}}
	front := wire.NewDispatcher([]wire.API{other, iam.API()}, 0)
	b := apitest.Serve(t, iam.API(), nil)
	for path, want := range map[string]string{
		"/v3": "iam", "/v3/": "iam", tokens: "iam", "/v3/auth/catalog": "iam", "/v3/projects?name=x": "iam", "/v3/auth/domains": "iam",
		"/": "other", "/v3/p/jobs": "other", "/v3/p/jobs/batch-status": "other", "/v3/p/cloudvolumes/x": "other", "/iam/": "iam",
	} {
		c, _ := front.Serve(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil), b.World)
		require.Equal(t, want, c.API, path)
	}
}

// Invalid requests get errors in IAM's envelope or the gateway's.
func TestBadInput(t *testing.T) {
	t.Parallel()
	const bad = `{"error":{"message":"The server failed to process the request.","code":400,"title":"Bad Request"}}`
	b := apitest.Serve(t, iam.API(), nil)
	method := func(rest string) string { return `{"auth":{"identity":{"methods":` + rest + `}}}` }
	tests := []struct {
		name, verb, path, body string
		status                 int
		want                   string
	}{
		{"empty", "POST", tokens, "", 400, bad},
		{"broken", "POST", tokens, `{"auth":`, 400, bad},
		{"null", "POST", tokens, `null`, 400, bad},
		{"a list", "POST", tokens, `[]`, 400, bad},
		{"wrong types", "POST", tokens, `{"auth":{"identity":[]}}`, 400, bad},
		{"methods of no text", "POST", tokens, method(`[1]`), 400, bad},
		{"no methods", "POST", tokens, method(`[]`), 400, bad},
		{"an unknown method", "POST", tokens, method(`["saml2"]`), 401, `"code":401`},
		{"no user", "POST", tokens, method(`["password"]`), 400, bad},
		{"no token", "POST", tokens, method(`["token"]`), 400, bad},
		{"no agency", "POST", tokens, method(`["assume_role"],"assume_role":{"domain_name":"x"}`), 400, bad},
		{"no agency's domain", "POST", tokens, method(`["assume_role"],"assume_role":{"xrole_name":"x"}`), 400, bad},
		{"no passcode", "POST", tokens, method(`["password","totp"],"password":{"user":{"name":"a"}},"totp":{"user":{"id":"x"}}`), 400, bad},
		{"deep", "POST", tokens, strings.Repeat(`{"a":`, 2000) + "1" + strings.Repeat("}", 2000), 400, bad},
		{"no UTF-8", "POST", tokens, "{\"auth\":\"\xff\"}", 400, bad},
		{"too large", "POST", tokens, `{"auth":"` + strings.Repeat("x", 2<<20) + `"}`, 413, "Request entity too large."},
		{"wrong method", "PATCH", tokens, "", 405, "APIGW.0101"},
		{"wrong method of a list", "POST", "/v3/projects", "", 405, "APIGW.0101"},
		{"unknown path", "GET", "/v3/groups", "", 404, "APIGW.0101"},
		{"unknown path of the prefix", "GET", "/iam/v2.0/tokens", "", 404, "APIGW.0101"},
		{"a client's wrong base", "GET", "/auth/tokens/", "", 404, "APIGW.0101"},
	}
	for _, tt := range tests {
		a := ask(t, b, tt.verb, tt.path, tt.body)
		require.Equal(t, tt.status, a.status, "%s: %s", tt.name, a.raw)
		require.Contains(t, a.raw, tt.want, tt.name)
		require.Equal(t, "application/json", a.header.Get("Content-Type"), tt.name)
	}
	for _, path := range []string{tokens, "/v3/auth/catalog", "/v3/projects", "/v3/auth/projects", "/v3/auth/domains"} {
		a := ask(t, b, "GET", path, "", noToken)
		require.Equal(t, http.StatusUnauthorized, a.status, path)
		require.Contains(t, a.raw, "x-auth-token not found", path)
	}
	a := ask(t, b, "GET", tokens, "", noToken, "Authorization: SDK-HMAC-SHA256 Access=x, SignedHeaders=x, Signature=00")
	require.Equal(t, bad, a.raw, "signed, and about no token")
}

// A scenario can have IAM respond with any code of the table, each in its own envelope.
func TestEnvelopes(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, iam.API(), nil)
	table := wire.NewTable(iam.API().Vocabulary.Errors)
	for code, want := range map[string]string{
		"503":        `{"error":{"message":"Service unavailable.","code":503,"title":"Service Unavailable"}}`,
		"IAM.0011":   `{"error_code":"IAM.0011","error_msg":"Request body is invalid."}`,
		"APIGW.0307": `{"error_msg":"The token must be updated","error_code":"APIGW.0307","request_id":"r"}`,
	} {
		rec := httptest.NewRecorder()
		c := &wire.Call{ID: "r", World: b.World}
		iam.API().WriteError(rec, c, table.Error(code))
		require.Equal(t, want, rec.Body.String())
	}
}

func TestHostTrap(t *testing.T) {
	t.Parallel()
	for host, word := range map[string]string{
		"127.0.0.1:8080": "", "localhost": "", "[::1]:80": "", "emulator.example": "", "host.docker.internal": "",
		"srv2": "v2", "srv3.example:80": "v3", "devserver": "evs", "evs.example.org": "evs", "EVSERVER": "",
	} {
		why := iam.HostTrap(host)
		require.Equal(t, word == "", why == "", host)
		require.Contains(t, why, word)
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	apitest.Run(t, iam.API())
}

var verb = regexp.MustCompile(`^[A-Z]+$`)

// Any sign-in gets a token or an error in one of the envelopes.
func FuzzSignIn(f *testing.F) {
	for _, body := range []string{signIn, `{"auth":{` + byPassword + `}}`, `{}`, `null`, `{"auth":{"identity":{"methods":["totp","token"]}}}`, "\xff"} {
		f.Add("POST", tokens, body)
	}
	f.Add("GET", "/v3/projects?name=%zz&name=a", "")
	f.Add("GET", "/v3/auth/domains?name=", "")
	f.Fuzz(func(t *testing.T, method, path, body string) {
		if !verb.MatchString(method) {
			t.Skip("no request line")
		}
		b := apitest.Serve(t, iam.API(), nil)
		if status, sent := b.Probe(t, method, path, body); status >= http.StatusBadRequest {
			a := gjson.Parse(sent)
			native := a.Get("error.code").Type == gjson.Number && a.Get("error.title").Type == gjson.String
			require.True(t, native || a.Get("request_id").Type == gjson.String, sent)
		}
	})
}
