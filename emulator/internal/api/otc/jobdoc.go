package otc

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// About is what an EVS or SDRS job is about: the ids and properties of what it works on, by their names on the wire.
type About struct {
	Entities map[string]any
	Of       string // id of what it works on, where the entities do not tell it
}

// Say is what a step of an EVS or SDRS job adds.
type Say struct {
	Entities map[string]any // in place of the job's; nil leaves them
	Code     string         // error_code of a failed step
	Reason   string         // fail_reason of a failed step
}

// JobDoc is the answer to a job query: eight members, of which the last two depend on profile and phase.
type JobDoc struct {
	Status   string         `json:"status"`
	Entities map[string]any `json:"entities"`
	ID       string         `json:"job_id"`
	Type     string         `json:"job_type"`
	Begin    string         `json:"begin_time"`
	End      string         `json:"end_time"` // "" until the job is over
	Code     optional       `json:"error_code,omitzero"`
	Reason   optional       `json:"fail_reason,omitzero"`
}

// optional is a string, or null, or absent.
type optional struct {
	shown bool
	text  *string
}

// MarshalJSON writes the string or null.
func (o optional) MarshalJSON() ([]byte, error) { return json.Marshal(o.text) }

// IsZero tells that the member is absent.
func (o optional) IsZero() bool { return !o.shown }

// Style is what EVS and SDRS do differently with the same document.
type Style struct {
	NullErrors bool // error_code and fail_reason are null, not absent, unless the job failed
	// Visible picks what a client may see of a job's entities at this point of its life.
	Visible func(s job.Snapshot, all map[string]any) map[string]any
	// Label keeps a parent's own entities beside its sub_jobs.
	Label bool
}

// Time is how EVS and SDRS write a job's instants: milliseconds, UTC, Z (evs_04_0054).
func Time(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// Document is a snapshot as the job query answers it, sub-jobs included.
func Document(s job.Snapshot, style Style) JobDoc {
	say, _ := s.Say.(Say)
	if s.Derived {
		say.Entities = nil // a failed child's code and reason are its parent's too, its entities are not
	}
	d := JobDoc{
		Status: s.Status, ID: s.ID, Type: s.Type, Begin: Time(s.Born),
		Entities: entities(s, say.Entities, style),
	}
	if !s.Ended.IsZero() {
		d.End = Time(s.Ended)
	}
	if s.Phase == job.Failed {
		d.Code, d.Reason = text(say.Code), text(say.Reason)
	}
	d.Code.shown = d.Code.text != nil || style.NullErrors
	d.Reason.shown = d.Reason.text != nil || style.NullErrors
	return d
}

func text(s string) optional {
	if s == "" {
		return optional{}
	}
	return optional{true, &s}
}

// nothing is an empty object. It is read only.
var nothing = map[string]any{}

// entities are never null: the clients' decoders want an object. What a step says of itself goes before what the style
// would show.
func entities(s job.Snapshot, said map[string]any, style Style) map[string]any {
	own := said
	if own == nil {
		about, _ := s.About.(About)
		own = style.Visible(s, about.Entities)
	}
	if len(s.Children) == 0 {
		if own == nil {
			own = nothing
		}
		return own
	}
	all := map[string]any{}
	if style.Label || said != nil {
		maps.Copy(all, own)
	}
	docs := make([]JobDoc, len(s.Children))
	for i, c := range s.Children {
		docs[i] = Document(c, style)
	}
	all["sub_jobs"] = docs
	return all
}

// NameJob makes a job id as the services do: 8 hex digits of the node, 8 of its start, 12 of the creation in epoch
// milliseconds, 4 of a counter. Captured ids decode to their begin_time so.
func NameJob(born time.Time, n uint64) string {
	return fmt.Sprintf("ff8080826b45d4a5%012x%04x", born.UnixMilli()&0xffffffffffff, n&0xffff)
}
