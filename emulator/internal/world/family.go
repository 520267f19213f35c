package world

import (
	"github.com/jobsim/jobsim/emulator/job"
)

// maxFamilySnapshots is how many of a family's jobs are returned when it is started.
const maxFamilySnapshots = 1000

// startFamily starts the jobs of a family, and calls started for the first ones.
func (tx *Tx) startFamily(s *job.Spec, started func(*job.Job)) {
	f := s.Family
	s.Family = nil
	jobs := make([]job.Job, f.Len()) // one piece of memory
	if f.Members == nil {
		for i, id := range f.IDs() {
			s.ID = id
			tx.begin(&jobs[i], s)
		}
	}
	for i, member := range f.Members {
		tx.begin(&jobs[i], &member)
	}
	for i := range min(len(jobs), maxFamilySnapshots) {
		started(&jobs[i])
	}
}

// freeFamily returns a *job.DuplicateError if the id of a family's job is in use. Those of one scenario differ: its reader has
// checked that.
func (tx *Tx) freeFamily(s *job.Spec) error {
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
