package explore

import (
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// Kind is what a pin settles.
type Kind string

// The kinds of pins: four that a scenario leaves open, and the faults at a call.
const (
	Branch Kind = "branch" // the branch of a choice
	End    Kind = "range"  // the upper end of a range
	Chance Kind = "chance" // a rule with a chance claims one of its calls
	Passed Kind = "passed" // a job passes a status between two polls

	Throttle    Kind = "throttle" // the API's own error for too many requests, with Retry-After
	Unavailable Kind = "503"      // a 503 without a body, as from a load balancer
	Reset       Kind = "reset"    // the connection is reset before the call has an effect
	Lose        Kind = "lose"     // the connection is reset after it has had its effect
	Cut         Kind = "cut"      // the connection ends in the middle of the body
	Expired     Kind = "expired"  // the token of the client is not valid any more
	Stale       Kind = "stale"    // the response is that of the poll before
	Missing     Kind = "missing"  // an item is missing from a list
	NotFound    Kind = "notfound" // the job is not visible yet
	Slow        Kind = "slow"     // the response takes 30 s
)

// Faults returns the kinds of faults, in the order in which a call meets them.
func Faults() []Kind {
	return []Kind{Throttle, Unavailable, Reset, Lose, Cut, Expired, Stale, Missing, NotFound, Slow}
}

// DefaultFaults returns the faults of Options that name none: all but Slow, which takes its time where time is real.
func DefaultFaults() []Kind { return Faults()[:len(Faults())-1] }

// Pin settles one thing that the plain world leaves at its default.
type Pin struct {
	Kind Kind
	// Name is short and stable: "disk:3=b2" is the second branch of the third item of the job disk, "evs.showJob@2=503" a 503 at the
	// second call of that operation.
	Name string
	Note string // the same for people

	values []value // what it settles in the scenario, the branches that lead to it included
	order  int     // in the scenario
	owner  owner
	tree   *yaml.Node // the job of a tree with a script of its own, whose sub-jobs it must not end before; nil: there is none
	rule   string     // the rule that makes a fault, as an item of a list
	call   call       // that meets the fault
}

// value is the number of the alternative that a node of a scenario takes.
type value struct {
	node *yaml.Node
	n    int
}

// owner says whose a pin is, to find out whether a client can notice it.
type owner struct {
	refs []job.Ref // a job and its sub-jobs; nil: any job
	call string    // of a rule, "evs.showJob"; empty: any call
}

// call is the nth call of an operation in a run.
type call struct {
	name string // "evs.showJob"
	nth  int
}

// excludes reports whether the two pins settle the same thing differently, or might make a tree of jobs impossible together.
func (p *Pin) excludes(other *Pin) bool {
	if p.tree != nil && p.tree == other.tree {
		return true
	}
	for _, a := range p.values {
		for _, b := range other.values {
			if a.node == b.node && a.n != b.n {
				return true
			}
		}
	}
	return false
}
