package rule

import (
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Rule is one rule of a scenario.
type Rule struct {
	Location string // its place, "file:line"
	Key      string // keys its draws: the scenario's name and its number there, independent of the folder
	API      string // the API of the calls; empty for any
	Call     string // the operation; "*" for any
	Path     string // a path pattern of whole segments, "*" for any one and "**" at the end for any rest; empty for any
	Where    []Condition

	First, Last int     // claims only these of its matching calls, counted from 1; Last 0 is without end
	Chance      float64 // from 0 to 1; claims that share of them

	Start  *Start    // how a job that the call starts goes, in place of the default
	Answer *Answer   // in place of the operation's own response
	Delay  *job.Span // holds the response back
	Break  Break     // how the connection fails
}

// Start says how the job goes that a claimed call starts.
type Start struct {
	Timeline    *job.Timeline    // nil keeps the default
	Expires     time.Duration    // 0 keeps the default
	Consistency *job.Consistency // nil: clients see the truth at once
}

// Answer is the response in place of an operation's own: a native error by its code, or a literal response.
type Answer struct {
	Code    string // of the API's error table; empty for a literal response
	Message string // in place of the table's; empty keeps it
	Status  int    // of a literal response, or in place of the table's; 0 keeps it
	Headers []Header
	Retry   *Retry  // its Retry-After header
	Body    *string // of a literal response; nil sends none
}

// Retry is a Retry-After header, as seconds or as a date by the emulator's clock (RFC 9110, section 10.2.3).
type Retry struct {
	After time.Duration
	Date  bool
}

// Header is one header of a response.
type Header struct{ Name, Value string }

// Break is how the connection fails in place of a whole response.
type Break string

// The ways to break a response.
const (
	Whole    Break = ""         // no failure
	Reset    Break = "reset"    // the connection is reset before a byte of it
	Truncate Break = "truncate" // half of the body is sent, then the connection ends
	Empty    Break = "empty"    // the head is sent without the body
	Garbage  Break = "garbage"  // the body is replaced by bytes that are no JSON
	Drip     Break = "drip"     // the body comes byte by byte
	Hang     Break = "hang"     // nothing is sent until the client closes the connection
	Lose     Break = "lose"     // the operation is carried out, then the connection is reset
)

// Breaks returns all values of Break but Whole.
func Breaks() []Break { return []Break{Reset, Truncate, Empty, Garbage, Drip, Hang, Lose} }

// Executes reports whether the operation is carried out before the response is broken.
func (b Break) Executes() bool { return b == Whole || b == Truncate || b == Drip || b == Lose }

// Fits reports whether the rule is for this operation of this API at this path. It does not look at conditions and numbers.
func (r Rule) Fits(api, call, path string) bool {
	if r.API != "" && r.API != api {
		return false
	}
	if r.Call != "" && r.Call != "*" && r.Call != call {
		return false
	}
	return r.Path == "" || matches(r.Path, path)
}

// Shadows reports whether the rule claims every call that a later rule could claim.
func (r Rule) Shadows(later Rule) bool {
	all := len(r.Where) == 0 && r.First <= 1 && r.Last == 0 && r.Chance >= 1
	if !all || (r.Call == "") != (later.Call == "") || (r.API != "" && r.API != later.API) {
		return false
	}
	return r.Call == later.Call && r.Path == later.Path || r.Call == "*"
}

// Matches reports whether all conditions hold for a request.
func (r Rule) Matches(q Request) bool {
	for _, c := range r.Where {
		if !c.matches(q) {
			return false
		}
	}
	return true
}

// Claims reports whether the rule claims the nth call, counted from 1, that fits it and for which its conditions hold. The draw
// of its chance is keyed by seed, key and number.
func (r Rule) Claims(n int, seed uint64) bool {
	if n < r.First || (r.Last > 0 && n > r.Last) {
		return false
	}
	return r.Chance >= 1 || job.Draw(job.Key(seed, "rule", r.Key), uint64(n)) < r.Chance
}

// DelayOf returns how long the rule holds back the response to the nth call.
func (r Rule) DelayOf(seed uint64, n int) time.Duration {
	if r.Delay == nil {
		return 0
	}
	part := job.Draw(job.Key(seed, "delay", r.Key), uint64(n))
	return r.Delay.Min + time.Duration(part*float64(r.Delay.Max-r.Delay.Min))
}

// Spent reports whether the rule claims no call after the nth.
func (r Rule) Spent(n int) bool { return r.Last > 0 && n >= r.Last }

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
