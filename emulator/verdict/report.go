package verdict

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"
)

// State is what a report or one of its expectations comes to.
type State string

// The states of a report.
const (
	Passed State = "passed" // every expectation is met, and there is no finding of level Error
	Failed State = "failed" // an expectation is missed, or there is a finding of level Error
)

// The states of an expectation.
const (
	Met    State = "met"
	Missed State = "missed"
)

// Open is the state of an expectation that is neither met nor missed yet, and of a report with one that would pass otherwise.
const Open State = "open"

// Report is the verdict on the clients of a session.
type Report struct {
	State State `json:"state"`
	// Final says that the clients have ended: what they have not done they will not do. No expectation of a final report is open.
	Final        bool        `json:"final"`
	Requests     uint64      `json:"requests"` // how many were judged
	Expectations []Outcome   `json:"expectations"`
	Findings     []Finding   `json:"findings"` // the worst first, then by kind and subject
	Allowed      []Allowed   `json:"allowed"`
	NotGradable  []NotGraded `json:"not_gradable"`
	// Limited says that there were more jobs or resources than a judge keeps track of, and is empty otherwise.
	Limited string `json:"limited,omitempty"`
}

// Outcome is what became of one expectation.
type Outcome struct {
	Expect  string     `json:"expect"`          // the expectation in words
	Place   string     `json:"place,omitempty"` // where it is written, file:line:column; empty for a Go value
	State   State      `json:"state"`           // Met, Missed or Open
	Saw     string     `json:"saw,omitempty"`   // what was seen instead; empty if it is met
	Entries []Evidence `json:"entries"`
}

// Finding is one fault of a client: all of one kind on one subject.
type Finding struct {
	ID      string     `json:"id"` // of its Kind
	Level   Level      `json:"level"`
	Subject string     `json:"subject"` // the job "evs/4010…", the resource "evs volume vol-9", or the call "evs.listVolumes"
	Message string     `json:"message"` // what the client did, with numbers
	Count   int        `json:"count"`   // how often
	Entries []Evidence `json:"entries"` // the first that show it, at most MaxEvidence
	Why     string     `json:"why"`     // why it matters
	Source  string     `json:"source"`  // who says so
	WayOut  string     `json:"way_out"`
}

// MaxEvidence is the maximum number of entries with a finding or an expectation.
const MaxEvidence = 8

// Evidence is one entry of the journal.
type Evidence struct {
	N      uint64    `json:"n"`               // the number of the entry
	At     time.Time `json:"at"`              // when the request arrived, by the session's clock
	Call   string    `json:"call"`            // "evs.showJob"; method and path if it matched no operation
	Status int       `json:"status"`          // of the response; 0 if there was none
	Shown  string    `json:"shown,omitempty"` // the status of the job that the response showed, why it showed none, or the code of the error in it
}

// Allowed is a finding that an allowance lets pass.
type Allowed struct {
	Finding Finding `json:"finding"`
	Because string  `json:"because"`
	Place   string  `json:"place,omitempty"` // of the allowance, file:line:column
}

// NotGraded is why findings of a kind could not be looked for.
type NotGraded struct {
	IDs    []string `json:"ids"`
	Reason string   `json:"reason"`
}

// Fails reports whether an expectation is missed or a finding is at least as bad as level. An empty level is none: it reports
// false.
func (r Report) Fails(level Level) bool {
	if level == "" {
		return false
	}
	return slices.ContainsFunc(r.Expectations, func(o Outcome) bool { return o.State == Missed }) ||
		slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Level.AtLeast(level) })
}

// JSON returns the report as indented JSON with a newline at its end. Equal reports give equal bytes.
func (r Report) JSON() []byte {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		panic(err) // it has no type that JSON cannot have
	}
	return text.Bytes()
}
