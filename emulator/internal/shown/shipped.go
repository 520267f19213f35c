package shown

import (
	"cmp"
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// key is something that an API, or a job type of it, can show.
type key struct{ group, name string }

// shipped is which scenario of the library shows what: the first one that does.
type shipped struct {
	statuses    map[key]string // by the group of the job type, and by the API alone
	transitions map[key]string
	breaks      map[key]string
	shapes      map[key]string
}

func read(library []scenario.Named) shipped {
	known := shipped{map[key]string{}, map[key]string{}, map[key]string{}, map[key]string{}}
	for _, s := range library {
		for _, spec := range s.Jobs {
			spec.All(func(spec job.Spec) bool { known.spec(s.Name, spec); return true })
		}
		for _, r := range s.Rules {
			if r.Break != rule.Whole && r.API != "" {
				first(known.breaks, r.API, string(r.Break), s.Name)
			}
			if r.Start != nil && r.Start.Timeline != nil {
				known.timeline(s.Name, r.API, "", r.Start.Timeline)
			}
		}
	}
	return known
}

// first notes the scenario that shows something, unless an earlier one does.
func first(all map[key]string, group, name, scenario string) {
	k := key{group: group, name: name}
	all[k] = cmp.Or(all[k], scenario)
}

// status returns what would show a status of a job type.
func (k shipped) status(api, of, status string) string {
	if from := cmp.Or(k.statuses[key{group: groupOf(api, of), name: status}], k.statuses[key{group: api, name: status}]); from != "" {
		return serve(from)
	}
	text := "{api: " + api
	if of != "" {
		text += ", type: " + of
	}
	return fmt.Sprintf("%s, timeline: [{status: %s}]}", text, status)
}

// spec adds what a job shows.
func (k shipped) spec(scenario string, spec job.Spec) {
	if spec.Timeline != nil {
		k.timeline(scenario, spec.API, spec.Type, spec.Timeline)
	}
	if len(spec.Children) == 0 || spec.Family != nil {
		return
	}
	began := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	j := spec.Start(1, began)
	for _, step := range j.Schedule(began) {
		snap := j.At(step.At)
		var phases []job.Phase
		deeper := false
		for _, c := range snap.Children {
			phases, deeper = append(phases, c.Phase), deeper || len(c.Children) > 0
		}
		for _, shape := range shapesBy(snap.Phase, phases, deeper) {
			first(k.shapes, spec.API, shape, scenario)
		}
	}
}

// timeline adds the statuses of a timeline, and the transitions of its usual path.
func (k shipped) timeline(scenario, api, of string, t *job.Timeline) {
	for _, step := range t.Explain() {
		first(k.statuses, groupOf(api, of), step.Status, scenario)
		first(k.statuses, api, step.Status, scenario)
	}
	path := t.Path(1)
	for i := 1; i < len(path); i++ {
		if path[i].Status != path[i-1].Status {
			first(k.transitions, api, arrow(path[i-1].Status, path[i].Status), scenario)
		}
	}
}
