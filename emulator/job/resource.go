package job

import "time"

// ResourceName names a thing that jobs act on, such as a disk: the API that it belongs to, its kind there ("volume") and
// its ID.
type ResourceName struct{ API, Kind, ID string }

// Resource is a thing as a scenario gives it: one that is there from the start, or one that a job acts on.
type Resource struct {
	ResourceName
	Project string    // the tenant that it belongs to; empty for any
	Born    time.Time // zero: when the world starts, or when the job does
	Updated time.Time // when it last changed before the world started; zero: never since it was born
	Status  string
	// Props are the API's own typed properties. They are shared and must not be changed.
	Props any
}

// Target is a thing that a scenario's job acts on. If it does not exist when the job starts, it is created as Resource
// has it.
type Target struct {
	Resource
	// Live, Done and Failed are its status while the job runs, once the job has succeeded and once it has failed. An
	// empty Live leaves the status as it is; an empty Done or Failed returns to the status before the job.
	Live, Done, Failed string
	// Alter, if not nil, returns the properties once the job has succeeded, from those before, which it must not change.
	Alter func(props any) any
	// Creates means that the job creates it, Deletes that the job's success removes it.
	Creates, Deletes bool
}

// ResourceKind is a kind of things that a scenario can declare under "resources".
type ResourceKind struct {
	Kind     string   // "volume"
	Note     string   // for people, in a few words
	Statuses []string // those that an entry may have; the first is the default. Empty: an entry has none
	Fields   []Field  // what an entry may say besides api, kind, id, project, born and status
	// New returns what an entry puts into the world: mostly one resource, r with its Props, and further ones that it
	// implies, such as the mark on a protected disk. It returns a *FieldError for a fault.
	New func(r Resource, f Fields) ([]Resource, error)
}

// ResourceKind returns the kind of things of this name.
func (v *Vocabulary) ResourceKind(kind string) (ResourceKind, bool) {
	for _, k := range v.Resources {
		if k.Kind == kind {
			return k, true
		}
	}
	return ResourceKind{}, false
}

// NextEffect returns when time alone will change what the job does to its resources, given a snapshot of it; zero if
// never.
func (j *Job) NextEffect(snap Snapshot) time.Time {
	switch {
	case snap.Settled, snap.Absence == Removed:
		return time.Time{}
	case snap.Phase.Over():
		return snap.Ended.Add(j.Consistency.Settle)
	default:
		return snap.Next
	}
}
