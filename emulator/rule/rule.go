package rule

import (
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Rule is one rule of a scenario.
type Rule struct {
	Name     string // by which it is armed, disarmed and removed; its Key if the scenario gives it none
	Location string // its place, "file:line"
	Key      string // keys its draws: the scenario's name and its number there, independent of the folder
	API      string // the API of the calls; empty for any
	Call     string // the operation; "*" for any
	Path     string // a path pattern of whole segments, "*" for any one and "**" at the end for any rest; empty for any
	Where    []Condition
	Match    func(Request) bool // a further condition, of a Go user; nil holds for every request
	Disarmed bool               // it takes no calls until it is armed

	From, Until time.Duration // of the session's time, the end excluded; Until 0 means no end
	Nth         Numbers       // claims only these of its calls, counted from 1; nil means all
	Every       int           // claims only each call whose number is a multiple; 0 means all
	Chance      float64       // from 0 to 1; claims that share of them
	Rate        *Rate         // claims only the calls above a rate; nil means all
	Times       int           // claims at most this many calls; 0 means no limit

	Start  *Start    // how a job that the call starts goes, in place of the default
	Answer *Answer   // in place of the operation's own response
	Edit   *Edit     // changes the operation's own response
	Delay  *job.Span // holds the response back
	Break  Break     // how the connection fails
}

// Start says how the job goes that a claimed call starts.
type Start struct {
	Timeline    *job.Timeline    // nil keeps the default
	Expires     time.Duration    // 0 keeps the default
	Consistency *job.Consistency // nil: clients see the truth at once
}

// Fits reports whether the rule is for this operation of this API at this path. It does not look at conditions and counts.
func (r *Rule) Fits(api, call, path string) bool {
	if r.API != "" && r.API != api {
		return false
	}
	if r.Call != "" && r.Call != "*" && r.Call != call {
		return false
	}
	return r.Path == "" || matches(r.Path, path)
}

// Matches reports whether all conditions hold for a request.
func (r *Rule) Matches(q Request) bool {
	for _, c := range r.Where {
		if !c.matches(q) {
			return false
		}
	}
	return r.Match == nil || r.Match(q)
}

// Within reports whether the rule takes calls at an instant, given as the time since the session began.
func (r *Rule) Within(age time.Duration) bool {
	return age >= r.From && (r.Until == 0 || age < r.Until)
}

// selects reports whether the rule claims the nth call that it counts, by its number alone.
func (r *Rule) selects(n int, seed uint64) bool {
	if r.Nth != nil && !r.Nth.Contains(n) {
		return false
	}
	if r.Every > 1 && n%r.Every != 0 {
		return false
	}
	return r.Chance >= 1 || job.Draw(job.Key(seed, "rule", r.Key), uint64(n)) < r.Chance
}

// DelayOf returns how long the rule holds back the response to the nth call.
func (r *Rule) DelayOf(seed uint64, n int) time.Duration {
	if r.Delay == nil {
		return 0
	}
	part := job.Draw(job.Key(seed, "delay", r.Key), uint64(n))
	return r.Delay.Min + time.Duration(part*float64(r.Delay.Max-r.Delay.Min))
}

// matches reports whether a path matches a pattern, segment by segment.
func matches(pattern, path string) bool {
	want, have := strings.Split(strings.Trim(pattern, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	for i, w := range want {
		switch {
		case w == "**":
			return true
		case i >= len(have) || (w != "*" && w != have[i]):
			return false
		}
	}
	return len(want) == len(have)
}
