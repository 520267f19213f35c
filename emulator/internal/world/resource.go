package world

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Name names a resource: the API that it belongs to, its kind there ("volume") and its id.
type Name struct{ API, Kind, ID string }

type kind struct{ API, Kind string }

// Effect is what a job makes of a resource. An empty status leaves the one before in force.
type Effect struct {
	Job    job.Ref
	Live   string // status while the job runs
	Done   string // status once it has succeeded
	Failed string // status once it has failed
	// Props, if not nil, are the resource's properties once the job has succeeded.
	Props any
	// Alter, if not nil, makes them then from those before, which it must not change. Of two jobs that touch a resource
	// at a time each can so change its own part.
	Alter func(props any) any
	// Makes says that the job creates the resource, Ends that its success removes it.
	Makes, Ends bool
	// Leaves says that what a failed job of Makes was to make is there all the same, until a client removes it.
	Leaves bool
}

// resourceState is what jobs act on. Its status is never stored.
type resourceState struct {
	Name
	project string
	born    time.Time
	edits   []edit
}

// edit is a change of a resource: by a job, or at once by a call.
type edit struct {
	at     time.Time
	effect Effect
	props  any // of a change at once
	alter  func(any) any
	set    string // status of a change at once; empty leaves it
	gone   bool
}

// Resource is a resource at one instant. It is a value; Props are the API's own and must not be changed.
type Resource struct {
	Name
	Project string
	Born    time.Time
	Updated time.Time // when its status or properties changed last
	Status  string
	Props   any
	Made    bool    // false while the job that creates it runs, or when that failed
	Left    bool    // the job that was to create it has failed, and left it
	Gone    bool    // a job or a call removed it
	Busy    job.Ref // the live job that holds it, if any
	// Next is when time alone will change one of the jobs that act on it; zero if never.
	Next time.Time
}

// Put adds a resource that exists at once, with a status and properties. A name in use is replaced.
func (tx *Tx) Put(n Name, project, status string, props any) Resource {
	return tx.view(tx.put(n, project, status, props, tx.now, tx.now))
}

// put returns Put with the instant since which it exists; zero means now.
func (tx *Tx) put(n Name, project, status string, props any, born, updated time.Time) *resourceState {
	if born.IsZero() {
		born = tx.now
	}
	if updated.Before(born) {
		updated = born
	}
	tx.changed = true
	tx.use(n, Made, func() (Resource, bool) { return tx.lookUp(n) })
	r := &resourceState{Name: n, project: project, born: born}
	if old := tx.w.resources[n]; old != nil {
		*old = *r
		r = old
	} else {
		tx.w.resources[n] = r
		k := kind{n.API, n.Kind}
		tx.w.kinds[k] = append(tx.w.kinds[k], r)
	}
	r.edits = append(make([]edit, 0, 2), edit{at: updated, props: props, set: status}) // most get one more, from the job that makes them
	return r
}

// Apply adds the effect of a job on a resource. It reports false if there is no such resource.
func (tx *Tx) Apply(n Name, t Effect) bool {
	return tx.edit(n, edit{at: tx.now, effect: t})
}

// Change sets properties and, unless it is empty, the status at once.
func (tx *Tx) Change(n Name, status string, props any) bool {
	return tx.edit(n, edit{at: tx.now, props: props, set: status})
}

// Alter changes properties at once, from those before, which f must not change. It suits a resource that a job may be
// altering too.
func (tx *Tx) Alter(n Name, f func(props any) any) bool {
	return tx.edit(n, edit{at: tx.now, alter: f})
}

// Delete removes a resource at once.
func (tx *Tx) Delete(n Name) bool {
	return tx.edit(n, edit{at: tx.now, gone: true})
}

func (tx *Tx) edit(n Name, e edit) bool {
	r := tx.w.resources[n]
	if r == nil {
		return false
	}
	tx.changed = true
	tx.use(n, actOf(e), func() (Resource, bool) { return tx.lookUp(n) })
	r.edits = append(r.edits, e)
	return true
}

// Resource returns a resource. It reports false if there never was one of this name, or it is gone.
func (tx *Tx) Resource(n Name) (Resource, bool) {
	t, there := tx.lookUp(n)
	tx.watch(t.Next)
	tx.use(n, Looked, func() (Resource, bool) { return t, there })
	return t, there
}

// Resources returns the resources of a kind that are not gone, oldest first.
func (tx *Tx) Resources(api, of string) []Resource {
	all := tx.w.kinds[kind{api, of}]
	if len(all) == 0 {
		return nil
	}
	things := make([]Resource, 0, len(all))
	for _, r := range all {
		if t := tx.view(r); !t.Gone {
			tx.watch(t.Next)
			things = append(things, t)
		}
	}
	return things
}

// view derives what a resource is from what touched it, in order.
func (tx *Tx) view(r *resourceState) Resource {
	t := Resource{Name: r.Name, Project: r.project, Born: r.born, Updated: r.born, Made: true}
	for _, e := range r.edits {
		if e.effect.Job == (job.Ref{}) {
			t.change(e)
			continue
		}
		j := tx.w.jobs.get(e.effect.Job)
		snap := j.At(tx.now)
		t.affected(e.effect, snap)
		if next := j.NextEffect(snap); !next.IsZero() && (t.Next.IsZero() || next.Before(t.Next)) {
			t.Next = next
		}
	}
	return t
}

func (t *Resource) change(e edit) {
	if e.props != nil {
		t.Props = e.props
	}
	if e.alter != nil {
		t.Props = e.alter(t.Props)
	}
	t.become(e.set, e.at)
	t.Gone = t.Gone || e.gone
}

func (t *Resource) affected(by Effect, j job.Snapshot) {
	switch {
	case j.Ceased, j.Absence == job.Removed && !j.Settled: // called off: as if it had failed, and it made nothing
		at := j.Gone
		if j.Ceased {
			at = j.Since
		}
		t.become(by.Failed, at)
		t.Busy = job.Ref{}
		t.Made = t.Made && !by.Makes
		t.Gone = t.Gone || by.Makes
	case !j.Settled:
		t.become(by.Live, j.Born)
		t.Busy = j.Ref
		t.Made = t.Made && !by.Makes
	case j.Phase == job.Failed:
		t.become(by.Failed, j.Ended)
		t.Busy = job.Ref{}
		t.Made = t.Made && !by.Makes
		t.Left = t.Left || by.Makes && by.Leaves
	default:
		if by.Props != nil {
			t.Props = by.Props
		}
		if by.Alter != nil {
			t.Props = by.Alter(t.Props)
		}
		t.become(by.Done, j.Ended)
		t.Busy = job.Ref{}
		t.Gone = t.Gone || by.Ends
	}
}

func (t *Resource) become(status string, at time.Time) {
	if status != "" {
		t.Status = status
	}
	if at.After(t.Updated) {
		t.Updated = at
	}
}
