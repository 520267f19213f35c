package job

import "time"

// Common is what a job has in common with others: those of one generator, or of one batch, share a Common. It does not change.
type Common struct {
	API         string
	Type        string
	Project     string        // the tenant that it belongs to; empty for any
	Expires     time.Duration // how long it can be seen after its end; 0 for ever
	Path        []Step        // the drawn script; for a derived job one step per Phase
	Consistency *Consistency  // nil: clients see its state at once
}

// Commons holds each of equal Commons once. A nil one shares nothing.
type Commons map[commonKey]*Common

// commonKey identifies a Common; a path is identified by its first step.
type commonKey struct {
	api, kind, project string
	expires            time.Duration
	path               *Step
	consistency        *Consistency
}

// maxCommons bounds what is held. Scripts that are made for one job each would fill the memory.
const maxCommons = 1000

// Start makes j, which is the zero Job, the living job of a spec, as Spec.Start does.
func (all Commons) Start(j *Job, s *Spec, seed uint64, at time.Time) {
	if !s.Born.IsZero() {
		at = s.Born
	}
	j.ID, j.Born, j.Attributes, j.key = s.ID, at, s.Attributes, Key(seed, s.API, s.ID)
	j.Common = all.of(s, j.key)
	if s.Timeline == nil {
		j.past = &state{derived: true}
	}
	for i := range s.Children {
		c := &s.Children[i]
		turn := at.Add(drawSpan(Key(seed, c.API, c.ID), startsKey, c.Starts))
		child := new(Job)
		all.Start(child, c, seed, turn)
		j.Children = append(j.Children, child)
	}
}

// of returns the Common of a spec's job with this key.
func (all Commons) of(s *Spec, key uint64) *Common {
	path, shared := s.ParentSteps, true
	if s.Timeline != nil {
		path, shared = s.Timeline.Path(key), s.Timeline.straight != nil
	}
	if all == nil || !shared || len(path) == 0 {
		return &Common{s.API, s.Type, s.Project, s.Expires, path, s.Consistency}
	}
	k := commonKey{s.API, s.Type, s.Project, s.Expires, &path[0], s.Consistency}
	if all[k] == nil {
		if len(all) >= maxCommons {
			clear(all)
		}
		all[k] = &Common{s.API, s.Type, s.Project, s.Expires, path, s.Consistency}
	}
	return all[k]
}
