package emulator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// StartJobs starts jobs given as Go values, all of them or, when a name is taken, none. Their payloads must be made by the
// API's vocabulary (see Vocabularies); a scenario's text, which Start takes, is easier to get right, and from then on the
// session has no Snapshot, which is text: only a Fork has Go values too. It answers the jobs' first snapshots, or an error
// about a spec that nothing can be made of.
func (s *Session) StartJobs(specs ...job.Spec) ([]job.Snapshot, error) {
	names := make([]string, len(specs))
	specs = slices.Clone(specs)
	for i := range specs {
		names[i] = specs[i].Ref.String()
		if err := s.lawful(&specs[i]); err != nil {
			return nil, err
		}
	}
	problem := fmt.Sprintf("%s: started from Go values (Session.StartJobs)", strings.Join(names, ", "))
	return s.state.Load().start(specs, command{Do: doStart, problem: problem})
}

// lawful completes a spec and its sub-jobs: a parent without a script goes by its API's law.
func (h *shared) lawful(s *job.Spec) error {
	i := slices.IndexFunc(h.words, func(v job.Vocabulary) bool { return v.API == s.API })
	switch {
	case i < 0:
		return fmt.Errorf("job %s: there is no API %q", s.Ref, s.API)
	case s.Timeline == nil && len(s.Children) == 0:
		return fmt.Errorf("job %s has neither a Timeline nor Children", s.Ref)
	case s.Timeline == nil && s.ParentSteps == nil && h.words[i].ParentSteps == nil:
		return fmt.Errorf("job %s wants a Timeline: jobs of %s have no sub-jobs", s.Ref, s.API)
	case s.Timeline == nil && s.ParentSteps == nil:
		s.ParentSteps = h.words[i].ParentSteps
	case s.Timeline != nil && len(s.Timeline.Nodes) == 0:
		return fmt.Errorf("job %s: its Timeline has no steps", s.Ref)
	}
	s.Children = slices.Clone(s.Children)
	for c := range s.Children {
		if err := h.lawful(&s.Children[c]); err != nil {
			return err
		}
	}
	return nil
}
