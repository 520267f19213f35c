package otc

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// Attributes is what an EVS or SDRS job is about: the ids and properties of what it works on, by their names on the wire.
type Attributes struct {
	Entities map[string]any
	Of       string // id of what it works on, where the entities do not tell it
}

// Payload is what a step of an EVS or SDRS job adds.
type Payload struct {
	Entities map[string]any // in place of the job's; nil leaves them
	Code     string         // error_code of a failed step
	Reason   string         // fail_reason of a failed step
}

// JobDoc is the answer to a job query: eight members, of which the last two depend on profile and phase.
type JobDoc struct {
	Status   string
	Entities map[string]any
	ID       string
	Type     string
	Begin    string
	End      string // "" until the job is over
	Code     optional
	Reason   optional
}

// AppendJSON writes the document, its members in the order of the documents' examples.
func (d JobDoc) AppendJSON(b []byte) []byte {
	b = wire.AppendMember(append(slices.Grow(b, 384), '{'), "status", d.Status) // most have room
	b = appendObject(wire.AppendName(b, "entities"), d.Entities)
	b = wire.AppendMember(b, "job_id", d.ID)
	b = wire.AppendMember(b, "job_type", d.Type)
	b = wire.AppendMember(b, "begin_time", d.Begin)
	b = wire.AppendMember(b, "end_time", d.End)
	b = d.Code.append(b, "error_code")
	b = d.Reason.append(b, "fail_reason")
	return append(b, '}')
}

// appendObject writes an object, its members in the order of their names.
func appendObject(b []byte, members map[string]any) []byte {
	names := make([]string, 0, 8) // most jobs have fewer
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	b = append(b, '{')
	for _, name := range names {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = append(wire.AppendText(b, name), ':')
		b = wire.AppendValue(b, members[name])
	}
	return append(b, '}')
}

// optional is a string, or null, or absent.
type optional struct {
	shown bool
	text  *string
}

// append writes the member.
func (o optional) append(b []byte, name string) []byte {
	switch {
	case !o.shown:
		return b
	case o.text == nil:
		return append(wire.AppendName(b, name), "null"...)
	default:
		return wire.AppendMember(b, name, *o.text)
	}
}

// jobDocs are documents in a list.
type jobDocs []JobDoc

// AppendJSON writes the list.
func (all jobDocs) AppendJSON(b []byte) []byte {
	b = append(b, '[')
	for i, d := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = d.AppendJSON(b)
	}
	return append(b, ']')
}

// Style is what EVS and SDRS do differently with the same document.
type Style struct {
	NullErrors bool // error_code and fail_reason are null, not absent, unless the job failed
	// Visible picks what a client may see of a job's entities at this point of its life.
	Visible func(s job.Snapshot, all map[string]any) map[string]any
	// Label keeps a parent's own entities beside its sub_jobs.
	Label bool
}

// Time is how EVS and SDRS write a job's instants: milliseconds, UTC, Z (evs_04_0054).
func Time(t time.Time) string { return wire.Instant(t) }

// Document is a snapshot as the job query answers it, sub-jobs included.
func Document(s job.Snapshot, style Style) JobDoc {
	say, _ := s.Payload.(Payload)
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
		about, _ := s.Attributes.(Attributes)
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
	docs := make(jobDocs, len(s.Children))
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
