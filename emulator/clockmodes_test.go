package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// drawn is a scenario whose instants are drawn by the seed.
const drawn = `
seed: 7
jobs:
  - api: evs
    id: j1
    type: createVolume
    timeline:
      - {status: INIT, for: 1s..2s}
      - {status: RUNNING, for: 10s..20s}
      - choose:
          - {weight: 1, steps: [{status: SUCCESS}]}
          - {weight: 1, steps: [{status: FAIL, error: EVS.2024}]}
`

var j1 = job.Ref{API: "evs", ID: "j1"}

// states polls a job until it rests, letting go on between two polls, and answers what was told: each state once, with its
// instant counted from the job's birth.
func states(t testing.TB, e *emulator.Emulator, goOn func()) (seen []string, polls int) {
	t.Helper()
	for range 10_000 {
		told := poll(t, e, "/evs/v1/p/jobs/j1")
		polls++
		entries := e.Journal().Entries(journal.Filter{})
		last := entries[len(entries)-1].Observed[0]
		snap, err := e.Jobs().Peek(j1)
		require.NoError(t, err)
		state := fmt.Sprintf("%s at +%s", told, last.Since.Sub(snap.Born))
		if len(seen) == 0 || seen[len(seen)-1] != state {
			seen = append(seen, state)
		}
		if last.Phase.Over() {
			return seen, polls
		}
		goOn()
	}
	require.Fail(t, "the job never rests")
	return nil, 0
}

// TestModesTellTheSame: whatever moves the clock, the same scenario gives the same states at the same instants.
func TestModesTellTheSame(t *testing.T) {
	t.Parallel()
	by := map[string]func(t *testing.T) []string{
		"manual": func(t *testing.T) []string {
			e := begin(t, manual(), drawn)
			seen, _ := states(t, e, func() { e.Clock().Advance(time.Second / 2) })
			return seen
		},
		"next": func(t *testing.T) []string {
			e := begin(t, manual(), drawn)
			seen, polls := states(t, e, func() { admin(t, e, "POST /clock/advance", `{"to":"next"}`).want(http.StatusOK) })
			require.Equal(t, 3, polls)
			return seen
		},
		"skipping": func(t *testing.T) []string {
			c, err := clock.ParseAt("skipping", noon)
			require.NoError(t, err)
			seen, polls := states(t, begin(t, emulator.Options{Clock: c}, drawn), func() {})
			require.Equal(t, 3, polls)
			return seen
		},
		"real":    func(t *testing.T) []string { return inBubble(t, "real", time.Second/2) },
		"60x":     func(t *testing.T) []string { return inBubble(t, "60x", time.Second/100) },
		"default": func(t *testing.T) []string { return inBubble(t, "", time.Second) },
	}
	want := by["manual"](t)
	require.Len(t, want, 3)
	for name, play := range by {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, play(t))
		})
	}
}

// inBubble lets a client sleep between two polls of an emulator whose clock goes by itself.
func inBubble(t *testing.T, mode string, interval time.Duration) (seen []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c, err := clock.Parse(mode)
		require.NoError(t, err)
		seen, _ = states(t, begin(t, emulator.Options{Clock: c}, drawn), func() { time.Sleep(interval) })
	})
	return seen
}

// A job that rests moves a skipping clock nowhere, not even to the end of its retention.
func TestSkippingStopsAtTheEnd(t *testing.T) {
	t.Parallel()
	c, err := clock.ParseAt("skipping", noon)
	require.NoError(t, err)
	e := begin(t, emulator.Options{Clock: c}, "jobs: [{api: evs, id: j1, type: createVolume, expires: 1h, timeline: [{status: RUNNING, for: 9s}, {status: SUCCESS}]}]")
	states(t, e, func() {})
	require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/j1"))
	require.Equal(t, noon.Add(9*time.Second), e.Clock().Now())
}

// Starting a job is no question about it, so its first state is told; and what a client cannot see yet it comes to see.
func TestSkippingMissesNoState(t *testing.T) {
	t.Parallel()
	c, err := clock.ParseAt("skipping", noon)
	require.NoError(t, err)
	e := begin(t, emulator.Options{Clock: c}, "jobs: [{api: evs, id: j1, type: createVolume, hidden: 5s, timeline: [{status: RUNNING, for: 9s}, {status: SUCCESS}]}]")
	made := client(t, e, `POST /evs/v2/p/cloudvolumes {"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01"}}`)
	id := gjson.Get(made.Body.String(), "job_id").String()
	require.NotEmpty(t, id, "%s", made.Body)
	require.Equal(t, noon, e.Clock().Now())
	require.Equal(t, "INIT", poll(t, e, "/evs/v1/p/jobs/"+id))
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/"+id))

	e = begin(t, emulator.Options{Clock: c.Fork()}, "jobs: [{api: evs, id: j1, type: createVolume, hidden: 5s, timeline: [{status: RUNNING, for: 9s}, {status: SUCCESS}]}]")
	require.Equal(t, http.StatusBadRequest, client(t, e, "/evs/v1/p/jobs/j1").Code)
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j1"))
	require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/j1"))
}

// TestTokensDoNotMoveASkippingClock: signing in tells a token, which nobody waits for.
func TestTokensDoNotMoveASkippingClock(t *testing.T) {
	t.Parallel()
	c, err := clock.ParseAt("skipping", noon)
	require.NoError(t, err)
	e := begin(t, emulator.Options{Clock: c, Settings: map[string]string{"auth": "strict"}}, drawn)
	signIn := client(t, e, `POST /iam/v3/auth/tokens {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"jobsim","password":"jobsim-password","domain":{"name":"OTC00000000001000000000"}}}},"scope":{"project":{"name":"eu-de"}}}}`)
	require.Equal(t, http.StatusCreated, signIn.Code, "%s", signIn.Body)
	token := signIn.Header().Get("X-Subject-Token")
	for range 2 {
		r := httptest.NewRequest(http.MethodGet, "/iam/v3/auth/tokens", nil)
		r.Header.Set("X-Auth-Token", token)
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, r)
		require.Equal(t, http.StatusOK, rec.Code)
	}
	require.Equal(t, noon, e.Clock().Now())
	next, ok := e.Clock().NextChange()
	require.True(t, ok)
	require.Equal(t, j1, next.Ref)
}

func TestAdvance(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	by := admin(t, e, "POST /clock/advance", `{"by":"500ms"}`).want(http.StatusOK)
	require.Equal(t, "500ms", by.get("advanced").String())
	require.Equal(t, "2026-01-02T12:00:00.5Z", by.get("now").String())
	next := admin(t, e, "POST /clock/advance", `{"to":"next"}`).want(http.StatusOK)
	require.Equal(t, "500ms", next.get("advanced").String())
	require.Equal(t, "sdrs/p1", next.get("next.job").String())
	to := admin(t, e, "POST /clock/advance", `{"to":{"job":"evs/j1","status":"SUCCESS"}}`).want(http.StatusOK)
	require.Equal(t, "2026-01-02T12:00:28Z", to.get("now").String())
	require.Equal(t, "0s", admin(t, e, "POST /clock/advance", `{"to":{"job":"evs/j1","status":"SUCCESS"}}`).want(http.StatusOK).get("advanced").String())
	end := admin(t, e, "POST /clock/advance", `{"to":"end"}`).want(http.StatusOK)
	require.Equal(t, "2026-01-02T12:01:00Z", end.get("now").String())
	require.Equal(t, `["evs/j2"]`, end.get("waiting").Raw)
	require.Equal(t, "8760h0m0s", admin(t, e, "POST /clock/advance", `{"by":"365d"}`).want(http.StatusOK).get("advanced").String())
}

func TestAdvanceTellsWhenNothingIsAhead(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}]")
	require.Equal(t, "nothing_ahead", admin(t, e, "POST /clock/advance", `{"to":"next"}`).want(http.StatusConflict).get("error.code").String())
	blocked := admin(t, e, "POST /clock/advance", `{"to":{"job":"evs/j1","status":"SUCCESS"}}`).want(http.StatusConflict)
	require.Contains(t, blocked.get("error.message").String(), "it stays in RUNNING")
}

func TestClockVerbs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		e := begin(t, emulator.Options{}, several)
		require.Equal(t, "real", admin(t, e, "GET /clock", "").get("mode").String())
		require.Equal(t, "paused", admin(t, e, "POST /clock/pause", "").want(http.StatusOK).get("mode").String())
		start := e.Clock().Now()
		time.Sleep(time.Hour)
		require.Equal(t, start, e.Clock().Now())
		require.Equal(t, "1x", admin(t, e, "POST /clock/resume", "").want(http.StatusOK).get("mode").String())
		scaled := admin(t, e, "POST /clock/scale", `{"factor":60}`).want(http.StatusOK)
		require.Equal(t, "60x", scaled.get("mode").String())
		require.Equal(t, "60", scaled.get("pace").Raw)
		time.Sleep(time.Second)
		require.Equal(t, start.Add(time.Minute), e.Clock().Now())
		require.Equal(t, "skipping", admin(t, e, "POST /clock/mode", `{"mode":"skipping"}`).want(http.StatusOK).get("mode").String())
		to := start.Add(2 * time.Minute).Format(time.RFC3339Nano)
		require.Equal(t, "1m0s", admin(t, e, "POST /clock/set", `{"now":"`+to+`"}`).want(http.StatusOK).get("advanced").String())
	})
}

// TestHint tells a client that polls on and on while the clock stands what would help.
func TestHint(t *testing.T) {
	t.Parallel()
	const hint = "X-Jobsim-Hint"
	e := begin(t, manual(), several)
	e.Clock().Advance(time.Second)
	for range 19 {
		require.Empty(t, client(t, e, "/evs/v1/p/jobs/j1").Header().Get(hint))
	}
	require.Equal(t, `the clock is manual and job evs/j1 changes at +27s: POST /__admin/clock/advance {"by":"27s"}`,
		client(t, e, "/evs/v1/p/jobs/j1").Header().Get(hint))
	e.Clock().Advance(time.Second)
	require.Empty(t, client(t, e, "/evs/v1/p/jobs/j1").Header().Get(hint), "it has moved")
	_, err := e.Jobs().Hold(j1)
	require.NoError(t, err)
	s, err := e.Fork(e.Session, emulator.ForkOptions{})
	require.NoError(t, err)
	for range 20 {
		client(t, e, "/s/"+s.ID()+"/evs/v1/p/jobs/j1")
	}
	require.Equal(t, "job evs/j1 is held: POST /s/"+s.ID()+"/__admin/jobs/evs/j1/release",
		client(t, e, "/s/"+s.ID()+"/evs/v1/p/jobs/j1").Header().Get(hint))
	e = begin(t, emulator.Options{}, several)
	for range 40 {
		require.Empty(t, client(t, e, "/element/json-rpc/12.5").Header().Get(hint))
		require.Empty(t, client(t, e, "/evs/v1/p/jobs/j1").Header().Get(hint), "a clock that goes needs no help")
	}
}
