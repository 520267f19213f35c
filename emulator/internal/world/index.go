package world

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
)

// index finds jobs, sub-jobs included, by API and id.
type index map[string]map[string]*job.Job

// get returns the job of a name, or nil.
func (x index) get(ref job.Ref) *job.Job { return x[ref.API][ref.ID] }

// put adds a job.
func (x index) put(j *job.Job) {
	if x[j.API] == nil {
		x[j.API] = map[string]*job.Job{}
	}
	x[j.API][j.ID] = j
}

// grow makes room for the first n jobs of an API at once, so that they are not moved while they are added.
func (x index) grow(api string, n int) {
	if len(x[api]) == 0 {
		x[api] = make(map[string]*job.Job, n)
	}
}

// expect makes room for the jobs of specs that are started.
func (w *World) expect(specs []job.Spec) {
	counts := map[string]int{}
	for i := range specs {
		counts[specs[i].API] += specs[i].Count()
	}
	for api, n := range counts {
		w.jobs.grow(api, n)
		w.order[api] = slices.Grow(w.order[api], n)
	}
}

// size returns the number of jobs.
func (x index) size() (n int) {
	for _, all := range x {
		n += len(all)
	}
	return n
}
