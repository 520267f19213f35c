package shown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// showRule returns what would make a rule claim a call.
func showRule(r *rule.Rule) string {
	call := "make the call that it fits"
	switch {
	case r.Call == "*" && r.API != "":
		call = "call " + r.API
	case r.Call != "" && r.Call != "*":
		call = "call " + r.API + "." + r.Call
	case r.Path != "":
		call = "request " + r.Path
	}
	if r.Disarmed {
		return "jobsim ctl rules arm " + r.Name + ", then " + call
	}
	return call
}

// showStep returns what would show a step outside of all choices. ref is empty for a job that a rule starts.
func showStep(ref job.Ref, at job.Bounds, step job.Step) string {
	switch name := ref.String(); {
	case ref == job.Ref{}:
		return "make the call that the rule fits, and poll the job until " + step.Status
	case at.Open == nil && at.Latest == 0:
		return "poll " + name
	case at.Open == nil:
		return fmt.Sprintf("jobsim ctl clock advance --job %s --status %s, then poll it", name, step.Status)
	case at.Open.Until.Signal == job.ReleaseSignal:
		return fmt.Sprintf("jobsim ctl jobs release %s, then poll it", name)
	case at.Open.Until.Signal != "":
		return fmt.Sprintf("call %s, then poll %s", at.Open.Until.Signal, name)
	default:
		return fmt.Sprintf("poll %s while it is %s, %d times and once more", name, at.Open.Status, at.Open.Until.Polls)
	}
}

// maxSeeds is how many seeds are tried for one that takes a branch.
const maxSeeds = 200

// showBranch returns what would show a branch and the steps in it, by its position: a seed that draws it.
func showBranch(scenario string, seed uint64, ref job.Ref, t *job.Timeline, position string) string {
	in := func(at string) bool { return at == position || strings.HasPrefix(at, position+".") }
	if (ref == job.Ref{}) {
		return "jobsim explore " + scenario + " -- COMMAND"
	}
	if slices.ContainsFunc(t.Positions(job.Key(seed, ref.API, ref.ID)), in) {
		return fmt.Sprintf("poll %s until it gets there", ref)
	}
	for seed := range uint64(maxSeeds) {
		if slices.ContainsFunc(t.Positions(job.Key(seed+1, ref.API, ref.ID)), in) {
			return fmt.Sprintf("jobsim run --seed %d %s -- COMMAND", seed+1, scenario)
		}
	}
	return "jobsim explore " + scenario + " -- COMMAND"
}
