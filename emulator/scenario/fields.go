package scenario

import (
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// field is one thing that a mapping of the language may say. The tables of fields are data: the reader checks mappings
// against them, and they are what a schema of the language is made of.
type field struct {
	name string
	kind kind
	need bool   // it cannot be left out
	note string // what it says, for people
	also string // a word that people write for it by mistake
	was  string // its name before it was renamed
}

// kind is what the value of a field is.
type kind string

const (
	aText     kind = "text"
	aNumber   kind = "number"
	aTruth    kind = "truth"
	aProfile  kind = "profile"
	anInstant kind = "instant"
	aDuration kind = "duration"
	aSpan     kind = "span"
	anExit    kind = "exit"
	aShare    kind = "share"
	aStatus   kind = "status"
	aPhase    kind = "phase"
	anError   kind = "error"
	aScript   kind = "script"
	aLeave    kind = "leave"
	aMapping  kind = "mapping"
	aList     kind = "list"
	anything  kind = "anything"
)

// kinds tell the YAML shape of each kind, 0 for any, and how messages speak of it.
var kinds = map[kind]struct {
	shape yaml.Kind
	want  string
}{
	aText:     {yaml.ScalarNode, "a text"},
	aNumber:   {yaml.ScalarNode, "a whole number"},
	aTruth:    {yaml.ScalarNode, "true or false"},
	aProfile:  {yaml.ScalarNode, Documented + " or " + Observed},
	anInstant: {yaml.ScalarNode, "an instant such as 2026-01-02T15:04:05Z"},
	aDuration: {yaml.ScalarNode, "a duration such as 500ms, 2s, 1h30m or 7d"},
	aSpan:     {yaml.ScalarNode, "a duration such as 2s, or a range such as 2s..5s"},
	anExit:    {yaml.ScalarNode, "a duration such as 2s, a range such as 2s..5s, or a count such as 3 polls"},
	aShare:    {yaml.ScalarNode, "a percentage from 0 to 100 such as 40, or a range such as 10..95"},
	aStatus:   {0, "a status word, or {name: WORD, phase: running}"},
	aPhase:    {yaml.ScalarNode, "pending, running, succeeded or failed"},
	anError:   {0, "a code of the API's error table, or {code: CODE, message: TEXT}"},
	aScript:   {0, "a list of steps, or the name of one that stands under timelines"},
	aLeave:    {yaml.ScalarNode, "allowed"},
	aMapping:  {yaml.MappingNode, "a mapping"},
	aList:     {yaml.SequenceNode, "a list"},
	aTimes:    {yaml.ScalarNode, "a call such as 3, or a range such as 1..2 or 3.."},
	aChance:   {yaml.ScalarNode, "a percentage above 0% and up to 100%, such as 10%"},
	aRetry:    {yaml.ScalarNode, "a duration such as 5s, or date 5s"},
	anything:  {0, "a value"},
}

var topFields = []field{
	{name: "description", kind: aText, note: "what the scenario shows", was: "about"},
	{name: "seed", kind: aNumber, note: "keys every draw; a run with the same seed goes the same way"},
	{name: "profile", kind: aProfile, note: "documented: as the vendors' documents print it; observed: as live services do"},
	{name: "settings", kind: aMapping, note: "single points of fidelity, by name"},
	includeField, timelinesField,
	{name: "jobs", kind: aList, note: "the jobs that there are"},
	{name: "rules", kind: aList, note: "what a client's calls do", was: "on"},
}

// includedFields are what a file may say that a scenario includes.
var includedFields = []field{
	{name: "description", kind: aText, note: "what the timelines are for", was: "about"},
	includeField, timelinesField,
}

var (
	includeField   = field{name: "include", kind: aList, note: "files with timelines, each by its path from this file's folder on", also: "includes"}
	timelinesField = field{name: "timelines", kind: aMapping, note: "scripts by name, which jobs, rules, repeats and branches can share", also: "scripts"}
)

var jobFields = []field{
	{name: "api", kind: aText, note: "the API that the job belongs to"},
	idField,
	{name: "type", kind: aText, note: "the job's type, as the vendor names it", also: "job_type"},
	{name: "project", kind: aText, note: "the tenant whose job it is; of any if left out", also: "project_id"},
	{name: "born", kind: anInstant, note: "when it began; at the start of the emulator if left out", also: "begin_time"},
	expiresField,
	timelineField,
	subJobsField, impossibleField,
	hiddenField, replicasField, lagField, settleField,
}

var subJobFields = []field{
	idField,
	{name: "type", kind: aText, note: "the job's type, as the vendor names it", also: "job_type"},
	{name: "project", kind: aText, note: "the tenant whose job it is; its parent's if left out", also: "project_id"},
	{name: "starts", kind: aSpan, note: "how long after its parent it begins; at once if left out", also: "delay"},
	expiresField,
	timelineField,
	subJobsField, impossibleField,
}

var (
	idField       = field{name: "id", kind: aText, note: "its name, as a client writes it", also: "job_id"}
	expiresField  = field{name: "expires", kind: aDuration, note: "how long after its end it can be seen; for ever if left out"}
	timelineField = field{name: "timeline", kind: aScript, note: "its script; derived from its sub-jobs if left out", also: "steps"}
	subJobsField  = field{name: "sub_jobs", kind: aList, note: "the jobs that it is made of", also: "children"}

	impossibleField = field{name: "impossible", kind: aLeave, note: "its sub-jobs may outlive it, which no real service shows"}
)

var stepFields = []field{
	{name: "status", kind: aStatus, need: true, note: "the word that a client is told", also: "state"},
	{name: "for", kind: anExit, note: "the step ends after a time, drawn once from a range, or after being told so often", also: "duration"},
	{name: "until", kind: aText, note: "a client's call ends the step", also: "signal"},
	{name: "progress", kind: aShare, note: "percent, rising evenly from one end of a range to the other", also: "percent"},
}

var repeatFields = []field{
	{name: "repeat", kind: aNumber, need: true, note: "how often the steps are gone through"},
	{name: "steps", kind: aScript, need: true, note: "what is repeated", also: "timeline"},
}

var chooseFields = []field{
	{name: "choose", kind: aList, need: true, note: "branches, of which one is taken: by the seed and the job's name"},
}

var branchFields = []field{
	{name: "weight", kind: aNumber, note: "its share of all weights is its chance; 1 if left out", also: "chance"},
	{name: "steps", kind: aScript, need: true, note: "what happens on this branch", also: "timeline"},
}

var wordFields = []field{
	{name: "name", kind: aText, need: true, note: "a status word on purpose, known or not", also: "status", was: "say"},
	{name: "phase", kind: aPhase, need: true, note: "what it means"},
}

var errorFields = []field{
	{name: "code", kind: aText, need: true, note: "any code"},
	{name: "message", kind: aText, note: "its text; the table's if left out", also: "msg"},
}

// ofAPI are the fields that an API adds to jobs or steps.
func ofAPI(fields []job.Field) []field {
	own := make([]field, len(fields))
	for i, f := range fields {
		own[i] = field{name: f.Name, kind: shapes[f.Kind], note: f.Note}
	}
	return own
}

// shapes are the kinds of an API's own fields in the language.
var shapes = map[job.FieldKind]kind{
	job.Text: aText, job.Number: aNumber, job.Bool: aTruth, job.Object: aMapping, job.Code: anError, job.Any: anything,
}
