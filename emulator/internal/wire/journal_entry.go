package wire

import (
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// State is how far the answer to a request is.
type State string

// The states of an answer.
const (
	InFlight State = "in_flight"
	Answered State = "answered"
	CutOff   State = "cut_off" // the connection was given up, by a rule or by the client
)

// Entry is one request and what became of it. It is a value. Secrets of the request are replaced by "***".
type Entry struct {
	N         uint64 // counts the session's requests, from 1
	Session   string
	Request   string // its id, as in X-Request-Id
	API       string
	Op        string // empty when it met no operation
	Method    string
	Path      string // as the session sees it, without "/s/…"
	Query     string
	Header    []Header
	Body      string    // its beginning; empty when nobody read it
	At        time.Time // when it arrived, by the session's clock
	Clock     string    // the clock's mode then
	State     State
	Status    int // of HTTP; 0 while none is decided
	Bytes     int64
	Observed  []JobView
	NotFound  []JobView     // jobs that it asked about and that cannot be seen
	Requested []job.Ref     // jobs that it asked about when a rule answered before anybody looked at them
	Rule      string        // the place of the rule that claimed it
	Effect    string        // what the rule did
	Took      time.Duration // real time from arrival to end

	began time.Time // by real time
	ended uint64    // counts the ends of the journal's entries
}

// JobView is what an answer told about one job, or why it could not.
type JobView struct {
	Job     job.Ref
	Absence job.Absence
	Status  string
	Phase   job.Phase
	Step    int // index in its path
	Polls   int // how often this step was told before
	Since   time.Time
	Gone    time.Time
	Next    time.Time // when time alone changes it; zero if never
	Until   job.Exit
	Counted bool // it counts as a poll
	Forced  bool
	Held    bool
	Stale   bool
}

// Polls is how many polls of a job the answer was: once for each time that it told the job; for no job, 1 for an answer.
func (e *Entry) polls(of string) int {
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

// Filter picks entries. Its zero value picks all.
type Filter struct {
	Job       string // "evs/j1", or "j1" of any API
	API       string
	Op        string
	State     State
	Status    int
	Since     uint64 // only entries with a higher number
	Unmatched bool   // only those that met no job or no operation
}

func (f Filter) admits(e *Entry) bool {
	switch {
	case e.N <= f.Since,
		f.API != "" && f.API != e.API,
		f.Op != "" && f.Op != e.Op,
		f.State != "" && f.State != e.State,
		f.Status != 0 && f.Status != e.Status,
		f.Unmatched && !e.unmatched():
		return false
	}
	return f.Job == "" || e.Concerns(func(ref job.Ref) bool { return names(f.Job, ref) })
}

// unmatched tells that the request met no job that it asked about, or no operation.
func (e *Entry) unmatched() bool {
	return e.State != InFlight && (len(e.NotFound) > 0 || (e.Op == "" && e.Rule == ""))
}

// Concerns tells whether the request asked about a job that is wanted, whatever it was told.
func (e *Entry) Concerns(wanted func(job.Ref) bool) bool {
	of := func(t JobView) bool { return wanted(t.Job) }
	return slices.ContainsFunc(e.Observed, of) || slices.ContainsFunc(e.NotFound, of) || slices.ContainsFunc(e.Requested, wanted)
}

// names tells whether a word, "evs/j1" or "j1", names a job.
func names(word string, ref job.Ref) bool {
	n := len(ref.API)
	return word == ref.ID || (len(word) == n+1+len(ref.ID) && word[:n] == ref.API && word[n] == '/' && word[n+1:] == ref.ID)
}
