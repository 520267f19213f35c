package replay

import (
	"errors"
	"slices"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/infer"
)

// settle removes what the scenario language does not take from a draft, such as a job with an ID that its API cannot have, and leaves
// a remark in its place. It returns the outcomes of what is left.
func (c *corrector) settle() error {
	var err error
	if c.outcomes, err = c.play(); err == nil {
		return nil
	}
	whole := *c.draft
	c.draft.Resources = slices.DeleteFunc(slices.Clone(whole.Resources), func(r infer.Resource) bool {
		return c.faulty(infer.Draft{Description: whole.Description, Resources: []infer.Resource{r}}, r.API+" "+r.Kind+" "+r.ID)
	})
	c.draft.Jobs = slices.DeleteFunc(slices.Clone(whole.Jobs), func(j infer.Job) bool {
		return c.faulty(infer.Draft{Description: whole.Description, Jobs: []infer.Job{j}}, j.API+" "+j.ID)
	})
	c.draft.Rules = slices.DeleteFunc(slices.Clone(whole.Rules), func(r infer.Rule) bool {
		return c.faulty(infer.Draft{Description: whole.Description, Rules: []infer.Rule{r}}, r.Call)
	})
	c.draft.Failures = slices.DeleteFunc(slices.Clone(whole.Failures), func(r infer.Rule) bool {
		return c.faulty(infer.Draft{Description: whole.Description, Failures: []infer.Rule{r}}, r.Call)
	})
	if c.outcomes, err = c.play(); err == nil {
		return nil
	}
	// What is right alone is wrong together, such as an ID that two jobs have: one after the other is added.
	jobs, rules := c.draft.Jobs, c.draft.Rules
	c.draft.Jobs, c.draft.Rules = nil, nil
	for _, j := range jobs {
		c.draft.Jobs = append(c.draft.Jobs, j)
		if c.outcomes, err = c.play(); err != nil {
			c.draft.Jobs = c.draft.Jobs[:len(c.draft.Jobs)-1]
			c.remark(j.API+" "+j.ID, err)
		}
	}
	for _, r := range rules {
		c.draft.Rules = append(c.draft.Rules, r)
		if c.outcomes, err = c.play(); err != nil {
			c.draft.Rules = c.draft.Rules[:len(c.draft.Rules)-1]
			c.remark(r.Call, err)
		}
	}
	c.outcomes, err = c.play()
	return err
}

// faulty reports whether a draft cannot be loaded, and leaves a remark if so.
func (c *corrector) faulty(d infer.Draft, what string) bool {
	alone := &corrector{origin: c.origin, draft: &d}
	_, err := alone.play()
	if err != nil {
		c.remark(what, err)
	}
	return err != nil
}

func (c *corrector) remark(what string, err error) {
	reason := err.Error()
	if faults, ok := errors.AsType[scenario.Diagnostics](err); ok && len(faults) > 0 {
		reason = faults[0].Message
	}
	c.draft.Remarks = append(c.draft.Remarks, "left out: "+what+", since "+reason)
}
