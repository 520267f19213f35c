package emulator_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
)

// TestRulesWhileRunning adds, arms, disarms and removes rules; a fork and a snapshot have the changes.
func TestRulesWhileRunning(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, f family) {
		e := f.with(t, "  - {name: cut, armed: false, call: CALL, nth: 1, answer: {error: CODE}}\n")
		require.Nil(t, f.refused(t, e, 2))
		require.NoError(t, e.Rules().Arm("cut"))
		require.Equal(t, []int{1}, f.refused(t, e, 3))
		require.NoError(t, e.Rules().Arm("cut"))
		require.Equal(t, []int{1}, f.refused(t, e, 2), "it counts anew")

		names, err := e.Rules().Add(emulator.Source{Name: "more", Text: []byte(replaced("rules: [{call: CALL, times: 3, answer: {error: CODE}}, {name: slow, call: CALL, delay: 0s}]", "CALL", f.call, "CODE", f.code))})
		require.NoError(t, err)
		require.Equal(t, []string{"added#1", "slow"}, names)
		require.Equal(t, "added#1", e.Rules().List()[0].Rule.Name, "what is added last comes first")
		require.Equal(t, []int{1}, f.refused(t, e, 1))

		text, err := e.Snapshot()
		require.NoError(t, err)
		again, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "snapshot", Text: text}}})
		require.NoError(t, err)
		twin, err := e.Fork(e.Session, emulator.ForkOptions{})
		require.NoError(t, err)
		for _, h := range []http.Handler{e, again, twin} {
			require.Equal(t, []int{1, 2}, f.refused(t, h, 4), "two of the three are left")
		}
		require.Equal(t, e.Rules().List(), twin.Rules().List())

		require.NoError(t, e.Rules().Remove("added#1"))
		require.NoError(t, e.Rules().Disarm("slow"))
		require.Len(t, e.Rules().List(), 2)
	})
}

func TestRuleErrors(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "rules: [{name: a, call: evs.showJob, break: reset}]\n")
	require.EqualError(t, e.Rules().Arm("b"), `there is no rule "b"`)
	require.ErrorAs(t, e.Rules().Remove("b"), new(*emulator.UnknownRuleError))
	_, err := e.Rules().Add(emulator.Source{Text: []byte("rules: [{name: a, call: evs.showJob, break: empty}]")})
	require.ErrorAs(t, err, new(*emulator.DuplicateRuleError))
	_, err = e.Rules().Add(emulator.Source{Text: []byte("jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: INIT}]}]")})
	require.ErrorAs(t, err, new(*emulator.RulesOnlyError))
	_, err = e.Rules().Add(emulator.Source{Text: []byte("rules: [{call: evs.showJobb, break: reset}]")})
	require.ErrorContains(t, err, "did you mean showJob?")
}

// TestRulesOfTheControlAPI is the same over HTTP.
func TestRulesOfTheControlAPI(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: RUNNING}]}]\n")
	added := admin(t, e, "POST /rules", "rules: [{call: evs.showJob, times: 1, answer: {error: EVS.5503}}]", "Content-Type: application/yaml").want(http.StatusCreated)
	name := added.get("rules.0.name").String()
	require.Equal(t, "evs.showJob, once: returns EVS.5503", added.get("rules.0.description").String())
	at := "/rules/" + url.PathEscape(name)
	require.False(t, admin(t, e, "POST "+at+"/disarm", "").want(http.StatusOK).get("rules.0.armed").Bool())
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/a"))
	require.True(t, admin(t, e, "POST "+at+"/arm", "").want(http.StatusOK).get("rules.0.armed").Bool())
	require.Equal(t, http.StatusInternalServerError, client(t, e, "/evs/v1/p/jobs/a").Code/100*100)
	require.Equal(t, "1", admin(t, e, "GET /rules", "").get("rules.0.claimed").Raw)
	admin(t, e, "DELETE "+at, "").want(http.StatusNoContent)
	require.Equal(t, "no_rule", admin(t, e, "DELETE "+at, "").want(http.StatusNotFound).get("error.code").String())
	require.Equal(t, "bad_scenario", admin(t, e, "POST /rules", "rules: []").want(http.StatusBadRequest).get("error.code").String())
}

// TestUntilRelease lasts until the test releases it, whatever the clock says and however often the client polls.
func TestUntilRelease(t *testing.T) {
	t.Parallel()
	for api, one := range map[string][3]string{
		"evs":     {"{api: evs, id: 7, type: createVolume, timeline: [{status: INIT, until: release}, {status: RUNNING, for: 2s}, {status: SUCCESS}]}", "INIT", "RUNNING"},
		"sdrs":    {"{api: sdrs, id: 7, type: createProtectionGroupNoCG, timeline: [{status: INIT, until: release}, {status: RUNNING, for: 2s}, {status: SUCCESS}]}", "INIT", "RUNNING"},
		"drs":     {"{api: drs, id: 7, timeline: [{status: CONFIGURATION, until: release}, {status: STARTJOBING, for: 2s}, {status: FULL_TRANSFER_STARTED}]}", "CONFIGURATION", "STARTJOBING"},
		"element": {"{api: element, handle: 7, type: Clone, volumeID: 1, timeline: [{status: running, until: release}, {status: complete}]}", "running", "complete"},
	} {
		e := begin(t, manual(), "jobs: ["+one[0]+"]\n")
		ref := job.Ref{API: api, ID: "7"}
		e.Clock().Advance(24 * time.Hour)
		snap, err := e.Jobs().Peek(ref)
		require.NoError(t, err)
		require.Equal(t, one[1], snap.Status)
		require.Equal(t, "its release", admin(t, e, "GET /jobs/"+api+"/7", "").get("waits_for").String(), api)
		_, err = e.Jobs().Hold(ref)
		require.NoError(t, err)
		snap, err = e.Jobs().Release(ref)
		require.NoError(t, err)
		require.Equal(t, one[1], snap.Status, "the first release ends the hold")
		snap, err = e.Jobs().Release(ref)
		require.NoError(t, err)
		require.Equal(t, one[2], snap.Status)
	}
}

// TestUntilCall waits for a call of another API; a snapshot and a fork go on alike.
func TestUntilCall(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
jobs:
  - {api: evs, id: a, type: createVolume, timeline: [{status: RUNNING, for: 1h}, {status: SUCCESS}]}
  - {api: drs, id: b, timeline: [{status: CONFIGURATION, until: {call: evs.showJob, where: {path.job_id: a}}}, {status: STARTJOBING, until: {call: element.*}}, {status: FULL_TRANSFER_STARTED}]}
`)
	status := func(h *emulator.Session) string {
		snap, err := h.Jobs().Peek(job.Ref{API: "drs", ID: "b"})
		require.NoError(t, err)
		return snap.Status
	}
	client(t, e, "/evs/v1/p/jobs/other")
	require.Equal(t, "CONFIGURATION", status(e.Session), "a call that is refused, and about another job")
	client(t, e, "/evs/v1/p/jobs/a")
	require.Equal(t, "STARTJOBING", status(e.Session))
	twin, err := e.Fork(e.Session, emulator.ForkOptions{})
	require.NoError(t, err)
	text, err := e.Snapshot()
	require.NoError(t, err)
	again, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "snapshot", Text: text}}})
	require.NoError(t, err)
	for _, s := range []*emulator.Session{e.Session, twin, again.Session} {
		require.Equal(t, "STARTJOBING", status(s))
		client(t, s, `POST /json-rpc/12.0 {"method":"ListAsyncResults","id":1}`)
		require.Equal(t, "FULL_TRANSFER_STARTED", status(s))
	}
}

// TestResourceOfAScenario is there from the start, and in use.
func TestResourceOfAScenario(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "resources:\n  - {api: evs, kind: volume, id: v-1, name: data, size: 10, status: in-use, attachments: [{server_id: srv-1, device: /dev/vdb}]}\n")
	require.Equal(t, http.StatusOK, client(t, e, "/evs/v2/p/cloudvolumes/v-1").Code)
	require.Equal(t, http.StatusBadRequest, client(t, e, "DELETE /evs/v2/p/cloudvolumes/v-1").Code)
	_, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{
		{Name: "a", Text: []byte("resources: [{api: evs, kind: volume, id: v-1}]")}, {Name: "b", Text: []byte("resources: [{api: evs, kind: volume, id: v-1}]")},
	}})
	require.ErrorContains(t, err, "the other one is in a:1")
}
