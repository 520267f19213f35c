package rule

import (
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Rule is one item under rules of a scenario.
type Rule struct {
	Location string // where it stands, "file:line", for the log
	Key      string // keys its draws: the scenario's name and its number there, wherever the file lies
	API      string // whose calls; empty for any
	Call     string // the operation; "*" for any
	Path     string // a path pattern of whole segments, "*" for any one and "**" at the end for any rest; empty for any
	Where    []Condition

	First, Last int     // claims only these of its matching calls, counted from 1; Last 0 is without end
	Chance      float64 // from 0 to 1; claims that share of them

	Start  *Start    // how a job that the call starts goes, in place of the default
	Answer *Answer   // told in place of the operation's own answer
	Delay  *job.Span // holds the answer back
	Break  Break     // what becomes of the connection
}

// Start is how a job goes that a claimed call starts.
type Start struct {
	Timeline    *job.Timeline    // nil keeps the default
	Expires     time.Duration    // 0 keeps the default
	Consistency *job.Consistency // nil: clear
}

// Answer is told in place of an operation's own: a native error by its code, or a literal answer.
type Answer struct {
	Code    string // of the API's error table; empty for a literal answer
	Message string // in place of the table's; empty keeps it
	Status  int    // of a literal answer, or in place of the table's; 0 keeps it
	Headers []Header
	Retry   *Retry  // its Retry-After header
	Body    *string // of a literal answer; nil sends none
}

// Retry is advice on when to come again, as seconds or as a date by the emulator's clock (RFC 9110, section 10.2.3).
type Retry struct {
	After time.Duration
	Date  bool
}

// Header is one header of an answer.
type Header struct{ Name, Value string }

// Break is what becomes of the connection in place of a whole answer.
type Break string

// The ways to break an answer.
const (
	Whole    Break = ""         // it is sent whole
	Reset    Break = "reset"    // the connection is reset before a byte of it
	Truncate Break = "truncate" // half of the body is sent, then the connection ends
	Empty    Break = "empty"    // the head is sent without the body
	Garbage  Break = "garbage"  // the body is replaced by bytes that are no JSON
	Drip     Break = "drip"     // the body comes byte by byte
	Hang     Break = "hang"     // nothing is sent until the client gives up
	Lose     Break = "lose"     // the operation is carried out, then the connection is reset: the reply is lost
)

// Breaks lists the words for Break.
func Breaks() []Break { return []Break{Reset, Truncate, Empty, Garbage, Drip, Hang, Lose} }

// Executes tells whether the operation is carried out, as far as there is an answer to break.
func (b Break) Executes() bool { return b == Whole || b == Truncate || b == Drip || b == Lose }

// Fits tells whether the rule is for this operation of this API at this path; conditions and counts are apart.
func (r Rule) Fits(api, call, path string) bool {
	if r.API != "" && r.API != api {
		return false
	}
	if r.Call != "" && r.Call != "*" && r.Call != call {
		return false
	}
	return r.Path == "" || matches(r.Path, path)
}

// Shadows tells that the rule claims every call that a later one could.
func (r Rule) Shadows(later Rule) bool {
	all := len(r.Where) == 0 && r.First <= 1 && r.Last == 0 && r.Chance >= 1
	if !all || (r.Call == "") != (later.Call == "") || (r.API != "" && r.API != later.API) {
		return false
	}
	return r.Call == later.Call && r.Path == later.Path || r.Call == "*"
}

// Matches tells whether all conditions hold for a request.
func (r Rule) Matches(q Request) bool {
	for _, c := range r.Where {
		if !c.matches(q) {
			return false
		}
	}
	return true
}

// Claims tells whether the rule claims the nth call, from 1, that fits it and for which it holds. The draw of its chance is keyed
// by seed, key and number.
func (r Rule) Claims(n int, seed uint64) bool {
	if n < r.First || (r.Last > 0 && n > r.Last) {
		return false
	}
	return r.Chance >= 1 || job.Draw(job.Key(seed, "rule", r.Key), uint64(n)) < r.Chance
}

// DelayOf is how long the rule holds back the answer to the nth call that it could have claimed.
func (r Rule) DelayOf(seed uint64, n int) time.Duration {
	if r.Delay == nil {
		return 0
	}
	part := job.Draw(job.Key(seed, "delay", r.Key), uint64(n))
	return r.Delay.Min + time.Duration(part*float64(r.Delay.Max-r.Delay.Min))
}

// Spent tells that the rule will claim no call after the nth.
func (r Rule) Spent(n int) bool { return r.Last > 0 && n >= r.Last }

// matches compares a path with a pattern, segment by segment.
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
