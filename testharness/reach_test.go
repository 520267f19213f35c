package testharness_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/testharness"
)

// TestReach polls one job in every way that a Sim offers, for the emulator's default session and for another one.
func TestReach(t *testing.T) {
	t.Parallel()
	own := testharness.Run(t, testharness.Scenario(twoJobs))
	other := own.Session(t)
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	for _, sim := range []*testharness.Sim{own, other} {
		secure, trusting := sim.TLS()
		ways := []string{
			poll(t, client, sim.URL()+"/v1/p/jobs/j1"),
			poll(t, client, sim.Endpoint("evs")+"/v1/p/jobs/j1"),
			poll(t, client, "http://"+sim.Addr().String()+"/v1/"+sim.Credentials().ProjectID+"/jobs/j1"),
			poll(t, trusting, secure+"/v1/p/jobs/j1"),
			poll(t, sim.Client(), "http://any.host/v1/p/jobs/j1"),
			poll(t, sim.Client(), sim.URL()+"/v1/p/jobs/j1"),
		}
		require.Equal(t, []string{"INIT", "INIT", "INIT", "INIT", "INIT", "INIT"}, ways)
		sim.Journal().RequirePolls("evs", "j1", len(ways))
	}
	require.Equal(t, own.URL()+"/s/"+other.ID(), other.URL())
	require.Equal(t, "jobsim-password", other.Credentials().Password)
}

// TestHangingRequestEndsWithTheTest checks that a test ends although a client waits for a response that never comes.
func TestHangingRequestEndsWithTheTest(t *testing.T) {
	t.Parallel()
	w := &recordingT{}
	sim := testharness.Run(w, testharness.Scenario(twoJobs+`rules: [{call: evs.showJob, break: hang}]`))
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	req, err := http.NewRequest(http.MethodGet, sim.URL()+"/v1/p/jobs/j1", nil)
	require.NoError(t, err)
	req.Header.Set("X-Auth-Token", "t")
	ended := make(chan error)
	go func() {
		res, err := client.Do(req)
		if err == nil {
			err = res.Body.Close()
		}
		ended <- err
	}()
	underWay := func() bool {
		return len(sim.Emulator.Journal().Entries(journal.Filter{State: "in_flight"})) == 1
	}
	require.Eventually(t, underWay, time.Minute, time.Millisecond)
	w.Close()
	require.Error(t, <-ended)
}

// TestOptions checks the combined effect of options, in any order.
func TestOptions(t *testing.T) {
	t.Parallel()
	at := testharness.StartTime.AddDate(1, 0, 0)
	for name, tt := range map[string]struct {
		options []testharness.Option
		mode    string
		begins  time.Time
	}{
		"none":         {nil, "manual", testharness.StartTime},
		"At":           {[]testharness.Option{testharness.At(at)}, "manual", at},
		"Skipping":     {[]testharness.Option{testharness.Skipping()}, "skipping", testharness.StartTime},
		"At, Skipping": {[]testharness.Option{testharness.At(at), testharness.Skipping()}, "skipping", at},
		"Skipping, At": {[]testharness.Option{testharness.Skipping(), testharness.At(at)}, "skipping", at},
		"Scaled":       {[]testharness.Option{testharness.Scaled(60)}, "60x", testharness.StartTime},
		"Scaled, At":   {[]testharness.Option{testharness.Scaled(60), testharness.At(at)}, "60x", at},
		"At, Real":     {[]testharness.Option{testharness.At(at), testharness.Real()}, "1x", at},
		"Real":         {[]testharness.Option{testharness.Real()}, "real", time.Now()},
	} {
		shared := testharness.Run(t)
		for _, sim := range []*testharness.Sim{testharness.Run(t, tt.options...), shared.Session(t, tt.options...)} {
			require.Equal(t, tt.mode, sim.Clock().String(), name)
			require.WithinDuration(t, tt.begins, sim.Now(), 30*time.Minute, name)
			if sim.Clock().Stopped() {
				require.Equal(t, tt.begins, sim.Now(), name)
			}
		}
	}
	sim := testharness.Run(t, testharness.AuthStrict(), testharness.Observed(), testharness.Settings(map[string]string{"drs.count": "total"}))
	require.Equal(t, "strict", sim.Setting("auth"))
	require.Equal(t, "total", sim.Setting("drs.count"))
	require.Equal(t, "observed", sim.Profile())
	require.Equal(t, "any", sim.Session(t, testharness.Set("auth", "any")).Setting("auth"))
	require.Equal(t, "strict", sim.Session(t, testharness.Seed(9)).Setting("auth"))
}
