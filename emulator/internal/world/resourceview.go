package world

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Refs names the top-level jobs of an API, oldest first, those that are gone included.
func (tx *Tx) Refs(api string) []job.Ref {
	all := tx.w.order[api]
	refs := make([]job.Ref, len(all))
	for i, j := range all {
		refs[i] = j.Ref()
	}
	return refs
}

// Schedule returns the way of a job from this instant on, as in job.Job.Schedule; nil for one that is unknown or gone.
func (tx *Tx) Schedule(ref job.Ref) []job.ScheduledStep {
	if j := tx.w.jobs.get(ref); j != nil {
		return j.Schedule(tx.now)
	}
	return nil
}

// End returns how far time alone brings a job, as in job.Job.End.
func (tx *Tx) End(ref job.Ref) (last job.ScheduledStep, at time.Time, ok bool) {
	if j := tx.w.jobs.get(ref); j != nil {
		return j.End(tx.now)
	}
	return last, at, false
}

// NotFound returns the looks of this Do that found nothing to see, in their order.
func (tx *Tx) NotFound() []job.Snapshot { return tx.notFound }

// addNotFound remembers a look that found nothing to see, once for each job.
func (tx *Tx) addNotFound(snap *job.Snapshot) {
	last := len(tx.notFound) - 1
	if again := last >= 0 && tx.notFound[last].Ref == snap.Ref; snap.Absence != job.Present && !again {
		tx.notFound = append(tx.notFound, *snap)
	}
}

// History returns the steps that a job came to up to this instant, as in job.Job.History; nil for one that is unknown.
func (tx *Tx) History(ref job.Ref) []job.ScheduledStep {
	if j := tx.w.jobs.get(ref); j != nil {
		return j.History(tx.now)
	}
	return nil
}

// SubJobs names the sub-jobs of a job, those included that have not begun.
func (tx *Tx) SubJobs(ref job.Ref) []job.Ref {
	var refs []job.Ref
	if j := tx.w.jobs.get(ref); j != nil {
		for _, c := range j.Children {
			refs = append(refs, c.Ref())
		}
	}
	return refs
}

// EveryResource returns the resources of all kinds that are not gone, ordered by API and kind, oldest first. A look from outside
// is no client's: a skipping clock does not follow it.
func (tx *Tx) EveryResource() []Resource {
	kinds := slices.SortedFunc(maps.Keys(tx.w.kinds), func(a, b kind) int {
		return cmp.Or(cmp.Compare(a.API, b.API), cmp.Compare(a.Kind, b.Kind))
	})
	var all []Resource
	for _, k := range kinds {
		for _, r := range tx.w.kinds[k] {
			if t := tx.view(r); !t.Gone {
				all = append(all, t)
			}
		}
	}
	return all
}
