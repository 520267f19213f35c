package iam_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/iam"
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// A token is valid for a day of the emulator's clock.
func TestLife(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, iam.API(), []string{"auth=strict"})
	id, _ := login(t, b, signIn)
	b.Clock.Advance(24*time.Hour - time.Second)
	young, _ := login(t, b, signIn)
	require.Equal(t, http.StatusOK, ask(t, b, "GET", "/v3/auth/catalog", "", "X-Auth-Token: "+id).status)
	b.Clock.Advance(time.Second)
	for _, path := range []string{tokens, "/v3/auth/catalog", "/v3/projects", "/v3/auth/projects", "/v3/auth/domains"} {
		a := ask(t, b, "GET", path, "", "X-Auth-Token: "+id)
		require.Equal(t, http.StatusUnauthorized, a.status, path)
		require.Contains(t, a.raw, `"error_code":"APIGW.0307"`, path)
	}
	a := ask(t, b, "GET", tokens, "", "X-Auth-Token: "+young, "X-Subject-Token: "+id)
	require.Equal(t, http.StatusNotFound, a.status)
	require.Equal(t, http.StatusOK, ask(t, b, "GET", tokens, "", "X-Auth-Token: "+young).status)
}

// A deleted token is not accepted, and an expired one can be deleted too.
func TestRevoke(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, iam.API(), []string{"auth=strict"})
	old, _ := login(t, b, signIn)
	b.Clock.Advance(24 * time.Hour)
	id, _ := login(t, b, signIn)
	own, _ := login(t, b, signIn)
	for _, subject := range []string{id, old} {
		a := ask(t, b, "DELETE", tokens, "", "X-Auth-Token: "+own, "X-Subject-Token: "+subject)
		require.Equal(t, http.StatusNoContent, a.status, a.raw)
		require.Empty(t, a.raw)
	}
	a := ask(t, b, "GET", "/v3/projects", "", "X-Auth-Token: "+id)
	require.Equal(t, http.StatusUnauthorized, a.status)
	require.Contains(t, a.raw, "decrypt token fail")
	snap, err := b.World.Peek(job.Ref{API: "iam", ID: id})
	require.NoError(t, err)
	require.Equal(t, otc.Revoked, snap.Status)
	for _, subject := range []string{"never", id} {
		a = ask(t, b, "DELETE", tokens, "", "X-Auth-Token: "+own, "X-Subject-Token: "+subject)
		require.Equal(t, http.StatusNotFound, a.status, a.raw)
	}
	require.Equal(t, http.StatusNoContent, ask(t, b, "DELETE", tokens, "", "X-Auth-Token: "+own).status)
	require.Equal(t, http.StatusUnauthorized, ask(t, b, "DELETE", tokens, "", "X-Auth-Token: "+own).status)
}

// openstacksdk looks up the user of its own token by name.
func TestUsers(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, iam.API(), nil)
	id, a := login(t, b, signIn)
	user := a.body.Get("token.user")
	list := ask(t, b, "GET", "/v3/users?name="+user.Get("name").String(), "", "X-Auth-Token: "+id)
	require.Equal(t, http.StatusOK, list.status, list.raw)
	require.Equal(t, user.Get("id").String(), list.body.Get("users.0.id").String())
	require.Equal(t, user.Get("domain.id").String(), list.body.Get("users.0.domain_id").String())
	require.Len(t, ask(t, b, "GET", "/v3/users?name=other", "", "X-Auth-Token: "+id).body.Get("users").Array(), 1)
	strict := apitest.Serve(t, iam.API(), []string{"auth=strict"})
	id, _ = login(t, strict, signIn)
	require.Empty(t, ask(t, strict, "GET", "/v3/users?name=other", "", "X-Auth-Token: "+id).body.Get("users").Array())
	require.Equal(t, http.StatusUnauthorized, ask(t, strict, "GET", "/v3/users", "", "X-Auth-Token: never").status)
}

// Under "auth: strict" only the known user can sign in.
func TestStrangers(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, iam.API(), []string{"auth=strict"})
	user := func(fields string) string {
		return `{"auth":{"identity":{"methods":["password"],"password":{"user":{` + fields + `}}}}}`
	}
	tests := []struct {
		name, body string
		status     int
	}{
		{"by id", user(`"id":"` + wire.KnownUserID + `","password":"` + wire.KnownPassword + `"`), 201},
		{"a wrong password", user(`"name":"` + wire.KnownUser + `","password":"no"`), 401},
		{"no password", user(`"name":"` + wire.KnownUser + `"`), 401},
		{"another user", user(`"name":"alice","password":"` + wire.KnownPassword + `"`), 401},
		{"another id", user(`"id":"1","name":"` + wire.KnownUser + `","password":"` + wire.KnownPassword + `"`), 401},
		{"another domain", user(`"name":"` + wire.KnownUser + `","password":"` + wire.KnownPassword + `","domain":{"name":"x"}`), 401},
		{"a one-time password alone", `{"auth":{"identity":{"methods":["totp"],"totp":{"user":{"id":"` + wire.KnownUserID + `","passcode":"1"}}}}}`, 401},
		{"a token that never was", `{"auth":{"identity":{"methods":["token"],"token":{"id":"x"}}}}`, 401},
		{"another project of the domain", `{"auth":{` + byPassword + `,"scope":{"project":{"name":"eu-de_mine"}}}}`, 201},
	}
	for _, tt := range tests {
		a := ask(t, b, "POST", tokens, tt.body, noToken)
		require.Equal(t, tt.status, a.status, "%s: %s", tt.name, a.raw)
		if tt.status == http.StatusUnauthorized {
			require.Equal(t, `{"error":{"message":"Unauthorized.","code":401,"title":"Unauthorized"}}`, a.raw, tt.name)
		}
	}
	agency := `{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"x","xrole_name":"y"}}}}`
	require.Contains(t, ask(t, b, "POST", tokens, agency, "X-Auth-Token: x").raw, "decrypt token fail")
	id, _ := login(t, b, signIn)
	require.Equal(t, `[]`, ask(t, b, "GET", "/v3/auth/domains?name=x", "", "X-Auth-Token: "+id).body.Get("domains").Raw)
	require.Equal(t, http.StatusNotFound, ask(t, b, "GET", tokens, "", "X-Auth-Token: "+id, "X-Subject-Token: x").status)
}
