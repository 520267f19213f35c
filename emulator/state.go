package emulator

import (
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// state is all of a session that is put in place as one: reset, reload and restore make a new one, and requests that are
// under way finish in the old.
type state struct {
	plan  *plan
	clock *clock.Steered
	began time.Time // when the plan's jobs were started
	world *world.World
	place wire.Backend // where requests are answered from
}

// begin makes the world that the plan describes, at the present instant. It fails when two files name the same job.
func (p *plan) begin(c *clock.Steered) (*state, error) {
	var specs []job.Spec
	var rules []rule.Rule
	rules = append(rules, p.ahead...)
	for _, s := range p.scenarios {
		specs = append(specs, s.Jobs...)
		rules = append(rules, s.Rules...)
	}
	st := &state{plan: p, clock: c, world: world.New(c, p.seed, p.settings, rules...).SetJobLimit(p.opts.MaxJobs)}
	return st, st.world.Do(func(tx *world.Tx) error {
		st.began = tx.At()
		_, err := tx.StartAll(specs...)
		return err
	})
}

// fork is the same state on a clock of its own, which goes its own way from now on.
func (st *state) fork() *state {
	c := st.clock.Fork()
	return &state{plan: st.plan, clock: c, began: st.began, world: st.world.Fork(c)}
}
