package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
)

// counting is a rule that matches no request but makes a session log each of them.
const counting = "rules: [{call: evs.deleteVolume, nth: 99, answer: {error: EVS.2024}}]\n"

// send sends a request with headers as "Name: value".
func send(t *testing.T, e http.Handler, ask, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	method, path, _ := strings.Cut(ask, " ")
	r := httptest.NewRequest(method, "/", strings.NewReader(body))
	path, query, _ := strings.Cut(path, "?")
	r.URL.Path, r.URL.RawQuery, r.RequestURI = path, query, strings.TrimSuffix(path+"?"+query, "?")
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
	}
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, r)
	return rec
}

// TestSecretsNeverEnterASnapshot sends the corpus of secrets, looks for them in the snapshot, and restores it.
func TestSecretsNeverEnterASnapshot(t *testing.T) {
	t.Parallel()
	for _, auth := range []string{"any", "strict"} {
		t.Run(auth, func(t *testing.T) {
			t.Parallel()
			opts := manual()
			opts.Settings = map[string]string{"auth": auth}
			e := begin(t, opts, counting)
			for _, q := range secretRequests {
				headers := []string{"X-Auth-Token: s3cr3t"}
				if strings.HasPrefix(q.header, "Authorization: ") {
					headers = nil
				}
				if q.header != "" {
					headers = append(headers, q.header)
				}
				send(t, e, q.ask, q.body, headers...)
			}
			text, err := e.Snapshot()
			require.NoError(t, err)
			require.Zero(t, strings.Count(string(text), marker), "see the snapshot's lines with %s", marker)
			require.Zero(t, strings.Count(string(text), "czNjcjN0"), "in Base64")
			require.Greater(t, strings.Count(string(text), "- at: "), len(secretRequests)/2)
			require.NoError(t, e.Restore(text))
			again, err := e.Snapshot()
			require.NoError(t, err)
			require.Equal(t, string(text), string(again), "a masked snapshot is restored to what it says")
		})
	}
}

// TestReplayAcceptsPlaceholders checks that a session with secrets goes on after a restore as it would have without one: signed in,
// with the account whose CHAP secrets are masked, and with its volumes.
func TestReplayAcceptsPlaceholders(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.Settings = map[string]string{"auth": "strict"}
	e := begin(t, opts, counting)
	const signIn = `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"jobsim","password":"jobsim-password",` +
		`"domain":{"name":"OTC00000000001000000000"}}}},"scope":{"project":{"name":"eu-de"}}}}`
	in := send(t, e, "POST /iam/v3/auth/tokens", signIn)
	require.Equal(t, http.StatusCreated, in.Code, "%s", in.Body)
	token := "X-Auth-Token: " + in.Header().Get("X-Subject-Token")
	project := gjson.Get(in.Body.String(), "token.project.id").String()
	const volume = `{"volume":{"size":10,"volume_type":"SATA","availability_zone":"eu-de-01","name":"n","metadata":{"password":"hush"}}}`
	made := send(t, e, "POST /evs/v2/"+project+"/cloudvolumes", volume, token)
	require.Equal(t, http.StatusOK, made.Code, "%s", made.Body)
	id := gjson.Get(made.Body.String(), "job_id").String()
	const basic = "Authorization: Basic am9ic2ltOmpvYnNpbS1wYXNzd29yZA=="
	account := send(t, e, "POST /json-rpc/12.5", `{"method":"AddAccount","params":{"username":"u","initiatorSecret":"hush-hush-hush","targetSecret":"hush-hush-hush2"}}`, basic)
	require.True(t, gjson.Get(account.Body.String(), "result.accountID").Exists(), "%s", account.Body)

	text, err := e.Snapshot()
	require.NoError(t, err)
	for _, secret := range []string{"hush", strings.TrimPrefix(token, "X-Auth-Token: ")} {
		require.Zero(t, strings.Count(string(text), secret), secret)
	}
	other, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "snapshot", Text: text}}})
	require.NoError(t, err)
	poll := send(t, other, "GET /evs/v1/"+project+"/jobs/"+id, "", token)
	require.Equal(t, http.StatusOK, poll.Code, "the token is still valid: %s", poll.Body)
	require.Equal(t, send(t, e, "GET /evs/v1/"+project+"/jobs/"+id, "", token).Body.String(), poll.Body.String())
	accounts := send(t, other, "POST /json-rpc/12.5", `{"method":"ListAccounts","params":{}}`, basic)
	require.Equal(t, "u", gjson.Get(accounts.Body.String(), `result.accounts.#(username=="u").username`).String(), "%s", accounts.Body)
}
