package playback

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// complete returns copies of specs with what their APIs add, and their names in one text. It returns an error for a spec that
// no job can be made of.
func (p *Player) complete(specs []job.Spec) ([]job.Spec, string, error) {
	names := make([]string, len(specs))
	specs = slices.Clone(specs)
	for i := range specs {
		names[i] = specs[i].Ref.String()
		if err := p.completeSpec(&specs[i]); err != nil {
			return nil, "", err
		}
	}
	return specs, strings.Join(names, ", "), nil
}

// completeSpec completes a spec and its sub-jobs: a parent without a script follows its API's ParentSteps.
func (p *Player) completeSpec(s *job.Spec) error {
	i := slices.IndexFunc(p.Vocabularies, func(v job.Vocabulary) bool { return v.API == s.API })
	switch {
	case i < 0:
		return fmt.Errorf("job %s: there is no API %q", s.Ref, s.API)
	case s.Timeline == nil && len(s.Children) == 0:
		return fmt.Errorf("job %s has neither a Timeline nor Children", s.Ref)
	case s.Timeline == nil && s.ParentSteps == nil && p.Vocabularies[i].ParentSteps == nil:
		return fmt.Errorf("job %s needs a Timeline: jobs of %s have no sub-jobs", s.Ref, s.API)
	case s.Timeline == nil && s.ParentSteps == nil:
		s.ParentSteps = p.Vocabularies[i].ParentSteps
	case s.Timeline != nil && len(s.Timeline.Nodes) == 0:
		return fmt.Errorf("job %s: its Timeline has no steps", s.Ref)
	}
	if s.Timeline != nil {
		if err := checkStatuses(&p.Vocabularies[i], s.Timeline.Nodes); err != nil {
			return fmt.Errorf("job %s: %w", s.Ref, err)
		}
	}
	s.Children = slices.Clone(s.Children)
	for c := range s.Children {
		if err := p.completeSpec(&s.Children[c]); err != nil {
			return err
		}
	}
	return nil
}

// checkStatuses returns an error if a step has a status that the API does not have, or has with another phase. An API
// without a list of them has any.
func checkStatuses(v *job.Vocabulary, nodes []job.Node) error {
	for _, n := range nodes {
		if n.Step != nil && len(v.Words) > 0 {
			word, ok := v.Word(n.Step.Status)
			if !ok {
				return known(v.API+" has no status", n.Step.Status, statusesOf(v))
			}
			if word.Phase != n.Step.Phase {
				return fmt.Errorf("status %s means %s, not %s", word.Status, word.Phase, n.Step.Phase)
			}
		}
		lists := [][]job.Node{n.Nodes}
		for _, branch := range n.Choose {
			lists = append(lists, branch.Nodes)
		}
		for _, list := range lists {
			if err := checkStatuses(v, list); err != nil {
				return err
			}
		}
	}
	return nil
}

// statusesOf returns the status words of an API.
func statusesOf(v *job.Vocabulary) []string {
	words := make([]string, len(v.Words))
	for i, w := range v.Words {
		words[i] = w.Status
	}
	return words
}
