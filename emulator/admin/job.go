package admin

import "time"

// Job is the document of GET /__admin/jobs/{api}/{id}: a job at one instant.
type Job struct {
	Job       string     `json:"job"` // "evs/j1"
	API       string     `json:"api"`
	ID        string     `json:"id"`
	Type      string     `json:"type,omitempty"`
	ProjectID string     `json:"project_id,omitempty"`
	Absence   string     `json:"absence,omitempty"` // why clients cannot see it; empty if they can
	Gone      *time.Time `json:"gone,omitempty"`    // since when they cannot
	Status    string     `json:"status,omitempty"`  // the API's own word
	Phase     string     `json:"phase,omitempty"`   // pending, running, succeeded or failed
	Progress  int        `json:"progress"`          // from 0 to 100
	Step      int        `json:"step"`              // of its timeline, counted from 1
	Polls     int        `json:"polls"`             // how often clients have polled this step
	WaitsFor  string     `json:"waits_for,omitempty"`
	Held      bool       `json:"held"`
	Forced    bool       `json:"forced"`  // its timeline was ended by a command
	Started   time.Time  `json:"started"` // may be ahead, for a job that does not exist yet
	Since     time.Time  `json:"since"`   // when its step began
	Ended     *time.Time `json:"ended,omitempty"`
	Next      *time.Time `json:"next,omitempty"`  // when time alone changes it
	In        *Duration  `json:"in,omitempty"`    // how far off Next is
	Steps     []JobStep  `json:"steps,omitempty"` // only if JobFilter.Steps asks for them
	SubJobs   []Job      `json:"sub_jobs,omitempty"`
}

// JobStep is a step of a job as a bar over time: one that it came to, or one that is ahead of it.
type JobStep struct {
	Step     int        `json:"step"` // counted from 1
	Status   string     `json:"status"`
	Phase    string     `json:"phase"`
	From     *time.Time `json:"from,omitempty"`      // nil if time alone does not bring it
	To       *time.Time `json:"to,omitempty"`        // nil if nothing ends it, or not time alone
	Ahead    bool       `json:"ahead,omitempty"`     // it has not begun
	WaitsFor string     `json:"waits_for,omitempty"` // what ends it
}

// JobList is the document of GET /__admin/jobs, and of POST /__admin/jobs with the jobs that were started.
type JobList struct {
	Jobs  []Job `json:"jobs"`
	Total int   `json:"total"` // the number of jobs that the filter matches, also beyond the limit
}

// JobFilter selects jobs. Empty fields select all.
type JobFilter struct {
	API     string
	Status  string // the API's own word
	Phase   string // pending, running, succeeded or failed
	Project string
	Text    string // a part of the ID or of the type, in any letter case
	Offset  int    // the number of selected jobs to leave out from the start
	Limit   int    // the maximum number of jobs; 0 means 1,000
	Steps   bool   // with the steps of each job, and its sub-jobs that have not begun
}

// Timeline is the document of GET /__admin/jobs/{api}/{id}/timeline.
type Timeline struct {
	Job    Job            `json:"job"`
	Past   []PastStatus   `json:"past"`   // what clients observed, from the journal
	Future []FutureStatus `json:"future"` // the path drawn with the session's seed, the present step first
}

// PastStatus is what one response said about a job.
type PastStatus struct {
	Entry   uint64    `json:"entry"` // the number of the journal entry
	At      time.Time `json:"at"`
	Op      string    `json:"op,omitempty"` // the API's operation
	Status  string    `json:"status,omitempty"`
	Phase   string    `json:"phase,omitempty"`
	Step    int       `json:"step"` // counted from 1; 0 if the job was not seen
	Poll    bool      `json:"poll"` // it counts as a poll
	Absence string    `json:"absence,omitempty"`
}

// FutureStatus is a step that a job comes to if no command and no client changes its way.
type FutureStatus struct {
	Step     int        `json:"step"` // counted from 1
	Status   string     `json:"status"`
	Phase    string     `json:"phase"`
	At       *time.Time `json:"at,omitempty"` // nil if time alone does not bring it
	In       *Duration  `json:"in,omitempty"`
	WaitsFor string     `json:"waits_for,omitempty"` // what ends the step
}
