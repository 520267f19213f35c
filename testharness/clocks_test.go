package testharness_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/testharness"
)

// clockCases are jobs whose durations and branches are drawn from the seed.
var clockCases = []struct{ ref, method, path, body, scenario string }{
	{"evs/j1", http.MethodGet, "/evs/v1/p/jobs/j1", "", `
jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 2s..20s}, {status: RUNNING, for: 1m..2m}, {choose: [
  {weight: 1, steps: [{status: SUCCESS}]}, {weight: 1, steps: [{status: FAIL, error: EVS.2024}]}]}]}]`},
	{"sdrs/g", http.MethodGet, "/sdrs/v1/p/jobs/g", "", `
jobs: [{api: sdrs, id: g, type: stopProtectionGroupNoCG, sub_jobs: [
  {id: a, type: stopProtectionGroupRepNoCG, starts: 1.5s, timeline: [{status: INIT, for: 3s..9s}, {status: RUNNING, for: 4s..8s}, {status: SUCCESS}]},
  {id: b, type: stopProtectionGroupRepNoCG, starts: 5s, timeline: [{status: RUNNING, for: 30s..90s}, {status: SUCCESS}]}]}]`},
	{"drs/t", http.MethodPost, "/drs/v3/p/jobs/batch-status", `{"jobs": ["t"]}`, `
jobs: [{api: drs, id: t, timeline: [{status: STARTJOBING, for: 10s..20s}, {repeat: 3, steps: [
  {status: INCRE_TRANSFER_STARTED, for: 20s..40s}, {status: INCRE_TRANSFER_FAILED, for: 2s..9s}]}, {status: RELEASE_RESOURCE_COMPLETE}]}]`},
	{"element/7", http.MethodPost, "/json-rpc/12.5", `{"method": "GetAsyncResult", "params": {"asyncHandle": 7, "keepResult": true}, "id": 1}`, `
jobs: [{api: element, handle: 7, type: Clone, timeline: [{status: running, for: 1m..5m}, {status: complete, result: {cloneID: 25}}]}]`},
}

// TestClocks polls the same job once a second under each kind of clock. The client must see the same statuses with the same
// start instants under all of them.
func TestClocks(t *testing.T) {
	t.Parallel()
	pace := func(each time.Duration) func(*testharness.Sim) {
		return func(*testharness.Sim) { time.Sleep(each) }
	}
	at := testharness.At(testharness.StartTime)
	clocks := map[string]struct {
		options []testharness.Option
		next    func(*testharness.Sim)
	}{
		"real":   {[]testharness.Option{at, testharness.Real()}, pace(time.Second)},
		"scaled": {[]testharness.Option{testharness.Scaled(60)}, pace(time.Second / 60)},
		"slow":   {[]testharness.Option{testharness.Scaled(0.5)}, pace(2 * time.Second)},
		"manual": {nil, func(s *testharness.Sim) { s.Advance(time.Second) }},
		"changing": {nil, func(s *testharness.Sim) {
			s.Scale(10)
			pace(time.Second / 20)(s)
			s.Pause()
			s.Advance(time.Second / 2)
		}},
		"skipping": {[]testharness.Option{testharness.Skipping()}, func(*testharness.Sim) {}},
	}
	for _, f := range clockCases {
		t.Run(f.ref, func(t *testing.T) {
			t.Parallel()
			api, id, _ := strings.Cut(f.ref, "/")
			ref := job.Ref{API: api, ID: id}
			for seed := range uint64(5) {
				want := wantTransitions(t, ref, f.scenario, seed)
				require.Greater(t, len(want), 1)
				for name, c := range clocks {
					synctest.Test(t, func(t *testing.T) {
						sim := testharness.Run(t, append(c.options, testharness.Seed(seed), testharness.Scenario(f.scenario))...)
						got := pollUntilFinal(sim, ref, func() { send(sim, f.method, f.path, f.body) }, func() { c.next(sim) })
						require.Equal(t, want, got, "%s, seed %d", name, seed)
					})
				}
			}
		})
	}
}

// transition is a status and the instant at which the job entered it.
type transition struct {
	Status string
	At     time.Duration // since Start
}

// wantTransitions returns all transitions of a job, found by Peek from change to change.
func wantTransitions(t *testing.T, ref job.Ref, scenario string, seed uint64) []transition {
	t.Helper()
	sim := testharness.Run(t, testharness.Seed(seed), testharness.Scenario(scenario))
	var all []transition
	for {
		snap := sim.Peek(ref.API, ref.ID)
		if one := (transition{snap.Status, snap.Since.Sub(testharness.StartTime)}); len(all) == 0 || all[len(all)-1] != one {
			all = append(all, one)
		}
		if snap.Phase.Over() && snap.Until.Final() {
			return all
		}
		sim.AdvanceToNext()
	}
}

// pollUntilFinal polls until the job is final and returns the transitions that the client saw.
func pollUntilFinal(sim *testharness.Sim, ref job.Ref, ask, next func()) []transition {
	for rests := false; ; next() {
		snap := sim.Peek(ref.API, ref.ID)
		rests = snap.Phase.Over() && snap.Until.Final()
		ask()
		if rests {
			break
		}
	}
	var all []transition
	for _, p := range sim.Journal().Transitions(ref.API, ref.ID) {
		all = append(all, transition{p.Status, p.Since.Sub(testharness.StartTime)})
	}
	return all
}
