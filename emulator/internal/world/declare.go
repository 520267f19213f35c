package world

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// DuplicateResourceError is returned for a declared resource whose name is in use.
type DuplicateResourceError struct{ Name job.ResourceName }

// Error names the resource.
func (e *DuplicateResourceError) Error() string {
	return fmt.Sprintf("%s %s/%s exists already", e.Name.Kind, e.Name.API, e.Name.ID)
}

// Declare adds the resources of a scenario: all of them or, if a name is in use, none. It returns a
// *DuplicateResourceError.
func (tx *Tx) Declare(resources ...job.Resource) error {
	seen := make(map[job.ResourceName]bool, len(resources))
	for _, r := range resources {
		if _, there := tx.Resource(Name(r.ResourceName)); there || seen[r.ResourceName] {
			return &DuplicateResourceError{r.ResourceName}
		}
		seen[r.ResourceName] = true
	}
	for _, r := range resources {
		tx.declare(r)
	}
	return nil
}

// declare adds a resource. A numeric ID is reserved, so that the counter of its kind goes on above it.
func (tx *Tx) declare(r job.Resource) {
	if n, err := strconv.ParseUint(r.ID, 10, 31); err == nil {
		tx.Reserve(r.API+"/"+r.Kind, n)
	}
	tx.put(Name(r.ResourceName), r.Project, r.Status, r.Props, r.Born, r.Updated)
}

// aim lets a job, which has just been started, act on the targets of its spec. Those that do not exist are created.
func (tx *Tx) aim(s *job.Spec, j *job.Job) {
	for _, t := range s.Targets {
		before := t.Status
		if r, there := tx.Resource(Name(t.ResourceName)); !there {
			made := t.Resource
			made.Born = cmp.Or(made.Born, j.Born)
			tx.declare(made)
		} else if r.Busy == (job.Ref{}) {
			before = r.Status
		}
		tx.Apply(Name(t.ResourceName), Effect{
			Job: j.Ref(), Live: t.Live, Done: cmp.Or(t.Done, before), Failed: cmp.Or(t.Failed, before), Alter: t.Alter,
			Makes: t.Creates, Ends: t.Deletes,
		})
	}
	for i := range s.Children {
		tx.aim(&s.Children[i], j.Children[i])
	}
}

// inUse reports whether a scenario or a call has a job or a resource of this ID, whatever its API and kind.
func (tx *Tx) inUse(id string) bool {
	for api := range tx.w.order {
		if tx.w.jobs.get(job.Ref{API: api, ID: id}) != nil {
			return true
		}
	}
	for k := range tx.w.kinds {
		if tx.w.resources[Name{k.API, k.Kind, id}] != nil {
			return true
		}
	}
	return false
}

// watch notes when time alone will change what a call has looked at; zero means never.
func (tx *Tx) watch(next time.Time) {
	if !next.IsZero() && (tx.next.IsZero() || next.Before(tx.next)) {
		tx.next = next
	}
}

// Watch notes that the call shows a job without polling it.
func (tx *Tx) Watch(snap job.Snapshot) {
	if snap.Absence != job.Present || !snap.Phase.Over() || !snap.Until.Final() {
		tx.watch(snap.Next)
	}
}

// NextChange returns when time alone will change one of the jobs and resources that this Do has shown, other than those
// that it has polled; zero if never.
func (tx *Tx) NextChange() time.Time { return tx.next }
