package otc

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// Attributes are the entities of an EVS or SDRS job: IDs and properties of what it works on, by their names on the
// wire.
type Attributes struct {
	Entities map[string]any
	Of       string // ID of what it works on, if the entities do not contain it
}

// Payload is the data of a step of an EVS or SDRS job.
type Payload struct {
	Entities map[string]any // in place of the job's; nil leaves them
	Code     string         // error_code of a failed step
	Reason   string         // fail_reason of a failed step
	// Unfilled is the reason with a %s for each word of the request that starts the job; empty if it has none.
	Unfilled string
}

// JobDoc is the response to a job query: eight members, of which the last two depend on profile and phase.
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

// AppendJSON appends the document, with its members in the order of the documents' examples.
func (d JobDoc) AppendJSON(b []byte) []byte {
	b = wire.AppendMember(append(slices.Grow(b, 384), '{'), "status", d.Status) // large enough for most
	b = appendObject(wire.AppendName(b, "entities"), d.Entities)
	b = wire.AppendMember(b, "job_id", d.ID)
	b = wire.AppendMember(b, "job_type", d.Type)
	b = wire.AppendMember(b, "begin_time", d.Begin)
	b = wire.AppendMember(b, "end_time", d.End)
	b = d.Code.append(b, "error_code")
	b = d.Reason.append(b, "fail_reason")
	return append(b, '}')
}

// appendObject appends an object with its members sorted by name.
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

// optional is a string, null or absent.
type optional struct {
	shown bool
	text  *string
}

// append appends the member.
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

// AppendJSON appends the list.
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

// Style is how EVS and SDRS write the same document differently.
type Style struct {
	NullErrors bool // error_code and fail_reason are null, not absent, unless the job failed
	// Visible returns the entities that a client may see at this point of the job's life, beside the sub_jobs of a parent.
	Visible func(s job.Snapshot, all map[string]any) map[string]any
}

// Time formats an instant of an EVS or SDRS job: milliseconds, UTC, Z (evs_04_0054).
func Time(t time.Time) string { return wire.Instant(t) }

// Document returns a snapshot as the job query shows it, sub-jobs included.
func Document(s job.Snapshot, style Style) JobDoc {
	payload, _ := s.Payload.(Payload)
	if s.Derived {
		payload.Entities = nil // a parent has the code and reason of a failed child, but not its entities
	}
	d := JobDoc{
		Status: s.Status, ID: s.ID, Type: s.Type, Begin: Time(s.Born),
		Entities: entities(s, payload.Entities, style),
	}
	if !s.Ended.IsZero() {
		d.End = Time(s.Ended)
	}
	if s.Phase == job.Failed {
		d.Code, d.Reason = text(payload.Code), text(payload.Reason)
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

// emptyObject is an empty object. It is read only.
var emptyObject = map[string]any{}

// entities returns the entities of a job, never nil: the clients' decoders want an object. Those of the step take
// precedence over those of the style.
func entities(s job.Snapshot, stepEntities map[string]any, style Style) map[string]any {
	own := stepEntities
	if own == nil {
		attributes, _ := s.Attributes.(Attributes)
		own = style.Visible(s, attributes.Entities)
	}
	if len(s.Children) == 0 {
		if own == nil {
			own = emptyObject
		}
		return own
	}
	all := map[string]any{}
	maps.Copy(all, own)
	docs := make(jobDocs, len(s.Children))
	for i, c := range s.Children {
		docs[i] = Document(c, style)
	}
	all["sub_jobs"] = docs
	return all
}

// NameJob returns a job ID of the form that the services use: 8 hex digits of the node, 8 of its start, 12 of the creation
// in epoch milliseconds, 4 of a counter. Captured IDs decode to their begin_time so. Beyond 16 bits the counter goes on in
// the digits of the start, so that no two numbers share an ID.
func NameJob(born time.Time, n uint64) string {
	return fmt.Sprintf("ff808082%08x%012x%04x", uint32(nodeStart+n>>16), born.UnixMilli()&0xffffffffffff, n&0xffff)
}

// nodeStart is the start of the node that makes the job IDs, in units of 256 ms.
const nodeStart = 0x6b45d4a5
