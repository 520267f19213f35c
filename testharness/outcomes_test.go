package testharness_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/testharness"
)

// minute is a job that succeeds after a minute.
const minute = `
jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 10s}, {status: RUNNING, for: 50s}, {status: SUCCESS}]}]
`

// waitLimit is the client's timeout in these tests.
const waitLimit = 298 * time.Second

// outcomes are the ways in which a client's wait can end, each with its scenario and duration by the client's clock.
var outcomes = []struct {
	name, scenario string
	options        []testharness.Option
	want           string // part of the error; empty for success
	took           time.Duration
	polls          int // responses with the job's status
}{
	{name: "success", scenario: minute, took: time.Minute, polls: 13},
	{
		name: "failure with its code", want: "j1 failed: EVS.2024", took: 10 * time.Second, polls: 3,
		scenario: `jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: FAIL, error: EVS.2024}]}]`,
	},
	{
		name: "stuck", want: "gave up on j1, which is RUNNING: context deadline exceeded", took: waitLimit, polls: 60,
		scenario: `jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}]`,
	},
	{
		name: "an unknown status", want: `the unknown status "WAITING_EXECUTE"`, took: 5 * time.Second, polls: 2,
		scenario: `jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 1s}, {status: {name: WAITING_EXECUTE, phase: running}}]}]`,
	},
	{
		name: "throttled", took: time.Minute, polls: 11,
		scenario: minute + `rules: [{call: evs.showJob, nth: 2..3, answer: {error: APIGW.0308, headers: {Retry-After: "2"}}}]`,
	},
	{
		name: "a bad gateway, once", took: time.Minute, polls: 12,
		scenario: minute + `rules: [{call: evs.showJob, nth: 1, answer: {status: 502, body: "<html>Bad Gateway</html>"}}]`,
	},
	{name: "a reset connection, once", took: time.Minute, polls: 12, scenario: minute + `rules: [{call: evs.showJob, nth: 4, break: reset}]`},
	{name: "half a response, once", took: 65 * time.Second, polls: 13, scenario: minute + `rules: [{call: evs.showJob, nth: 13, break: truncate}]`},
	{
		name: "a token that runs out", took: time.Minute, polls: 12, options: []testharness.Option{testharness.AuthStrict()},
		scenario: minute + `rules: [{call: iam.createToken, nth: 1, start: {timeline: [{status: valid, for: 30s}, {status: expired}]}}]`,
	},
	{
		name: "a job that is purged before its end is polled", want: "j1 cannot be seen: Common.0011", took: 15 * time.Second, polls: 3,
		scenario: `jobs: [{api: evs, id: j1, type: createVolume, expires: 1s, timeline: [{status: RUNNING, for: 11s}, {status: SUCCESS}]}]`,
	},
	{name: "a slow service", took: 75 * time.Second, polls: 4, scenario: minute + `rules: [{call: evs.showJob, delay: 15s}]`},
}

// TestWaiter runs a client against every outcome. The client sleeps up to five minutes; that costs no real time because each
// test runs in a bubble whose clock the emulator shares.
func TestWaiter(t *testing.T) {
	t.Parallel()
	for _, tt := range outcomes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sim := testharness.Run(t, append(tt.options, testharness.Real(), testharness.Scenario(tt.scenario))...)
				known := sim.Credentials()
				w := &waiter{client: sim.Client(), url: "http://evs.test/v1/" + known.ProjectID, every: 5 * time.Second}
				w.signIn = func(ctx context.Context) (string, error) { return signIn(ctx, w.client, known) }
				token, err := w.signIn(t.Context())
				require.NoError(t, err)
				w.token = token

				ctx, cancel := context.WithTimeout(t.Context(), waitLimit)
				defer cancel()
				start := time.Now()
				err = w.wait(ctx, "j1")
				if tt.want == "" {
					require.NoError(t, err)
				} else {
					require.ErrorContains(t, err, tt.want)
				}
				require.Equal(t, tt.took, time.Since(start))
				sim.Journal().RequirePolls("evs", "j1", tt.polls)
				sim.Journal().RequireNoPollAfterEnd("evs", "j1")
			})
		})
	}
}

// signIn returns a token for the known account, scoped to its project.
func signIn(ctx context.Context, client *http.Client, known emulator.Credentials) (string, error) {
	type named map[string]any
	user := named{"name": known.User, "password": known.Password, "domain": named{"name": known.Domain}}
	body, err := json.Marshal(named{"auth": named{
		"identity": named{"methods": []string{"password"}, "password": named{"user": user}},
		"scope":    named{"project": named{"id": known.ProjectID}},
	}})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://iam.test/v3/auth/tokens", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	res, err := client.Do(req)
	if err != nil {
		return "", err
	}
	return res.Header.Get("X-Subject-Token"), res.Body.Close()
}
