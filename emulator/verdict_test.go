package emulator_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// source returns a scenario with one job and one expectation of it.
func judgedSource(expect string) []emulator.Source {
	text := "jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]\nexpect: [" + expect + "]\n"
	return []emulator.Source{{Name: "judged.yaml", Text: []byte(text)}}
}

// A verdict is on what happened since the session began, was reset, reloaded or restored, or its journal was cleared, and by the
// scenarios that it plays since.
func TestVerdictOfSessions(t *testing.T) {
	t.Parallel()
	allow := verdict.Allowance{Finding: "polls-after-end", Because: "of the options"}
	e, err := emulator.New(emulator.Options{Scenarios: judgedSource("{job: evs/j1, polls: 2}"), Verdict: verdict.Options{Allow: []verdict.Allowance{allow}}})
	require.NoError(t, err)
	states := func(s *emulator.Session) (early, final verdict.State, requests uint64) {
		report := s.Verdict(true)
		require.Len(t, report.Expectations, 1)
		require.Len(t, report.Allowed, min(1, int(report.Requests)/2), "the options hold on")
		return s.Verdict(false).Expectations[0].State, report.Expectations[0].State, report.Requests
	}
	want := func(s *emulator.Session, early, final verdict.State, requests uint64, when string) {
		t.Helper()
		gotEarly, gotFinal, got := states(s)
		require.Equal(t, []any{early, final, requests}, []any{gotEarly, gotFinal, got}, when)
	}
	twice := func(h http.Handler) {
		for range 2 {
			poll(t, h, "/evs/v1/p/jobs/j1")
		}
	}
	const met, missed, open = verdict.Met, verdict.Missed, verdict.Open

	want(e.Session, open, missed, 0, "at the beginning")
	twice(e)
	want(e.Session, open, met, 2, "after two polls")
	fork, err := e.Fork(e.Session, emulator.ForkOptions{})
	require.NoError(t, err)
	want(fork, open, missed, 0, "a fork is judged by what is done in it")
	twice(fork)
	want(fork, open, met, 2, "in the fork")
	want(e.Session, open, met, 2, "the origin is not touched by its fork")

	snapshot, err := e.Snapshot()
	require.NoError(t, err)
	require.NoError(t, e.Reset())
	want(e.Session, open, missed, 0, "after a reset")
	twice(e)
	require.NoError(t, e.Reload(judgedSource("{job: evs/j1, polls: 0}")))
	want(e.Session, open, met, 0, "after a reload, by the new scenario")
	twice(e)
	want(e.Session, missed, missed, 2, "by the new scenario")
	require.NoError(t, e.Restore(snapshot))
	want(e.Session, open, missed, 0, "after a restore, by the scenario of the snapshot")
	twice(e)
	admin(t, e, "DELETE /journal", "").want(http.StatusNoContent)
	want(e.Session, open, missed, 0, "after the journal was cleared")

	one, err := e.NewSession(emulator.SessionOptions{Verdict: &verdict.Options{}})
	require.NoError(t, err)
	twice(one)
	require.Len(t, one.Verdict(true).Findings, 1, "a session has options of its own")
}

// The control API serves the report as Go returns it, and refuses what it does not understand.
func TestVerdictOfAdmin(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{
		Scenarios: judgedSource("{job: evs/j1, polls: 1}, {findings: none}"), Clock: clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)),
		Verdict: verdict.Options{Allow: []verdict.Allowance{{Finding: "polls-unknown-job", Because: "it is part of the test"}}},
	})
	require.NoError(t, err)
	for _, job := range []string{"j1", "j1", "j2", "j2"} {
		client(t, e, "/evs/v1/p/jobs/"+job)
	}
	for ask, report := range map[string]verdict.Report{
		"GET /verdict": e.Verdict(false), "GET /verdict?final=false": e.Verdict(false), "GET /verdict?final=true": e.Verdict(true),
	} {
		require.Equal(t, string(report.JSON()), admin(t, e, ask, "").want(http.StatusOK).Body.String(), ask)
		require.Len(t, report.Findings, 1)
		require.Len(t, report.Allowed, 1)
		require.Len(t, report.NotGradable, 1)
	}
	admin(t, e, "GET /verdict?final=maybe", "").want(http.StatusBadRequest)
	admin(t, e, "GET /verdict?finale=true", "").want(http.StatusBadRequest)
}

// Long runs are judged as they go, beyond what the journal keeps.
func TestVerdictOutlivesTheJournal(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: judgedSource("{job: evs/j1, polls: 1000}"), JournalSize: 10})
	require.NoError(t, err)
	for range 1000 {
		poll(t, e, "/evs/v1/p/jobs/j1")
	}
	report := e.Verdict(true)
	require.Equal(t, uint64(1000), report.Requests)
	require.Equal(t, verdict.Met, report.Expectations[0].State)
	require.Equal(t, 999, report.Findings[0].Count)
}

// Verdicts of no judge are empty.
func TestVerdictOff(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: judgedSource("{job: evs/j1, polls: 1}"), Verdict: verdict.Options{Off: true}})
	require.NoError(t, err)
	poll(t, e, "/evs/v1/p/jobs/j1")
	require.Zero(t, e.Verdict(true).Requests)
	require.Empty(t, e.Verdict(true).Expectations)
}

// An expectation of a job of another file needs that file.
func TestExpectationsAcrossFiles(t *testing.T) {
	t.Parallel()
	expects := emulator.Source{Name: "expect.yaml", Text: []byte("expect: [{job: evs/j1, polls: 1}, {rule: outage}]\n")}
	jobs := emulator.Source{Name: "jobs.yaml", Text: []byte(strings.Join([]string{
		"jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]",
		"rules: [{name: outage, call: evs.showJob, nth: 1, break: reset}]",
	}, "\n"))}
	_, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{jobs, expects}})
	require.NoError(t, err)
	_, err = emulator.New(emulator.Options{Scenarios: []emulator.Source{expects}})
	require.ErrorContains(t, err, `expect.yaml:1:16: this can never be met: there is no job "evs/j1"`)
	require.ErrorContains(t, err, `expect.yaml:1:42: this can never be met: there is no rule "outage"`)
}

// Requests, verdicts and resets at the same time disturb each other in nothing.
func TestVerdictConcurrently(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: judgedSource("{job: evs/j1, polls: 1..}"), JournalSize: 100})
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 400 {
				poll(t, e, "/evs/v1/p/jobs/j1")
			}
		})
	}
	all.Go(func() {
		for i := range 50 {
			if e.Verdict(i%2 == 0); i%10 == 0 {
				_ = e.Reset() // it has no reason to fail, as the one below shows
			}
		}
	})
	all.Wait()
	require.NoError(t, e.Reset())
	require.Zero(t, e.Verdict(true).Requests)
	poll(t, e, "/evs/v1/p/jobs/j1")
	require.Equal(t, uint64(1), e.Verdict(true).Requests)
}
