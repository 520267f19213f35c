package verdict

import "slices"

// Reasons returns why the report Fails at a level, in words that are the same for clients that fail alike: the ids of the findings, each
// once, and then the expectations that are missed. It is empty if the report does not fail.
func (r Report) Reasons(level Level) (all []string) {
	if level == "" {
		return nil
	}
	for _, f := range r.Findings {
		if f.Level.AtLeast(level) && !slices.Contains(all, f.ID) {
			all = append(all, f.ID)
		}
	}
	slices.Sort(all)
	for _, o := range r.Expectations {
		if o.State == Missed {
			all = append(all, "expected "+o.Expect)
		}
	}
	return all
}
