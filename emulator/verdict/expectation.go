package verdict

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Expectation is what clients must have done, one item of a scenario's "expect". Exactly one of Job, Call, Rule and Findings is set.
// ExpectSeen and its siblings make them for Go users.
type Expectation struct {
	Place    string // where it is written, file:line:column; empty for a Go value
	Job      *JobExpectation
	Call     *CallExpectation
	Rule     *RuleExpectation
	Findings *FindingsExpectation
}

// JobExpectation is about what clients saw of a job, and when they polled it. What is nil is not expected.
type JobExpectation struct {
	Job   job.Ref
	Seen  []string // statuses that responses showed, in this order; others may come before, between and after them
	Polls *Count   // how often it was polled
	Pause *Pause   // between each two polls, by the session's clock
}

// CallExpectation is about a call, such as "evs.deleteVolume", and how often clients made it after and before two points. Calls
// outside of that window do not count.
type CallExpectation struct {
	Call   string
	Times  Count
	After  *Point // nil: from the beginning
	Before *Point // nil: to the end
}

// Point is the first response that shows a status of a job, or the first request of a call.
type Point struct {
	Job    job.Ref // of Status; the zero Ref for a call
	Status string
	Call   string
}

// RuleExpectation is about a rule by its name: whether it is spent.
type RuleExpectation struct {
	Name  string
	Spent bool
}

// FindingsExpectation is about the findings of the report itself. Findings that an allowance lets pass do not count.
type FindingsExpectation struct {
	Below Level    // there is none of this level or a worse one; empty: it does not matter
	None  []string // there is none of these kinds
}

// Count is a range of numbers, Min and Max included.
type Count struct{ Min, Max int }

// NoMax is Count.Max where there is none.
const NoMax = math.MaxInt

// String returns the range in words: "3", "2 to 10", "2 or more".
func (c Count) String() string {
	switch {
	case c.Max == NoMax:
		return fmt.Sprintf("%d or more", c.Min)
	case c.Min == c.Max:
		return strconv.Itoa(c.Min)
	default:
		return fmt.Sprintf("%d to %d", c.Min, c.Max)
	}
}

// Pause is a range of pauses, Min and Max included. A zero Max means that there is none.
type Pause struct{ Min, Max time.Duration }

// Allowance lets the findings of one kind pass.
type Allowance struct {
	Finding string // the id of the kind
	Because string
	Place   string // where it is written, file:line:column; empty for a Go value
}
