package scenario

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// resources reads the things that exist from the start.
func (r *reader) resources(list *yaml.Node) []job.Resource {
	var all []job.Resource
	lines := map[job.ResourceName]int{}
	for _, n := range list.Content {
		for _, res := range r.resource(n) {
			if line, taken := lines[res.ResourceName]; taken {
				r.fault(n, fmt.Sprintf("two resources are the %s %s of %s", res.Kind, quoted(res.ID), res.API), "", fmt.Sprintf("the other one is in line %d", line))
				continue
			}
			lines[res.ResourceName] = n.Line
			r.things[res.ResourceName] = r.place(n)
			all = append(all, res)
		}
	}
	return all
}

// resource reads one thing. It returns more than one if the entry implies others.
func (r *reader) resource(n *yaml.Node) []job.Resource {
	v := r.vocabulary(n)
	var kind job.ResourceKind
	known, table := false, grammar.Resource
	if v != nil {
		if kind, known = v.ResourceKind(peek(n, "kind")); known {
			table = grammar.OfResource(kind)
		}
	}
	before := r.count
	m, ok := r.mapping(n, "a resource", table, !known)
	if !ok {
		return nil
	}
	switch at := m.value("kind"); {
	case v == nil && m.value("api") != nil:
		r.oneOfWords(m.value("api"), "there is no API", m.text("api"), r.apis())
	case v != nil && at != nil && !known && len(v.Resources) == 0:
		r.fault(m.key("api"), v.API+" has no resources", "an API with resources", "")
	case v != nil && at != nil && !known:
		r.oneOfWords(at, v.API+" has no kind of resource", at.Value, kindsOf(v))
	}
	res := job.Resource{
		ResourceName: job.ResourceName{API: m.text("api"), Kind: m.text("kind"), ID: m.text("id")},
		Project:      m.text("project"), Born: r.instant(m.value("born")), Updated: r.instant(m.value("updated")), Status: m.text("status"),
	}
	if at := m.value("updated"); at != nil && res.Updated.Before(res.Born) {
		r.fault(at, "it changed before it was created", "an instant from born on", "")
	}
	if at := m.value("id"); at != nil && at.Value == "" {
		r.fault(at, `"" cannot name a resource`, "an id", "")
	}
	if !known {
		return nil
	}
	r.resourceStatus(m, kind, &res)
	fields, _ := r.fields(m, v, kind.Fields)
	if r.count > before {
		return nil
	}
	all, err := kind.New(res, fields)
	if err != nil {
		r.payload(m, err)
	}
	return all
}

// resourceStatus checks the status of a resource, or fills in the default.
func (r *reader) resourceStatus(m mapping, kind job.ResourceKind, res *job.Resource) {
	at := m.value("status")
	switch {
	case at == nil && len(kind.Statuses) > 0:
		res.Status = kind.Statuses[0]
	case at != nil && len(kind.Statuses) == 0:
		r.fault(m.key("status"), "a "+kind.Kind+" has no status", "", "leave this out")
	case at != nil:
		r.oneOfWords(at, "a "+kind.Kind+" has no status", at.Value, kind.Statuses)
	}
}

func kindsOf(v *job.Vocabulary) []string {
	names := make([]string, len(v.Resources))
	for i, k := range v.Resources {
		names[i] = k.Kind
	}
	return names
}

// clashingResources returns Diagnostics for the resources that several scenarios declare, or nil.
func clashingResources(all []*Scenario) Diagnostics {
	first := map[job.ResourceName]*Scenario{}
	var faults Diagnostics
	for _, s := range all {
		for _, res := range s.Resources {
			other, taken := first[res.ResourceName]
			if !taken {
				first[res.ResourceName] = s
				continue
			}
			at, there := s.things[res.ResourceName], other.things[res.ResourceName]
			faults = append(faults, Diagnostic{
				File: at.text.file, Line: at.line, Col: at.col, Source: at.text.line(at.line),
				Message: fmt.Sprintf("%s %s/%s exists already", res.Kind, res.API, res.ID),
				Hint:    fmt.Sprintf("the other one is in %s:%d: serve one of the two, or give this one another id", there.text.file, there.line),
			})
		}
	}
	return faults
}
