package admin

import "time"

// Journal is the document of GET /__admin/journal: the newest entries that the filter matches, oldest first.
type Journal struct {
	Entries []Entry `json:"entries"`
	Total   int     `json:"total"`   // the number of entries that the filter matches, also beyond the limit
	Dropped uint64  `json:"dropped"` // the number of entries that were evicted since the last reset
}

// Entry is one request of a client and its response. Secrets are "***".
type Entry struct {
	N         uint64            `json:"n"`                 // counts the session's requests, from 1
	Session   string            `json:"session,omitempty"` // the ID; empty for the server's own session
	RequestID string            `json:"request_id"`        // as in the header X-Request-Id
	API       string            `json:"api"`
	Op        string            `json:"op,omitempty"` // the API's operation; empty if the request matched none
	Method    string            `json:"method"`
	Path      string            `json:"path"` // without "/s/{id}"
	Query     string            `json:"query,omitempty"`
	Headers   map[string]string `json:"headers"`
	Body      string            `json:"body,omitempty"` // its first 2 KiB; 256 KiB if the server records bodies
	State     string            `json:"state"`          // in_flight, answered or cut_off
	Status    int               `json:"status,omitempty"`
	Bytes     int64             `json:"bytes"`    // the length of the response's body
	Observed  []Observed        `json:"observed"` // the jobs in the response

	// The response as it was sent, if the server records bodies (jobsim serve --journal-bodies).
	ResponseHeaders map[string]string `json:"response_headers,omitempty"`
	ResponseBody    string            `json:"response_body,omitempty"` // its first 256 KiB

	NotFound   []NotFound `json:"not_found,omitempty"`
	Error      string     `json:"error,omitempty"`       // the code of the native error in the response, whatever its status
	RetryAfter string     `json:"retry_after,omitempty"` // that header of the response
	Started    []string   `json:"started,omitempty"`     // the jobs that the request started, without sub-jobs
	Ignored    []string   `json:"ignored,omitempty"`     // members of the body that the API does not read
	Rule       string     `json:"rule,omitempty"`        // the location of the rule that claimed the request
	Unmatched  bool       `json:"unmatched,omitempty"`   // there was no job or no operation for it
	Why        string     `json:"why"`                   // why the response was what it was
	At         time.Time  `json:"at"`                    // when the request arrived
	Clock      string     `json:"clock"`                 // the clock's mode then
	Duration   Duration   `json:"duration"`              // from arrival to the end of the response, in real time
}

// Observed is what a response said about one job.
type Observed struct {
	Job      string     `json:"job"`
	Status   string     `json:"status"`
	After    string     `json:"after,omitempty"` // the status that this poll led to; empty if it ended no step
	Phase    string     `json:"phase"`
	Step     int        `json:"step"` // counted from 1
	Poll     bool       `json:"poll"` // it counts as a poll
	Since    time.Time  `json:"since"`
	WaitsFor string     `json:"waits_for,omitempty"` // what ends the step
	Next     *time.Time `json:"next,omitempty"`
}

// NotFound is a job that was requested and cannot be seen.
type NotFound struct {
	Job     string     `json:"job"`
	Absence string     `json:"absence"`
	Gone    *time.Time `json:"gone,omitempty"`
	Next    *time.Time `json:"next,omitempty"` // when it can be seen
}

// EntryFilter selects journal entries. Empty fields select all.
type EntryFilter struct {
	Job       string // "evs/j1", or "j1" of any API
	API       string
	Op        string
	State     string  // in_flight, answered or cut_off
	Status    int     // the HTTP status
	Since     *uint64 // only entries with a higher number; nil selects all
	Unmatched bool    // only requests that matched no job or no operation
}

// Count is the document of GET /__admin/journal/count and GET /__admin/journal/wait.
type Count struct {
	Count int `json:"count"`
}
