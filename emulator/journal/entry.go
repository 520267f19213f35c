package journal

import (
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// State is how far a request has come.
type State string

// The states of a request.
const (
	InFlight State = "in_flight" // no response was sent whole yet
	Answered State = "answered"  // the response was sent whole
	CutOff   State = "cut_off"   // the connection ended before the response was sent whole: a rule broke it, or the client left
)

// Header is one header field of a request.
type Header = rule.Header

// Entry is one request and its outcome. Secrets of the request are replaced by "***".
type Entry struct {
	N         uint64 // the number of the request in its session, from 1
	Session   string
	Request   string // its ID, as in X-Request-Id
	API       string
	Op        string // the operation; empty if none matched
	Method    string
	Path      string // as the session sees it, without "/s/…"
	Query     string
	Header    []Header
	Body      string    // its beginning; empty if it was not read
	At        time.Time // the instant of arrival by the session's clock
	Clock     string    // the clock's mode at that instant
	State     State
	Status    int           // of HTTP; 0 before the head of the response is written
	Bytes     int64         // of the response's body, as sent
	Observed  []JobView     // the jobs whose status the response showed, in its order
	NotFound  []JobView     // requested jobs that a client cannot see
	Requested []job.Ref     // requested jobs of a call whose response came from a rule, before any job was looked up
	Response  Response      // zero unless the journal records bodies
	Rule      string        // where the rule that matched stands, "file:line"
	Effect    string        // what that rule did
	Refused   string        // why the request was refused; empty if it was not, or by a rule
	Took      time.Duration // real time from arrival to the end of the response
	Facts

	ended uint64 // the number of its end among the ends of the journal's entries
}

// Response is a response as it was sent. Its secrets are replaced by "***".
type Response struct {
	Header []Header
	Body   string // its first 256 KiB
}

// JobView is one job as a response showed it, or the reason why a client cannot see it.
type JobView struct {
	Job     job.Ref
	Type    string
	Absence job.Absence
	Status  string
	Phase   job.Phase
	Step    int       // index in its path
	Polls   int       // how often this step was polled before
	Since   time.Time // when the status began
	Gone    time.Time // when the job went; zero if it has not
	Next    time.Time // when time alone changes it next; zero if never
	Until   job.Exit  // what ends the step
	Counted bool      // it counted as a poll
	Forced  bool
	Held    bool
	Derived bool // its sub-jobs decide its status
	Kept    bool // the client asked that its result stays where it is
	Stale   bool // the response showed an earlier status, as Consistency has it
	SubJobs []SubJobView
}

// SubJobView is a sub-job as the response about its parent showed it. Sub-jobs of sub-jobs are in the same list.
type SubJobView struct {
	Job    job.Ref
	Type   string
	Status string
	Phase  job.Phase
	Step   int  // index in its path
	Deeper bool // its parent is a sub-job too
}

// PollsOf returns how many polls of a job the request was: one for each time that the response showed it. For an empty name it
// returns 1 for a request that has ended.
func (e *Entry) PollsOf(of string) int {
	if e.State == InFlight {
		return 0
	}
	if of == "" {
		return 1
	}
	n := 0
	for i := range e.Observed {
		if e.Observed[i].Counted && names(of, e.Observed[i].Job) {
			n++
		}
	}
	return n
}

// Filter selects entries. The zero Filter selects all.
type Filter struct {
	Job       string // "evs/j1", or "j1" of any API
	API       string
	Op        string
	State     State
	Status    int
	Since     uint64 // only entries with a higher number than this
	Unmatched bool   // only requests for which there was no job or no operation
}

// Selects reports whether the filter selects an entry.
func (f Filter) Selects(e *Entry) bool {
	switch {
	case e.N <= f.Since,
		f.API != "" && f.API != e.API,
		f.Op != "" && f.Op != e.Op,
		f.State != "" && f.State != e.State,
		f.Status != 0 && f.Status != e.Status,
		f.Unmatched && !e.Unmatched():
		return false
	}
	return f.Job == "" || e.Concerns(func(ref job.Ref) bool { return names(f.Job, ref) })
}

// Unmatched reports whether there was no job or no operation for the request.
func (e *Entry) Unmatched() bool {
	return e.State != InFlight && (len(e.NotFound) > 0 || (e.Op == "" && e.Rule == "" && e.Refused == ""))
}

// Concerns reports whether the request was about a job for which wanted returns true, whatever the response was.
func (e *Entry) Concerns(wanted func(job.Ref) bool) bool {
	of := func(t JobView) bool { return wanted(t.Job) }
	return slices.ContainsFunc(e.Observed, of) || slices.ContainsFunc(e.NotFound, of) || slices.ContainsFunc(e.Requested, wanted)
}

// names reports whether a word, "evs/j1" or "j1", is the name of a job.
func names(word string, ref job.Ref) bool {
	n := len(ref.API)
	return word == ref.ID || (len(word) == n+1+len(ref.ID) && word[:n] == ref.API && word[n] == '/' && word[n+1:] == ref.ID)
}
