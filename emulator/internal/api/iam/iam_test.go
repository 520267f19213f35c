package iam_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/iam"
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

const (
	tokens  = "/v3/auth/tokens"
	noToken = "X-Auth-Token:"
)

// The bodies of sign-ins as clients send them.
const (
	domainOf   = `"domain":{"name":"` + wire.KnownDomain + `"}`
	userRef    = `{"name":"` + wire.KnownUser + `","password":"` + wire.KnownPassword + `",` + domainOf + `}`
	byPassword = `"identity":{"methods":["password"],"password":{"user":` + userRef + `}}`
	toProject  = `"scope":{"project":{"name":"eu-de",` + domainOf + `}}`
	toDomain   = `"scope":{` + domainOf + `}`
	signIn     = `{"auth":{` + byPassword + `,` + toProject + `}}`
)

// response is a response.
type response struct {
	status int
	header http.Header
	body   gjson.Result
	raw    string
}

func ask(t testing.TB, b *apitest.Bench, method, path, body string, headers ...string) response {
	t.Helper()
	res := b.Ask(method, path, body, headers...)
	sent, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.True(t, len(sent) == 0 || gjson.ValidBytes(sent), "%s", sent)
	return response{res.StatusCode, res.Header, gjson.ParseBytes(sent), string(sent)}
}

// login signs in and returns the token.
func login(t testing.TB, b *apitest.Bench, body string, headers ...string) (string, response) {
	t.Helper()
	a := ask(t, b, "POST", tokens, body, append([]string{noToken}, headers...)...)
	require.Equal(t, http.StatusCreated, a.status, a.raw)
	return a.header.Get("X-Subject-Token"), a
}

func both(t *testing.T, f func(t *testing.T, auth string)) {
	t.Helper()
	for _, auth := range []string{"auth=any", "auth=strict"} {
		t.Run(auth, func(t *testing.T) {
			t.Parallel()
			f(t, auth)
		})
	}
}

// gophertelekomcloud with a password sends one request, and reads instants, user, project and a catalog.
func TestPassword(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, auth string) {
		b := apitest.Serve(t, iam.API(), []string{auth})
		id, a := login(t, b, signIn)
		require.Regexp(t, `^MII[A-Za-z0-9_-]{100,}$`, id)
		got := a.body.Get("token")
		require.Equal(t, "2026-01-02T12:00:00.000000Z", got.Get("issued_at").String())
		require.Equal(t, "2026-01-03T12:00:00.000000Z", got.Get("expires_at").String())
		require.Equal(t, `["password"]`, got.Get("methods").Raw)
		require.Equal(t, wire.KnownUserID, got.Get("user.id").String())
		require.Equal(t, wire.KnownDomain, got.Get("user.domain.name").String())
		require.Equal(t, wire.KnownProjectID, got.Get("project.id").String())
		require.Equal(t, "eu-de", got.Get("project.name").String())
		require.Equal(t, wire.KnownDomainID, got.Get("project.domain.id").String())
		require.False(t, got.Get("domain").Exists())
		require.Contains(t, a.header.Get("X-Jobsim-Clock"), "next=+24h0m0s")
		other, _ := login(t, b, signIn)
		require.NotEqual(t, id, other)
		again, _ := login(t, apitest.Serve(t, iam.API(), []string{auth}), signIn)
		require.Equal(t, id, again, "the same run makes the same tokens")
	})
}

// terraform-provider-opentelekomcloud has one token for a project and one for the domain; the latter's catalog has IAM
// alone.
func TestTwoTokens(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, auth string) {
		b := apitest.Serve(t, iam.API(), []string{auth})
		_, project := login(t, b, signIn)
		require.Equal(t, int64(6), project.body.Get("token.catalog.#").Int())
		for _, scope := range []string{"," + toDomain, "", `,"scope":null`, `,"scope":{}`} {
			_, domain := login(t, b, `{"auth":{`+byPassword+scope+`}}`)
			require.Equal(t, wire.KnownDomainID, domain.body.Get("token.domain.id").String())
			require.False(t, domain.body.Get("token.project").Exists())
			require.Equal(t, `["identity"]`, domain.body.Get("token.catalog.#.type").Raw)
		}
		_, most := login(t, b, `{"auth":{`+byPassword+`,"scope":{"project":{"id":"`+wire.KnownProjectID+`"},`+domainOf+`}}}`)
		require.Equal(t, "eu-de", most.body.Get("token.project.name").String(), "the project goes before the domain")
	})
}

// gophertelekomcloud with a token looks it up and reads the header and a catalog.
func TestToken(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, auth string) {
		b := apitest.Serve(t, iam.API(), []string{auth})
		id, first := login(t, b, signIn)
		for _, headers := range [][]string{{"X-Auth-Token: " + id}, {"X-Auth-Token: " + id, "X-Subject-Token: " + id}} {
			a := ask(t, b, "GET", tokens, "", headers...)
			require.Equal(t, http.StatusOK, a.status, a.raw)
			require.Equal(t, id, a.header.Get("X-Subject-Token"))
			require.Equal(t, first.raw, a.raw)
		}
		a := ask(t, b, "HEAD", tokens, "", "X-Auth-Token: "+id, "X-Subject-Token: "+id)
		require.Equal(t, http.StatusOK, a.status)
		require.Empty(t, a.raw)
		a = ask(t, b, "GET", tokens+"?nocatalog=true", "", "X-Auth-Token: "+id)
		require.Equal(t, `[]`, a.body.Get("token.catalog").Raw)
		_, a = login(t, b, `{"auth":{"identity":{"methods":["token"],"token":{"id":"`+id+`"}},`+toDomain+`}}`)
		require.Equal(t, wire.KnownUserID, a.body.Get("token.user.id").String())
		require.Equal(t, wire.KnownDomainID, a.body.Get("token.domain.id").String())
	})
}

// An agency's token takes two calls: the second one carries the token of the first, or is signed.
func TestAgency(t *testing.T) {
	t.Parallel()
	const agency = `{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"OTC01","xrole_name":"ag"}},` +
		`"scope":{"project":{"name":"eu-de_other","domain":{"name":"OTC01"}}}}}`
	signed := apitest.Signed{
		Method: "POST", Host: "example.com", Path: tokens, Body: agency,
		AccessKey: wire.KnownAccessKey, SecretKey: wire.KnownSecretKey, Date: "20261122T011948Z",
	}
	both(t, func(t *testing.T, auth string) {
		b := apitest.Serve(t, iam.API(), []string{auth})
		id, _ := login(t, b, `{"auth":{`+byPassword+`,`+toDomain+`}}`)
		_, byToken := login(t, b, agency, "X-Auth-Token: "+id)
		_, byKey := login(t, b, agency, signed.Derived(t)...)
		for _, a := range []response{byToken, byKey} {
			got := a.body.Get("token")
			require.Equal(t, "OTC01/ag", got.Get("user.name").String())
			require.Equal(t, "OTC01", got.Get("user.domain.name").String())
			require.Equal(t, "eu-de_other", got.Get("project.name").String())
			require.Equal(t, "OTC01", got.Get("project.domain.name").String())
			require.Equal(t, wire.KnownUser, got.Get("assumed_by.user.name").String())
			require.Equal(t, wire.KnownDomainID, got.Get("assumed_by.user.domain.id").String())
			require.Equal(t, "eu-de", got.Get("catalog.1.endpoints.0.region").String())
		}
		a := ask(t, b, "POST", tokens, agency, noToken)
		require.Equal(t, http.StatusUnauthorized, a.status)
		require.Contains(t, a.raw, "APIGW.0301")
	})
}

// gophertelekomcloud with an access key and names looks both up twice and then gets the catalog, each call signed.
func TestAccessKeyWithNames(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, auth string) {
		b := apitest.Serve(t, iam.API(), []string{auth})
		get := func(path, query string, more ...string) response {
			s := apitest.Signed{
				Method: "GET", Host: "example.com", Path: path, Query: query, AccessKey: wire.KnownAccessKey,
				SecretKey: wire.KnownSecretKey, Date: "20261122T011948Z", Headers: map[string]string{"accept": "application/json"},
			}
			a := ask(t, b, "GET", strings.TrimSuffix(path+"?"+query, "?"), "", append(s.Derived(t), more...)...)
			require.Equal(t, http.StatusOK, a.status, a.raw)
			return a
		}
		for range 2 {
			projects := get("/v3/projects", "name=eu-nl_own")
			require.Equal(t, int64(1), projects.body.Get("projects.#").Int())
			require.Equal(t, "http://example.com/v3/projects?name=eu-nl_own", projects.body.Get("links.self").String())
			require.Equal(t, gjson.Null, projects.body.Get("links.next").Type)
			domains := get("/v3/auth/domains", "name="+wire.KnownDomain)
			require.Equal(t, `["`+wire.KnownDomainID+`"]`, domains.body.Get("domains.#.id").Raw)
		}
		id := get("/v3/projects", "name=eu-nl_own").body.Get("projects.0.id").String()
		require.Regexp(t, `^[0-9a-f]{32}$`, id)
		catalog := get("/v3/auth/catalog", "", "X-Project-Id: "+id).body
		require.Equal(t, "http://example.com/evs/v3/"+id, catalog.Get(`catalog.#(type=="volumev3").endpoints.0.url`).String())
		require.Equal(t, "eu-nl", catalog.Get(`catalog.#(type=="volumev3").endpoints.0.region`).String())
		plain := get("/v3/auth/catalog", "").body
		require.Equal(t, "http://example.com/sdrs/v1/"+wire.KnownProjectID, plain.Get(`catalog.#(type=="sdrs").endpoints.0.url`).String())
		all := get("/v3/auth/projects", "").body
		require.Equal(t, `["eu-de","eu-nl_own"]`, all.Get("projects.#.name").Raw)
	})
}

// Huawei Cloud's SDKs look up the project of a region, sign few headers, and require exactly one result.
func TestProjectOfARegion(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, auth string) {
		b := apitest.Serve(t, iam.API(), []string{auth})
		s := apitest.Signed{
			Method: "GET", Host: "example.com", Path: "/v3/projects", Query: "name=eu-de",
			AccessKey: wire.KnownAccessKey, SecretKey: wire.KnownSecretKey, Date: "20261122T011948Z",
		}
		a := ask(t, b, "GET", "/v3/projects?name=eu-de", "", s.Plain(t)...)
		require.Equal(t, http.StatusOK, a.status, a.raw)
		require.Equal(t, `{"links":{"self":"http://example.com/v3/projects?name=eu-de","previous":null,"next":null},"projects":[`+
			`{"is_domain":false,"description":"","links":{"self":"http://example.com/iam/v3/projects/`+wire.KnownProjectID+`"},`+
			`"enabled":true,"id":"`+wire.KnownProjectID+`","parent_id":"`+wire.KnownDomainID+`","domain_id":"`+wire.KnownDomainID+
			`","name":"eu-de"}]}`, a.raw)
	})
}

// By default every user, password, domain and project is accepted and returned.
func TestAnybody(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, iam.API(), nil)
	tests := []struct{ name, body, path, want string }{
		{"a name", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"alice","password":"x","domain":{"name":"D"}}}}}}`, "token.user.name", "alice"},
		{"its domain", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"alice","password":"x","domain":{"name":"D"}}}}}}`, "token.domain.name", "D"},
		{"a domain's id", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"alice","password":"x","domain":{"id":"d1"}}}}}}`, "token.domain.id", "d1"},
		{"an id", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u1","password":"x"}}}}}`, "token.user.id", "u1"},
		{"the scope's domain", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u1","password":"x"}}},"scope":{"domain":{"name":"D"}}}}`, "token.domain.name", "D"},
		{"a project's name", `{"auth":{` + byPassword + `,"scope":{"project":{"name":"eu-nl"}}}}`, "token.project.name", "eu-nl"},
		{"a project's id", `{"auth":{` + byPassword + `,"scope":{"project":{"id":"p1"}}}}`, "token.project.id", "p1"},
		{"a project's region", `{"auth":{` + byPassword + `,"scope":{"project":{"id":"p1"}}}}`, "token.project.name", "eu-de"},
		{"a second factor", `{"auth":{"identity":{"methods":["password","totp"],"password":{"user":` + userRef + `},"totp":{"user":{"id":"u","passcode":"123456"}}}}}`, "token.methods.1", "totp"},
		{"a one-time password alone", `{"auth":{"identity":{"methods":["totp"],"totp":{"user":{"id":"u","passcode":"123456"}}}}}`, "token.user.id", "u"},
		{"somebody's token", `{"auth":{"identity":{"methods":["token"],"token":{"id":"whatever"}}}}`, "token.user.name", wire.KnownUser},
		{"the last of two names", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"a","name":"b","password":"x"}}}}}`, "token.user.name", "b"},
	}
	for _, tt := range tests {
		_, a := login(t, b, tt.body)
		require.Equal(t, tt.want, a.body.Get(tt.path).String(), tt.name)
	}
	first := ask(t, b, "GET", "/v3/projects?name=eu-nl", "").body.Get("projects.0.id").String()
	_, a := login(t, b, `{"auth":{`+byPassword+`,"scope":{"project":{"id":"`+first+`"}}}}`)
	require.Equal(t, "eu-nl", a.body.Get("token.project.name").String(), "an ID that was looked up is known by its name")
	require.Equal(t, "elsewhere", ask(t, b, "GET", "/v3/auth/domains?name=elsewhere", "").body.Get("domains.0.name").String())
	unknown := ask(t, b, "GET", tokens, "", "X-Auth-Token: never-issued")
	require.Equal(t, http.StatusOK, unknown.status)
	require.Equal(t, "never-issued", unknown.header.Get("X-Subject-Token"))
	require.Equal(t, wire.KnownProjectID, unknown.body.Get("token.project.id").String())
	require.Equal(t, "2026-01-03T12:00:00.000000Z", unknown.body.Get("token.expires_at").String())
	require.Equal(t, http.StatusNoContent, ask(t, b, "DELETE", tokens, "").status)
}

// A scripted token has the user and project of the scenario.
func TestScriptedToken(t *testing.T) {
	t.Parallel()
	v := iam.API().Vocabulary
	about, err := v.NewAttributes(job.Fields{"user": "alice", "domain": "D", "methods": []any{"password", "totp"}})
	require.NoError(t, err)
	spec := job.Spec{
		Ref: job.Ref{API: "iam", ID: "tok1"}, Project: "p1", Attributes: about,
		Timeline: job.Steps(
			job.Step{Status: otc.Valid, Phase: job.Running, Until: job.Exit{Polls: 3}},
			job.Step{Status: otc.Expired, Phase: job.Failed},
		),
	}
	for auth, shows := range map[string]int{"auth=any": 3, "auth=strict": 3} {
		b := apitest.Serve(t, iam.API(), []string{auth}, spec)
		for range shows {
			a := ask(t, b, "GET", tokens, "", "X-Auth-Token: tok1")
			require.Equal(t, http.StatusOK, a.status, a.raw)
			require.Equal(t, "alice", a.body.Get("token.user.name").String())
			require.Equal(t, "p1", a.body.Get("token.project.id").String())
			require.Equal(t, "eu-de", a.body.Get("token.project.name").String())
			require.Equal(t, "totp", a.body.Get("token.methods.1").String())
		}
		a := ask(t, b, "GET", tokens, "", "X-Auth-Token: tok1")
		require.Equal(t, http.StatusUnauthorized, a.status, a.raw)
		require.Contains(t, a.raw, "APIGW.0307")
	}
	for _, bad := range []any{"password", []any{}, []any{7}, nil} {
		_, err := v.NewAttributes(job.Fields{"methods": bad})
		require.EqualError(t, err, `methods: must be a list of strings such as ["password"]`)
	}
}
