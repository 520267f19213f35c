package world

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
)

// maxFamilySnapshots is how many of a family's jobs are returned when it is started.
const maxFamilySnapshots = 1000

// startFamily starts the jobs of a family. It returns the snapshots of the first ones.
func (tx *Tx) startFamily(s job.Spec) []job.Snapshot {
	f := s.Family
	s.Family = nil
	var snaps []job.Snapshot
	for i, member := range f.Members {
		if snap := tx.start(&member); i < maxFamilySnapshots {
			snaps = append(snaps, snap)
		}
	}
	if f.Members != nil {
		return snaps
	}
	w := tx.w
	w.jobs.grow(s.API, f.Len())
	w.order[s.API] = slices.Grow(w.order[s.API], f.Len())
	jobs := make([]job.Job, f.Len()) // one piece of memory
	for i, id := range f.IDs() {
		s.ID = id
		if j := tx.begin(&jobs[i], &s); i < maxFamilySnapshots {
			snaps = append(snaps, j.At(tx.now))
		}
	}
	return snaps
}

// freeFamily returns a *job.DuplicateError if the id of a family's job is in use. Those of one scenario differ: its reader has
// checked that.
func (tx *Tx) freeFamily(s job.Spec) error {
	if s.Family.Members != nil {
		return tx.free(s.Family.Members)
	}
	if tx.w.jobs.size() == 0 {
		return nil
	}
	for _, id := range s.Family.IDs() {
		if ref := (job.Ref{API: s.API, ID: id}); tx.w.jobs.get(ref) != nil {
			return &job.DuplicateError{Ref: ref}
		}
	}
	return nil
}
