package testharness

import "time"

// RequirePolls demands that a job was polled exactly n times.
func (j Journal) RequirePolls(api, id string, n int) {
	j.sim.t.Helper()
	j.require(j.CheckPolls(api, id, n))
}

// RequireStatuses demands that the client saw exactly these statuses of a job, in this order. How often it saw each of them
// does not count.
func (j Journal) RequireStatuses(api, id string, statuses ...string) {
	j.sim.t.Helper()
	j.require(j.CheckStatuses(api, id, statuses...))
}

// RequirePause demands a pause of at least this time, by the emulator's clock, between two requests about a job.
func (j Journal) RequirePause(api, id string, least time.Duration) {
	j.sim.t.Helper()
	j.require(j.CheckPause(api, id, least))
}

// RequireNoPollAfterEnd demands that a job was polled, and that no client requested it again after a response had shown its
// end.
func (j Journal) RequireNoPollAfterEnd(api, id string) {
	j.sim.t.Helper()
	j.require(j.CheckNoPollAfterEnd(api, id))
}

// RequireCalls demands that clients made a call, such as "evs.createVolume", exactly n times, whatever the response was.
func (j Journal) RequireCalls(call string, n int) {
	j.sim.t.Helper()
	j.require(j.CheckCalls(call, n))
}

// RequireOrder demands that clients made these calls in this order. There may be other calls before, between and after
// them.
func (j Journal) RequireOrder(calls ...string) {
	j.sim.t.Helper()
	j.require(j.CheckOrder(calls...))
}

// RequireBody demands that the nth request of a call, from 1, had a JSON body with at least the members of subset, a JSON
// text. Arrays must have the same length. Secrets are "***" in the journal.
func (j Journal) RequireBody(call string, n int, subset string) {
	j.sim.t.Helper()
	j.require(j.CheckBody(call, n, subset))
}

// RequireRuleSpent demands that every rule of a scenario for a call, such as "evs.showJob", or for all calls if it is
// empty, has matched as many calls as it can; one without a limit, that it matched a call at all.
func (j Journal) RequireRuleSpent(call string) {
	j.sim.t.Helper()
	j.require(j.CheckRuleSpent(call))
}

// RequireAllMatched demands that there were requests, and that every one matched an operation and the jobs that it named.
func (j Journal) RequireAllMatched() {
	j.sim.t.Helper()
	j.require(j.CheckAllMatched())
}

// require ends the test at an error, with the transcript.
func (j Journal) require(err error) {
	j.sim.t.Helper()
	j.sim.must(nil)
	if err != nil {
		j.sim.printed.Store(true)
		j.sim.t.Fatalf("%s: %v\n%s%s", j.sim, err, j, j.sim.briefVerdict())
	}
}
