package emulator_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

// TestStartJobs: a spec that nothing can be made of is refused with the reason, and a parent without a script goes by its API's
// law.
func TestStartJobs(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	ref := func(api, id string) job.Ref { return job.Ref{API: api, ID: id} }
	steps := job.Steps(job.Step{Status: "SUCCESS", Phase: job.Succeeded})
	child := job.Spec{Ref: ref("sdrs", "child"), Timeline: steps}
	for want, spec := range map[string]job.Spec{
		`job toy/a: there is no API "toy"`:                                 {Ref: ref("toy", "a"), Timeline: steps},
		"job evs/a has neither a Timeline nor Children":                    {Ref: ref("evs", "a")},
		"job evs/a: its Timeline has no steps":                             {Ref: ref("evs", "a"), Timeline: job.Steps()},
		"job element/1 needs a Timeline: jobs of element have no sub-jobs": {Ref: ref("element", "1"), Children: []job.Spec{child}},
		`job evs/a: evs has no status "INITT": did you mean INIT?`:         {Ref: ref("evs", "a"), Timeline: job.Steps(job.Step{Status: "INITT", Phase: job.Pending})},
		"job evs/a: status FAIL means failed, not succeeded":               {Ref: ref("evs", "a"), Timeline: job.Steps(job.Step{Status: "FAIL", Phase: job.Succeeded})},
		"job sdrs/b has neither a Timeline nor Children":                   {Ref: ref("sdrs", "a"), Children: []job.Spec{child, {Ref: ref("sdrs", "b")}}},
	} {
		_, err := e.Jobs().StartSpecs(spec)
		require.EqualError(t, err, want)
	}
	told, err := e.Jobs().StartSpecs(job.Spec{Ref: ref("sdrs", "parent"), Children: []job.Spec{child}})
	require.NoError(t, err)
	require.Equal(t, "SUCCESS", told[0].Status)
}
