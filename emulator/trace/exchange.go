package trace

import (
	"net/http"
	"time"
)

// MaxMessage is the maximum number of bytes of one message that is kept. What is longer is cut, with a remark.
const MaxMessage = 8 << 20

// Exchange is a request and its response as a trace recorded them.
type Exchange struct {
	File string // as given to Read
	Line int    // where the exchange begins, from 1; the number of the entry in a HAR file or a journal

	// At is when the request was sent; zero if the trace has no time.
	At time.Time
	// Took is the time from the request to its response; zero if unknown.
	Took time.Duration

	Request  Request
	Response Response

	// Observed are the jobs that the response showed. Only a journal of jobsim has them.
	Observed []Observation
}

// Request is a recorded request.
type Request struct {
	Method string // empty if the trace has a response only
	URL    string // absolute, or a path where the trace has no host
	Header http.Header
	Body   Body
}

// Response is a recorded response.
type Response struct {
	Status int // 0 if no response was recorded
	Header http.Header
	Body   Body
}

// Body is a recorded body.
type Body struct {
	Bytes []byte
	State State
}

// State says how much of a body a trace has.
type State int

// The states of a recorded body.
const (
	Whole   State = iota // all of it; also if there was none
	Cut                  // its beginning only
	Missing              // nothing of a body that there was, or may have been
)

// String returns the state in words.
func (s State) String() string {
	return [...]string{"whole", "cut", "missing"}[s]
}

// Observation is what a response said of one job.
type Observation struct {
	Job    string // api/id
	Status string
	Phase  string
}

// Remark is something in a trace that could not be used, or only in part.
type Remark struct {
	File string
	Line int
	Text string
}

// Report says how a file was read.
type Report struct {
	File    string
	Format  string // "HAR", "HTTP messages", "journal" or "log"
	Lines   int    // of a log
	Remarks []Remark
	Dropped int // remarks beyond maxRemarks
}

// maxRemarks is the maximum number of remarks in a report.
const maxRemarks = 100

// remark adds a remark.
func (r *Report) remark(line int, text string) {
	if len(r.Remarks) == maxRemarks {
		r.Dropped++
		return
	}
	r.Remarks = append(r.Remarks, Remark{r.File, line, text})
}
