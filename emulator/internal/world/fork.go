package world

import (
	"maps"
	"slices"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// Fork returns a world of its own with the same past, which follows another clock: jobs, resources, names, counters, the
// counts of the rules and the notes. Both go the same way from now on until something else is done to one of them.
func (w *World) Fork(c clock.Clock) *World {
	w.mu.Lock()
	defer w.mu.Unlock()
	twin := New(c, w.seed, w.settings)
	twin.began = w.began
	twin.rules.Store(w.forkRules())
	twin.requests.Store(w.requests.Load())
	twin.aliases, twin.counters = maps.Clone(w.aliases), maps.Clone(w.counters)
	twin.log, twin.jobLimit = w.log, w.jobLimit
	twin.log.sink = nil
	twin.log.list = slices.Clone(w.log.list)
	for api, all := range w.order {
		for _, j := range all {
			copied := j.Clone()
			twin.order[api] = append(twin.order[api], copied)
			twin.register(copied)
		}
	}
	for k, all := range w.kinds {
		for _, r := range all {
			copied := *r
			copied.edits = slices.Clip(r.edits)
			twin.resources[r.Name] = &copied
			twin.kinds[k] = append(twin.kinds[k], &copied)
		}
	}
	return twin
}

// register adds a job and its children by name.
func (w *World) register(j *job.Job) {
	w.jobs.put(j)
	w.await(j)
	for _, c := range j.Children {
		w.register(c)
	}
}
