package playback

import (
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// State is all of a session that is replaced as one: a reset, a reload and a restore make a new state, and requests in flight
// finish in the old one.
type State struct {
	Plan  *Plan
	Clock *clock.Steered
	World *world.World
	Log   *StoredLog // nil: the log is in memory alone

	began time.Time // when the plan's jobs were started
}

// Begin returns the state that the plan describes, at the present instant of c. It returns an error if two files have the
// same job.
func (p *Player) Begin(plan *Plan, c *clock.Steered) (*State, error) {
	jobs := 0
	for _, s := range plan.Scenarios {
		jobs += len(s.Jobs)
	}
	specs := make([]job.Spec, 0, jobs)
	var resources []job.Resource
	var rules []rule.Rule
	rules = append(rules, plan.always...)
	for _, s := range plan.Scenarios {
		specs = append(specs, s.Jobs...)
		resources = append(resources, s.Resources...)
		rules = append(rules, s.Rules...)
	}
	st := &State{Plan: plan, Clock: c, World: world.New(c, plan.Seed, plan.settings, rules...).SetJobLimit(p.MaxJobs)}
	return st, st.World.Do(func(tx *world.Tx) error {
		st.began = tx.At()
		if err := tx.Declare(resources...); err != nil {
			return err
		}
		return tx.Load(specs...)
	})
}

// Fork returns the same state on a clock of its own. Later changes of one of the two are not seen by the other.
func (st *State) Fork() *State {
	c := st.Clock.Fork()
	return &State{Plan: st.Plan, Clock: c, World: st.World.Fork(c), began: st.began}
}
