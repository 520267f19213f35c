package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

const factsScenario = `
jobs:
  - {api: drs, id: "a", timeline: [{status: FULL_TRANSFER_STARTED}]}
  - {api: evs, id: j1, type: createVolume, entities: {volume_id: v1}, timeline: [{status: RUNNING, for: 1h}, {status: SUCCESS}]}
rules:
  - {call: evs.listVolumes, answer: {error: APIGW.0308, retry_after: 2s}}
`

// The journal has what a judge needs to know about a request.
func TestFacts(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "facts.yaml", Text: []byte(factsScenario)}}})
	require.NoError(t, err)
	srv := httptest.NewUnstartedServer(nil)
	server := e.Server(emulator.Limits{})
	go func() { _ = server.Serve(srv.Listener) }()
	t.Cleanup(func() { _ = server.Close() })
	send := func(method, path, body string) journal.Entry {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://"+srv.Listener.Addr().String()+path, strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("X-Auth-Token", "secret")
		r.SetBasicAuth("admin", "admin")
		res, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		all := e.Journal().Entries(journal.Filter{})
		return all[len(all)-1]
	}

	poll := send("GET", "/evs/v1/p/jobs/j1", "")
	require.NotZero(t, poll.ConnUse)
	require.NotZero(t, poll.Credential)
	require.False(t, poll.Arrived.IsZero())
	require.Equal(t, poll.N, poll.Youngest)

	made := send("POST", "/evs/v2/p/cloudvolumes", `{"volume":{"size":10,"availability_zone":"eu-de-01","volume_type":"SATA","sise":3},"volumes":1}`)
	require.Len(t, made.Started, 1)
	require.Equal(t, "evs", made.Started[0].API)
	require.Equal(t, []string{"volume.sise", "volumes"}, made.Ignored)
	require.Len(t, made.Resources, 1)
	require.Equal(t, journal.Made, made.Resources[0].Act)
	require.Equal(t, journal.Missing, made.Resources[0].State)
	require.Equal(t, poll.Credential, made.Credential)

	early := send("DELETE", "/evs/v2/p/cloudvolumes/v1", "")
	require.Equal(t, []journal.ResourceUse{{
		Name: job.ResourceName{API: "evs", Kind: "volume", ID: "v1"}, Act: journal.Looked, State: journal.Making, Job: job.Ref{API: "evs", ID: "j1"},
	}}, early.Resources)
	require.Equal(t, 400, early.Status)
	require.NotEmpty(t, early.Error)

	throttled := send("GET", "/evs/v2/p/cloudvolumes", "")
	require.Equal(t, "2", throttled.RetryAfter)
	require.Equal(t, "APIGW.0308", throttled.Error)

	page := send("POST", "/drs/v3/p/jobs/batch-status", `{"jobs":["a","b","c"],"pageReq":{"cur_page":2,"per_page":2}}`)
	require.Equal(t, journal.Page{Limit: 5, Shown: 3, Total: 3}, page.Page)
	require.Equal(t, []string{"pageReq"}, page.Ignored)
	require.Equal(t, "DRS.M00289", page.Error, "the error of an item in a 200")

	unknown := send("POST", "/json-rpc/12.0", `{"method":"GetAsyncResult","params":{"asyncHandle":7,"wait":true},"id":1}`)
	require.Equal(t, 200, unknown.Status)
	require.NotEmpty(t, unknown.Error)

	shown := admin(t, e, fmt.Sprintf("GET /journal/%d", made.N), "").want(http.StatusOK)
	require.Equal(t, made.Started[0].String(), shown.get("started.0").String())
	require.Equal(t, "volume.sise", shown.get("ignored.0").String())
	shown = admin(t, e, fmt.Sprintf("GET /journal/%d", throttled.N), "").want(http.StatusOK)
	require.Equal(t, "APIGW.0308", shown.get("error").String())
	require.Equal(t, "2", shown.get("retry_after").String())

	signIn := send("POST", "/v3/auth/tokens", `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"jobsim","password":"p","domain":{"name":"d"}}}},"scope":{"project":{"name":"eu-de"}}}}`)
	require.True(t, signIn.SignedIn)
	require.Empty(t, signIn.Started, "tokens are secrets")
}
