package world

import "github.com/jobsim/jobsim/emulator/job"

// Act is what a Do did to a resource.
type Act uint8

// The acts, in the order of journal.ResourceAct.
const (
	Looked  Act = iota // looked it up
	Changed            // changed it at once
	Worked             // started a job that acts on it
	Made               // made it, or started a job that makes it
	Removed            // removed it, or started a job that removes it
)

// Use is what a Do did to a resource, and how that was before.
type Use struct {
	Name   Name
	Act    Act
	Before Resource // zero if there was none
	There  bool     // there was one that was not gone
}

// maxUses is the maximum number of resources, and of started jobs, that a Do remembers.
const maxUses = 16

// Uses returns what this Do did to resources by their names, in the order of the first uses; lists of resources do not count.
func (tx *Tx) Uses() []Use { return tx.uses }

// Started returns the first top-level jobs that this Do started.
func (tx *Tx) Started() []job.Ref { return tx.started }

// Moved returns the first jobs that this Do gave another way or a signal.
func (tx *Tx) Moved() []job.Ref { return tx.moved }

// use remembers a use. The first one of a resource has how it was, the last act counts most.
func (tx *Tx) use(n Name, act Act, before func() (Resource, bool)) {
	if len(tx.uses) == maxUses {
		return
	}
	for i := range tx.uses {
		if tx.uses[i].Name == n {
			tx.uses[i].Act = max(tx.uses[i].Act, act)
			return
		}
	}
	u := Use{Name: n, Act: act}
	u.Before, u.There = before()
	u.Before.Props = nil // may be large, and is not needed
	tx.uses = append(tx.uses, u)
}

// lookUp returns a resource without remembering a use of it.
func (tx *Tx) lookUp(n Name) (Resource, bool) {
	r := tx.w.resources[n]
	if r == nil {
		return Resource{}, false
	}
	t := tx.view(r)
	return t, !t.Gone
}

// actOf returns what an edit does.
func actOf(e edit) Act {
	switch {
	case e.gone, e.effect.Ends:
		return Removed
	case e.effect.Makes:
		return Made
	case e.effect.Job != (job.Ref{}):
		return Worked
	default:
		return Changed
	}
}
