package job

import "time"

// Spec is a job before it starts.
type Spec struct {
	Ref
	// Name makes the ID of a job that has none, from its birth instant and a running number of its API.
	Name       func(born time.Time, n uint64) string
	Type       string
	Project    string
	Attributes any
	Timeline   *Timeline // nil: the phase is derived from the children, of which there must be one
	// ParentSteps gives a derived parent's step for each Phase. The API's vocabulary provides it.
	ParentSteps []Step
	Born        time.Time     // zero: when it is started
	Starts      Span          // for a sub-job: how long after its parent's birth its turn comes
	Expires     time.Duration // how long it can be seen after its end; 0 for ever
	Consistency *Consistency  // nil: clients see its state at once
	Aliases     []string      // further names by which its API finds it, such as "key/0b2f…"
	Targets     []Target      // what it acts on, where a scenario defines it; Vocabulary.Targets makes them

	Children []Spec

	// Family, if not nil, makes the spec stand for many jobs. Its ID is then a pattern for people, "disk-{1..500}".
	Family *Family
}

// Start returns the living job, drawing what its script leaves open by seed and name. A Spec with a Born of its
// own keeps it.
func (s Spec) Start(seed uint64, at time.Time) *Job {
	j := new(Job)
	Commons(nil).Start(j, &s, seed, at)
	return j
}

// Named is what Attributes may be: a value that knows further names of its job, besides the Aliases of its Spec.
type Named interface{ Names() []string }

// FurtherNames returns all names of the job besides its ID.
func (s Spec) FurtherNames() []string {
	if about, ok := s.Attributes.(Named); ok {
		return append(about.Names(), s.Aliases...)
	}
	return s.Aliases
}

// startsKey keys the draw of a sub-job's turn apart from the draws of its steps.
const startsKey = -1

// All calls f for the spec and each of its descendants until f returns false.
func (s Spec) All(f func(Spec) bool) bool {
	if !f(s) {
		return false
	}
	for _, c := range s.Children {
		if !c.All(f) {
			return false
		}
	}
	return true
}
