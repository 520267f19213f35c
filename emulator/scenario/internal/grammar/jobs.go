package grammar

// Top is the table of a scenario.
var Top = []Field{
	{Name: "description", Kind: Text, Note: "what the scenario shows", Was: "about"},
	{Name: "seed", Kind: Number, Note: "the key of every random draw; a run with the same seed goes the same way"},
	{Name: "profile", Kind: Profile, Note: "documented: as the vendors' documents print it; observed: as live services do"},
	{Name: "settings", Kind: Mapping, Note: "single points of fidelity, by name"},
	Include, Timelines,
	{Name: "resources", Kind: List, Note: "things that exist from the start, such as disks"},
	{Name: "jobs", Kind: List, Note: "the jobs that exist"},
	{Name: "rules", Kind: List, Note: "what a client's calls do", Was: "on"},
	{Name: "expect", Kind: List, Note: "what clients must have done, for the verdict", Also: "expectations"},
	{Name: "allow", Kind: List, Note: "findings that the verdict lets pass, each with the reason"},
	{Name: "thresholds", Kind: Mapping, Note: "limits by which findings are found, by name"},
}

// Included is the table of a file that a scenario includes.
var Included = []Field{
	{Name: "description", Kind: Text, Note: "what the timelines are for", Was: "about"},
	Include, Timelines,
}

// Fields that several tables have.
var (
	Include    = Field{Name: "include", Kind: List, Note: "files with timelines, each by its path relative to this file's folder", Also: "includes"}
	Timelines  = Field{Name: "timelines", Kind: Mapping, Note: "scripts by name, which jobs, rules, repeats and branches can share", Also: "scripts"}
	ID         = Field{Name: "id", Kind: Text, Note: "its name, as a client writes it", Also: "job_id"}
	Expires    = Field{Name: "expires", Kind: Duration, Note: "how long after its end it can be seen; without limit if left out"}
	Timeline   = Field{Name: "timeline", Kind: Script, Note: "its script; derived from its sub-jobs if left out", Also: "steps"}
	SubJobs    = Field{Name: "sub_jobs", Kind: List, Note: "the jobs that it consists of", Also: "children"}
	Impossible = Field{Name: "impossible", Kind: Allowed, Note: "its sub-jobs may outlive it, which no real service shows"}

	Hidden   = Field{Name: "hidden", Kind: Exit, Note: "clients cannot see the job for this time after its birth, or for this many requests for it"}
	Replicas = Field{Name: "replicas", Kind: Number, Note: "responses come from this many replicas in turn, of which the last one lags behind"}
	Lag      = Field{Name: "lag", Kind: Duration, Note: "how far responses lag behind: those of the last replica, or all if there is one"}
	Settle   = Field{Name: "settle", Kind: Duration, Note: "how much later than the job's end the end shows in what the job worked on"}
)

// Job is the table of a job, without the fields that its API adds.
var Job = []Field{
	{Name: "api", Kind: Text, Note: "the API that the job belongs to"},
	ID,
	{Name: "type", Kind: Type, Note: "the job's type, as the vendor names it", Also: "job_type"},
	{Name: "project", Kind: Text, Note: "the tenant whose job it is; any tenant's if left out", Also: "project_id"},
	{Name: "born", Kind: Instant, Note: "when it began; at the start of the emulator if left out", Also: "begin_time"},
	Expires, Timeline, SubJobs, Impossible, Hidden, Replicas, Lag, Settle,
}

// SubJob is the table of a sub-job.
var SubJob = []Field{
	ID,
	{Name: "type", Kind: Type, Note: "the job's type, as the vendor names it", Also: "job_type"},
	{Name: "project", Kind: Text, Note: "the tenant whose job it is; its parent's if left out", Also: "project_id"},
	{Name: "starts", Kind: Span, Note: "how long after its parent it begins; at once if left out", Also: "delay"},
	Expires, Timeline, SubJobs, Impossible,
}

// Step is the table of a step, without the fields that its API adds.
var Step = []Field{
	{Name: "status", Kind: Status, Required: true, Note: "the word that a client sees", Also: "state"},
	{Name: "for", Kind: Exit, Note: "the step ends after a time, drawn once from a range, or after this many polls", Also: "duration"},
	{Name: "until", Kind: Until, Note: "what ends the step: a client's call, or release from outside", Also: "signal"},
	{Name: "progress", Kind: Percent, Note: "percent, rising evenly from one end of a range to the other", Also: "percent"},
}

// Call is the table of a call that a step waits for.
var Call = []Field{
	{Name: "call", Kind: Text, Required: true, Note: "an operation of any API, evs.deleteVolume, or evs.* for all of EVS"},
	{Name: "where", Kind: Mapping, Note: "conditions on the request, as those of a rule"},
}

// Repeat is the table of a repeat.
var Repeat = []Field{
	{Name: "repeat", Kind: Number, Required: true, Note: "how many times the steps are gone through"},
	{Name: "steps", Kind: Script, Required: true, Note: "the steps that are repeated", Also: "timeline"},
}

// Choose is the table of a choice.
var Choose = []Field{
	{Name: "choose", Kind: List, Required: true, Note: "branches, of which one is taken: by the seed and the job's name"},
}

// Branch is the table of a branch of a choice.
var Branch = []Field{
	{Name: "weight", Kind: Number, Note: "its share of all weights is its chance; 1 if left out", Also: "chance"},
	{Name: "steps", Kind: Script, Required: true, Note: "the steps of this branch", Also: "timeline"},
}

// OddStatus is the table of a status that is written out.
var OddStatus = []Field{
	{Name: "name", Kind: Text, Required: true, Note: "a status word on purpose, known or not", Also: "status", Was: "say"},
	{Name: "phase", Kind: Phase, Required: true, Note: "what it means"},
}

// OddType is the table of a job type that is written out.
var OddType = []Field{
	{Name: "name", Kind: Text, Required: true, Note: "a job type on purpose, known or not"},
}

// OddError is the table of an error that is written out.
var OddError = []Field{
	{Name: "code", Kind: Text, Note: "any code"},
	{Name: "name", Kind: Text, Note: "of an API whose errors have a name and a number: the name; code is then the number"},
	{Name: "message", Kind: Text, Note: "its text; the table's if left out", Also: "msg"},
}
