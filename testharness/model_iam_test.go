package testharness_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/testharness"
)

// iamToken is a token as the model has it.
type iamToken struct {
	id, project string // project is the ID; empty for a token of the domain
	born        time.Time
	revoked     bool
}

// iamModel signs in, renews, shows and revokes tokens under "auth: strict", and uses them at EVS. It says which token is
// accepted where at every instant.
type iamModel struct {
	wireModel
	tokens []*iamToken
	steps  int
}

const dayLong = 24 * time.Hour

func TestIAMModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &iamModel{wireModel: wireModel{t, testharness.Run(t, testharness.AuthStrict())}}
		t.Repeat(map[string]func(*rapid.T){
			"": m.check, "advance": m.advance, "sign in": m.signIn, "renew": m.renew, "revoke": m.revoke, "use": m.use, "show": m.show,
		})
	})
}

func (m *iamModel) valid(k *iamToken) bool {
	return !k.revoked && m.sim.Clock().Now().Before(k.born.Add(dayLong))
}

// call sends a request with headers and returns the response's status, body and token.
func (m *iamModel) call(sim *testharness.Sim, method, path, body string, headers ...string) (int, gjson.Result, string) {
	r, err := http.NewRequest(method, "http://jobsim"+path, strings.NewReader(body))
	require.NoError(m.t, err)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := sim.Client().Do(r)
	require.NoError(m.t, err)
	defer res.Body.Close()
	return res.StatusCode, bodyOf(m.t, res), res.Header.Get("X-Subject-Token")
}

func (m *iamModel) advance(t *rapid.T) {
	m.sim.Advance(time.Duration(rapid.SampledFrom([]int{1, 11, 12, 13, 24}).Draw(t, "hours")) * time.Hour)
}

// scopes are what a sign-in asks for.
var scopes = map[string]string{
	"known project": `{"project":{"name":"eu-de"}}`, "other project": `{"project":{"name":"eu-de_other"}}`,
	"known project by ID": `{"project":{"id":"6a6f6273696d70726f6a656374000001"}}`, "domain": `{"domain":{"name":"OTC00000000001000000000"}}`,
}

func (m *iamModel) scope(t *rapid.T) string {
	return scopes[rapid.SampledFrom([]string{"known project", "other project", "known project by ID", "domain"}).Draw(t, "scope")]
}

func (m *iamModel) signIn(t *rapid.T) {
	password := rapid.SampledFrom([]string{"jobsim-password", "guessed"}).Draw(t, "password")
	m.issue(password == "jobsim-password", `{"methods":["password"],"password":{"user":{"name":"jobsim","password":"`+password+
		`","domain":{"name":"OTC00000000001000000000"}}}}`, m.scope(t))
}

// renew obtains a token by a token, which must be valid; the new one has its own day.
func (m *iamModel) renew(t *rapid.T) {
	k := m.pickToken(t, "token")
	m.issue(m.valid(k), `{"methods":["token"],"token":{"id":"`+k.id+`"}}`, m.scope(t))
}

func (m *iamModel) issue(accepted bool, identity, scope string) {
	status, doc, id := m.call(m.sim, "POST", "/iam/v3/auth/tokens", `{"auth":{"identity":`+identity+`,"scope":`+scope+`}}`)
	if !accepted {
		require.Equal(m.t, 401, status, doc.Raw)
		return
	}
	require.Equal(m.t, 201, status, doc.Raw)
	now := m.sim.Clock().Now()
	require.Equal(m.t, now.Add(dayLong).Format("2006-01-02T15:04:05.000000Z"), doc.Get("token.expires_at").String())
	for _, k := range m.tokens {
		require.NotEqual(m.t, k.id, id, "each token is its own")
	}
	m.tokens = append(m.tokens, &iamToken{id: id, project: doc.Get("token.project.id").String(), born: now})
}

func (m *iamModel) pickToken(t *rapid.T, what string) *iamToken {
	if len(m.tokens) == 0 {
		t.Skip("no token")
	}
	return rapid.Custom(func(t *rapid.T) *iamToken { return m.tokens[rapid.IntRange(0, len(m.tokens)-1).Draw(t, "n")] }).Draw(t, what)
}

func (m *iamModel) revoke(t *rapid.T) {
	caller, subject := m.pickToken(t, "caller"), m.pickToken(t, "subject")
	want := 204
	switch {
	case !m.valid(caller):
		want = 401
	case subject.revoked:
		want = 404
	}
	status, doc, _ := m.call(m.sim, "DELETE", "/iam/v3/auth/tokens", "", "X-Auth-Token", caller.id, "X-Subject-Token", subject.id)
	require.Equal(m.t, want, status, doc.Raw)
	subject.revoked = subject.revoked || want == 204
}

func (m *iamModel) show(t *rapid.T) {
	caller, subject := m.pickToken(t, "caller"), m.pickToken(t, "subject")
	want := 200
	switch {
	case !m.valid(caller):
		want = 401
	case !m.valid(subject):
		want = 404
	}
	for _, method := range []string{"GET", "HEAD"} {
		status, doc, id := m.call(m.sim, method, "/iam/v3/auth/tokens", "", "X-Auth-Token", caller.id, "X-Subject-Token", subject.id)
		require.Equal(m.t, want, status, doc.Raw)
		require.True(m.t, status != 200 || id == subject.id)
		require.True(m.t, status != 200 || method == "HEAD" || doc.Get("token.project.id").String() == subject.project, doc.Raw)
	}
}

// use lists disks: in the token's own project, or in another one.
func (m *iamModel) use(t *rapid.T) {
	k := m.pickToken(t, "token")
	project := rapid.SampledFrom([]string{k.project, "6a6f6273696d70726f6a656374000001", "elsewhere"}).Draw(t, "project")
	if project == "" {
		t.Skip("no project")
	}
	status, doc, _ := m.call(m.sim, "GET", "/evs/v2/"+project+"/cloudvolumes/detail", "", "X-Auth-Token", k.id)
	want, code := 200, ""
	switch {
	case k.revoked:
		want, code = 401, "APIGW.0301"
	case !m.valid(k):
		want, code = 401, "APIGW.0307"
	case k.project != project:
		want, code = 400, "Common.0018"
	}
	require.Equal(m.t, want, status, doc.Raw)
	require.Equal(m.t, code, doc.Get("error_code").String()+doc.Get("error.code").String(), doc.Raw)
}

// check shows each token to itself, and compares copies of the session from time to time.
func (m *iamModel) check(*rapid.T) {
	for _, k := range m.tokens {
		status, doc, _ := m.call(m.sim, "GET", "/iam/v3/auth/tokens", "", "X-Auth-Token", k.id)
		require.Equal(m.t, m.valid(k), status == 200, doc.Raw)
	}
	if m.steps++; m.steps%checkCopiesEvery == 0 {
		m.checkCopies(m.readAll, func() {
			m.call(m.sim, "POST", "/iam/v3/auth/tokens", `{"auth":{"identity":{"methods":["password"],"password":{"user":`+
				`{"name":"jobsim","password":"jobsim-password"}}}}}`)
		})
	}
}

func (m *iamModel) readAll(sim *testharness.Sim) string {
	var all strings.Builder
	for _, k := range m.tokens {
		for _, path := range []string{"auth/tokens", "auth/catalog", "projects", "users"} {
			status, doc, _ := m.call(sim, "GET", "/iam/v3/"+path, "", "X-Auth-Token", k.id)
			fmt.Fprintln(&all, status, doc.Get("token").Raw+doc.Get("projects").Raw+doc.Get("users").Raw)
		}
	}
	return all.String()
}

func bodyOf(t *rapid.T, res *http.Response) gjson.Result {
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return gjson.ParseBytes(text)
}
