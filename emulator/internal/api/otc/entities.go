package otc

import (
	"maps"
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
)

// Entities are the names of the entities that a service's jobs have.
type Entities []string

// Visible returns the entities that show reports true for, and those that the service does not know: its rules say nothing of
// these, so they are shown wherever a scenario has them.
func (known Entities) Visible(all map[string]any, show func(name string) bool) map[string]any {
	shown := 0
	for name := range all {
		if show(name) || !slices.Contains(known, name) {
			shown++
		}
	}
	if shown == len(all) {
		return all
	}
	visible := make(map[string]any, shown)
	for name, value := range all {
		if show(name) || !slices.Contains(known, name) {
			visible[name] = value
		}
	}
	return visible
}

// Unshown returns the function of job.Vocabulary.Unshown for a service's rule of what is visible.
func Unshown(visible func(job.Snapshot, map[string]any) map[string]any) func(job.Spec) []string {
	return func(s job.Spec) (unshown []string) {
		attributes, _ := s.Attributes.(Attributes)
		if len(attributes.Entities) == 0 {
			return nil
		}
		children := make([]job.Snapshot, len(s.Children))
		shown := map[string]any{}
		see := func(phase job.Phase, started bool) {
			maps.Copy(shown, visible(job.Snapshot{Phase: phase, Started: started, Children: children}, attributes.Entities))
		}
		if s.Timeline == nil {
			see(job.Succeeded, true)
		} else {
			lookThrough(s.Timeline.Nodes, false, see)
		}
		for _, name := range slices.Sorted(maps.Keys(attributes.Entities)) {
			if _, ok := shown[name]; !ok {
				unshown = append(unshown, "entities."+name)
			}
		}
		return unshown
	}
}

// lookThrough calls see for each step without entities of its own, with whether a running step may have preceded it. It returns
// that for the step that follows.
func lookThrough(nodes []job.Node, started bool, see func(phase job.Phase, started bool)) bool {
	for _, n := range nodes {
		if n.Step != nil {
			if payload, _ := n.Step.Payload.(Payload); payload.Entities == nil {
				see(n.Step.Phase, started)
			}
			started = started || n.Step.Phase == job.Running
		}
		for range min(n.Repeat, 2) { // what runs at the end of one time precedes the next one
			started = lookThrough(n.Nodes, started, see)
		}
		after := started
		for _, branch := range n.Choose {
			after = lookThrough(branch.Nodes, started, see) || after
		}
		started = after
	}
	return started
}
