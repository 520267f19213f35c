package verdict_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/testharness"
)

const expectScenario = `
jobs:
  - {api: evs, id: disk, type: createVolume, entities: {volume_id: v1}, timeline: [{status: RUNNING, for: 4s}, {status: FAIL}]}
rules:
  - {name: outage, call: evs.showJob, nth: 2, answer: {error: EVS.5503}}
expect:
  - `

// expectation is one item of expect: the client, what became of it before the client has ended, and after, the expectation in words, and
// what was seen instead.
type expectation struct {
	expect       string
	run          func(client)
	early, final verdict.State
	words, saw   string
}

// The clients of the expectations.
var (
	pollAll = func(c client) { c.every(2*time.Second, 4, "disk") } // RUNNING, 503, FAIL, FAIL
	pollOne = func(c client) { c.evs("disk") }
	nothing = func(client) {}
	removes = func(c client) {
		c.do("DELETE /evs/v2/p/cloudvolumes/v1", "")
		pollAll(c)
		c.do("DELETE /evs/v2/p/cloudvolumes/v1", "")
	}
)

const met, missed, open = verdict.Met, verdict.Missed, verdict.Open

var expectations = []expectation{
	{"{job: evs/disk, seen: [RUNNING, FAIL]}", pollAll, met, met, "evs/disk: seen RUNNING, FAIL", ""},
	{"{job: evs/disk, seen: [RUNNING, FAIL]}", pollOne, open, missed, "", "RUNNING, and then no FAIL"},
	{"{job: evs/disk, seen: [FAIL]}", nothing, open, missed, "", "nothing of it was shown"},
	{"{job: evs/disk, polls: 3}", pollAll, open, met, "evs/disk: polls: 3", "3 polls"},
	{"{job: evs/disk, polls: 2..}", pollAll, met, met, "evs/disk: polls: 2 or more", ""},
	{"{job: evs/disk, polls: 1..2}", pollAll, missed, missed, "evs/disk: polls: 1 to 2", "3 polls"},
	{"{job: evs/disk, pause: 1s..5s}", pollAll, open, met, "evs/disk: pauses: 1s to 5s", "3 pauses so far"},
	{"{job: evs/disk, pause: 3s..}", pollAll, missed, missed, "evs/disk: pauses: 3s or longer", "a pause of 2s"},
	{"{job: evs/disk, pause: 1s..}", nothing, open, missed, "", "no pause"},
	{"{job: evs/disk, seen: [FAIL], polls: 9.., pause: 1s..1s}", pollAll, missed, missed, "", "a pause of 2s"},
	{"{call: evs.deleteVolume, times: 1..2, after: {job: evs/disk, status: FAIL}}", removes, open, met, "evs.deleteVolume: 1 to 2 times after evs/disk showed FAIL", "1 call, and 1 at another time"},
	{"{call: evs.deleteVolume, times: 0, before: {job: evs/disk, status: FAIL}}", removes, missed, missed, "", "1 call, and 1 at another time"},
	{"{call: evs.deleteVolume, after: {call: evs.showJob}}", pollAll, open, missed, "evs.deleteVolume: at least once after evs.showJob", "0 calls"},
	{"{call: evs.deleteVolume, times: 1, after: {job: evs/disk, status: FAIL}}", nothing, open, missed, "evs.deleteVolume: once after evs/disk showed FAIL", "0 calls; not yet: evs/disk showed FAIL"},
	{"{call: evs.*, times: 3..}", removes, met, met, "evs.*: 3 or more times", ""},
	{"{rule: outage}", pollAll, met, met, "rule outage is spent", ""},
	{"{rule: outage}", pollOne, open, missed, "", "it claimed 0 calls"},
	{"{rule: outage, spent: false}", pollAll, missed, missed, "rule outage is not spent", "it is spent: it claimed 1 call"},
	{"{findings: none}", pollAll, missed, missed, "no findings", "polls-after-end (evs/disk)"},
	{"{findings: {below: error}}", pollAll, open, met, "no finding of level error or worse", "none so far"},
	{"{findings: {none: [no-jitter, polls-after-end]}}", pollAll, missed, missed, "no finding of no-jitter, polls-after-end", "polls-after-end (evs/disk)"},
}

// Each expectation at the wire: what became of it before the client has ended, and after.
func TestExpectations(t *testing.T) {
	t.Parallel()
	for _, c := range expectations {
		t.Run(c.expect, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sim := testharness.Run(t, testharness.Real(), testharness.Scenario(expectScenario+c.expect))
				c.run(client{t: t, sim: sim})
				early := sim.Unwrap().Verdict(false).Expectations[0]
				require.Equal(t, c.early, early.State, "%+v", early)
				final := sim.Unwrap().Verdict(true).Expectations[0]
				require.Equal(t, c.final, final.State, "%+v", final)
				require.True(t, strings.HasSuffix(final.Place, ":7:5"), final.Place)
				if c.words != "" {
					require.Equal(t, c.words, final.Expect)
				}
				if c.early != met {
					require.Contains(t, early.Saw, c.saw)
				}
				if c.final == met {
					require.Empty(t, final.Saw)
					require.Empty(t, final.Entries)
				}
			})
		})
	}
}

// The same expectations as Go values, and what a report with them comes to.
func TestExpectationsInGo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(expectScenario+"{findings: {below: error}}"), testharness.Expect(
			verdict.ExpectSeen("evs", "disk", "RUNNING", "FAIL"),
			verdict.ExpectPolls("evs", "disk", 2, verdict.NoMax),
			verdict.ExpectPause("evs", "disk", time.Second, 0),
			verdict.ExpectCalls("evs.deleteVolume", 0, 0).After(verdict.Showed("evs", "disk", "RUNNING")).Before(verdict.Called("evs.createVolume")),
			verdict.ExpectRuleSpent("outage"), verdict.ExpectNone("no-jitter"), verdict.ExpectNoFindings(verdict.Error),
		))
		require.Equal(t, verdict.Open, sim.Unwrap().Verdict(false).State)
		client{t: t, sim: sim}.every(2*time.Second, 4, "disk")
		report := sim.Verdict()
		require.Equal(t, verdict.Passed, report.State, "%s", report)
		require.Len(t, report.Expectations, 8)
		sim.RequireVerdict()

		sim.Reset()
		require.Equal(t, verdict.Failed, sim.Verdict().State, "a reset begins a new verdict, with the same expectations")
	})
}

// A scenario lets findings pass and sets thresholds, and the report says what was let pass, and why.
func TestAllowAndThresholds(t *testing.T) {
	t.Parallel()
	const judgedBy = `
jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: SUCCESS}]}]
allow: [{finding: polls-after-end, because: the end is read twice on purpose}]
thresholds: {min-pause: 3s}
expect: [{findings: {none: [polls-after-end]}}]
`
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(judgedBy), testharness.Scenario(
			`jobs: [{api: evs, id: slow, type: createVolume, timeline: [{status: RUNNING, for: 1h}, {status: SUCCESS}]}]`))
		c := client{t: t, sim: sim}
		c.every(time.Second, 2, "disk")
		c.every(2*time.Second, 4, "slow")
		report := sim.Verdict()
		require.Len(t, report.Allowed, 1)
		require.Equal(t, "the end is read twice on purpose", report.Allowed[0].Because)
		require.Contains(t, report.Allowed[0].Place, ":3:9")
		require.Equal(t, verdict.Met, report.Expectations[0].State)
		require.Len(t, findingsOf(report, "polls-too-fast"), 1, "by the threshold of the scenario")
	})
	plain := judged(t, func(c client) { c.every(2*time.Second, 4, "disk") }, "evs/long-creation")
	require.Empty(t, findingsOf(plain, "polls-too-fast"), "by the default")
}
