package testharness

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// RequirePolls demands that a job was polled exactly n times.
func (j Journal) RequirePolls(api, id string, n int) {
	j.sim.t.Helper()
	if got := len(j.Polls(api, id)); got != n {
		j.fail("%s/%s was polled %s, not %s", api, id, times(got), times(n))
	}
}

// RequireStatuses demands that the client saw exactly these statuses of a job, in this order. How often it saw each of them
// does not count.
func (j Journal) RequireStatuses(api, id string, statuses ...string) {
	j.sim.t.Helper()
	var seen []string
	for _, transition := range j.Transitions(api, id) {
		seen = append(seen, transition.Status)
	}
	if !slices.Equal(seen, statuses) {
		j.fail("the client saw %s of %s/%s, not %s", joinWords(seen), api, id, joinWords(statuses))
	}
}

// RequirePause demands a pause of at least this time, by the emulator's clock, between two requests about a job.
func (j Journal) RequirePause(api, id string, least time.Duration) {
	j.sim.t.Helper()
	wanted := func(ref job.Ref) bool { return ref == job.Ref{API: api, ID: id} }
	var before time.Time
	for _, e := range j.Entries() {
		if !e.Concerns(wanted) {
			continue
		}
		if d := e.At.Sub(before); !before.IsZero() && d < least {
			j.fail("request %d about %s/%s came %s after the one before, not %s", e.N, api, id, d, least)
		}
		before = e.At
	}
}

// RequireNoPollAfterEnd demands that no client requested a job again after a response had shown its end.
func (j Journal) RequireNoPollAfterEnd(api, id string) {
	j.sim.t.Helper()
	ref := job.Ref{API: api, ID: id}
	end := uint64(0)
	for _, e := range j.Entries() {
		if end > 0 && e.Concerns(func(asked job.Ref) bool { return asked == ref }) {
			j.fail("request %d polled %s again, although the response to request %d showed its end", e.N, ref, end)
		}
		for _, t := range e.Observed {
			if t.Job == ref && t.Counted && e.State == answered && t.Phase.Over() && t.Until.Final() {
				end = e.N
			}
		}
	}
}

// RequireRuleSpent demands that every rule of a scenario for a call, such as "evs.showJob", or for all calls if it is empty,
// has matched as many calls as it can; one without a limit, that it matched a call at all.
func (j Journal) RequireRuleSpent(call string) {
	j.sim.t.Helper()
	met := false
	for _, c := range j.sim.Rules() {
		name := strings.TrimPrefix(c.Rule.API+"."+c.Rule.Call, ".")
		if call != "" && call != name {
			continue
		}
		met = true
		switch {
		case c.Rule.Last > 0 && !c.Rule.Spent(c.Calls):
			j.fail("the rule at %s for %s is not spent: it met %s, and could claim up to call %d", c.Rule.Location, name, calls(c.Calls), c.Rule.Last)
		case c.Rule.Last == 0 && c.Calls == 0:
			j.fail("the rule at %s for %s met no call", c.Rule.Location, name)
		}
	}
	if !met {
		j.sim.t.Fatalf("%s: there is no rule for %q", j.sim, call)
	}
}

// RequireAllMatched demands that every request met an operation and the jobs that it asked about.
func (j Journal) RequireAllMatched() {
	j.sim.t.Helper()
	f := j.filter
	f.Unmatched = true
	if lost := j.Where(f).Entries(); len(lost) > 0 {
		j.fail("%s, the first of them %s: %s", unmatched(len(lost)), summary(lost[0]), j.sim.Explain(lost[0]))
	}
}

// fail ends the test with a message and the transcript.
func (j Journal) fail(format string, args ...any) {
	j.sim.t.Helper()
	j.sim.t.Fatalf("%s: %s\n%s", j.sim, fmt.Sprintf(format, args...), j)
}

func joinWords(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func calls(n int) string {
	if n == 1 {
		return "1 call"
	}
	return fmt.Sprintf("%d calls", n)
}

func unmatched(n int) string {
	if n == 1 {
		return "1 unmatched request"
	}
	return fmt.Sprintf("%d unmatched requests", n)
}
