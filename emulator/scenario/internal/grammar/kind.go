package grammar

import (
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// Kind is the kind of value that a field takes.
type Kind string

// The kinds.
const (
	Text     Kind = "text"
	Number   Kind = "number"
	Bool     Kind = "bool"
	Profile  Kind = "profile"
	Instant  Kind = "instant"
	Duration Kind = "duration"
	Span     Kind = "span"
	Exit     Kind = "exit"
	Percent  Kind = "percent"
	Status   Kind = "status"
	Phase    Kind = "phase"
	Error    Kind = "error"
	Script   Kind = "script"
	Allowed  Kind = "allowed"
	Mapping  Kind = "mapping"
	List     Kind = "list"
	Calls    Kind = "calls"
	Chance   Kind = "chance"
	Retry    Kind = "retry"
	Rate     Kind = "rate"
	Until    Kind = "until"
	Type     Kind = "type"
	Any      Kind = "any"
	Counts   Kind = "counts"
	Pauses   Kind = "pauses"
	Level    Kind = "level"
	Findings Kind = "findings"
)

// The words of the fields profile and impossible.
const (
	Documented = "documented"
	Observed   = "observed"
	Allow      = "allowed"
)

var kinds = map[Kind]struct {
	shape yaml.Kind
	want  string
}{
	Text:     {yaml.ScalarNode, "a text"},
	Number:   {yaml.ScalarNode, "a whole number"},
	Bool:     {yaml.ScalarNode, "true or false"},
	Profile:  {yaml.ScalarNode, Documented + " or " + Observed},
	Instant:  {yaml.ScalarNode, "an instant such as 2026-01-02T15:04:05Z"},
	Duration: {yaml.ScalarNode, "a duration such as 500ms, 2s, 1h30m or 7d"},
	Span:     {yaml.ScalarNode, "a duration such as 2s, or a range such as 2s..5s"},
	Exit:     {yaml.ScalarNode, "a duration such as 2s, a range such as 2s..5s, or a count such as 3 polls"},
	Percent:  {yaml.ScalarNode, "a percentage from 0 to 100 such as 40, or a range such as 10..95"},
	Status:   {0, "a status word, or {name: WORD, phase: running}"},
	Phase:    {yaml.ScalarNode, "pending, running, succeeded or failed"},
	Error:    {0, "a code of the API's error table, or {code: CODE, message: TEXT}"},
	Script:   {0, "a list of steps, or the name of one under timelines"},
	Allowed:  {yaml.ScalarNode, Allow},
	Mapping:  {yaml.MappingNode, "a mapping"},
	List:     {yaml.SequenceNode, "a list"},
	Calls:    {yaml.ScalarNode, "a number such as 3, a range such as 1..2 or 3.., or several such as \"1, 3, 5..7\""},
	Rate:     {yaml.ScalarNode, "a number of calls and a time, such as 5 per 10s"},
	Chance:   {yaml.ScalarNode, "a percentage above 0% and up to 100%, such as 10%"},
	Retry:    {yaml.ScalarNode, "a duration such as 5s, or date 5s"},
	Until:    {0, "a client's call that the API knows, release, or {call: API.OPERATION}"},
	Type:     {0, "a job type, or {name: TYPE} for another one on purpose"},
	Any:      {0, "a value"},
	Counts:   {yaml.ScalarNode, "a number such as 3, or a range such as 2..10 or 2.."},
	Pauses:   {yaml.ScalarNode, "a range of durations such as 1s..5s or 1s.."},
	Level:    {yaml.ScalarNode, "note, warning or error"},
	Findings: {0, "none, {below: error}, or {none: [no-jitter]}"},
}

// Shape returns the shape of a value of the kind in YAML; zero means that several shapes are possible.
func (k Kind) Shape() yaml.Kind { return kinds[k].shape }

// Want describes a value of the kind, for a message that says what was expected.
func (k Kind) Want() string { return kinds[k].want }

// ofAPI are the kinds of the fields that an API adds.
var ofAPI = map[job.FieldKind]Kind{
	job.Text: Text, job.Number: Number, job.Bool: Bool, job.Object: Mapping, job.Code: Error, job.Any: Any,
}
