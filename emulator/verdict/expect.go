package verdict

import (
	"fmt"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// ExpectSeen expects that responses showed these statuses of a job, in this order.
func ExpectSeen(api, id string, statuses ...string) Expectation {
	return Expectation{Job: &JobExpectation{Job: job.Ref{API: api, ID: id}, Seen: statuses}}
}

// ExpectPolls expects that a job was polled from least to most times; most may be NoMax.
func ExpectPolls(api, id string, least, most int) Expectation {
	return Expectation{Job: &JobExpectation{Job: job.Ref{API: api, ID: id}, Polls: &Count{least, most}}}
}

// ExpectPause expects that the pauses between each two polls of a job were from least to most, by the session's clock; a zero most is
// no limit.
func ExpectPause(api, id string, least, most time.Duration) Expectation {
	return Expectation{Job: &JobExpectation{Job: job.Ref{API: api, ID: id}, Pause: &Pause{least, most}}}
}

// ExpectCalls expects that clients made a call, such as "evs.deleteVolume", from least to most times; most may be NoMax. After and Before
// narrow it.
func ExpectCalls(call string, least, most int) Expectation {
	return Expectation{Call: &CallExpectation{Call: call, Times: Count{least, most}}}
}

// After returns an expectation about calls that counts only those after a point.
func (e Expectation) After(p Point) Expectation {
	c := *e.Call
	c.After = &p
	return Expectation{Place: e.Place, Call: &c}
}

// Before returns an expectation about calls that counts only those before a point.
func (e Expectation) Before(p Point) Expectation {
	c := *e.Call
	c.Before = &p
	return Expectation{Place: e.Place, Call: &c}
}

// Showed returns the point of the first response that shows a status of a job.
func Showed(api, id, status string) Point {
	return Point{Job: job.Ref{API: api, ID: id}, Status: status}
}

// Called returns the point of the first request of a call.
func Called(call string) Point { return Point{Call: call} }

// ExpectRuleSpent expects that a rule, by its name, has claimed as many calls as it can; one without a limit, that it claimed a call.
func ExpectRuleSpent(name string) Expectation {
	return Expectation{Rule: &RuleExpectation{Name: name, Spent: true}}
}

// ExpectNoFindings expects that there is no finding of a level or a worse one.
func ExpectNoFindings(level Level) Expectation {
	return Expectation{Findings: &FindingsExpectation{Below: level}}
}

// ExpectNone expects that there is no finding of these kinds.
func ExpectNone(kinds ...string) Expectation {
	return Expectation{Findings: &FindingsExpectation{None: kinds}}
}

// String returns the expectation in words.
func (e Expectation) String() string {
	switch {
	case e.Job != nil:
		return e.Job.String()
	case e.Call != nil:
		return e.Call.String()
	case e.Rule != nil && e.Rule.Spent:
		return fmt.Sprintf("rule %s is spent", e.Rule.Name)
	case e.Rule != nil:
		return fmt.Sprintf("rule %s is not spent", e.Rule.Name)
	case e.Findings != nil:
		return e.Findings.String()
	default:
		return "nothing"
	}
}

// String returns the expectation in words: "evs/j1: seen RUNNING, FAIL; polls: 2 to 10".
func (e JobExpectation) String() string {
	var parts []string
	if e.Seen != nil {
		parts = append(parts, "seen "+strings.Join(e.Seen, ", "))
	}
	if e.Polls != nil {
		parts = append(parts, "polls: "+e.Polls.String())
	}
	if e.Pause != nil {
		parts = append(parts, "pauses: "+e.Pause.String())
	}
	return e.Job.String() + ": " + strings.Join(parts, "; ")
}

// String returns the range in words: "1s to 5s", "1s or longer".
func (p Pause) String() string {
	if p.Max == 0 {
		return p.Min.String() + " or longer"
	}
	return fmt.Sprintf("%s to %s", p.Min, p.Max)
}

// String returns the expectation in words: "evs.deleteVolume: 1 to 2 times after evs/j1 showed FAIL".
func (e CallExpectation) String() string {
	text := e.Call + ": " + e.Times.String() + " times"
	switch e.Times {
	case Count{1, 1}:
		text = e.Call + ": once"
	case Count{1, NoMax}:
		text = e.Call + ": at least once"
	case Count{0, 0}:
		text = e.Call + ": never"
	}
	if e.After != nil {
		text += " after " + e.After.String()
	}
	if e.Before != nil {
		text += " before " + e.Before.String()
	}
	return text
}

// String returns the point in words.
func (p Point) String() string {
	if p.Call != "" {
		return p.Call
	}
	return p.Job.String() + " showed " + p.Status
}

// String returns the expectation in words.
func (e FindingsExpectation) String() string {
	switch {
	case len(e.None) > 0:
		return "no finding of " + strings.Join(e.None, ", ")
	case e.Below == Note:
		return "no findings"
	default:
		return "no finding of level " + string(e.Below) + " or worse"
	}
}
