package sdrs

import (
	"cmp"
	"strings"

	"github.com/google/uuid"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// targets returns the resources that a scenario's job names in its entities, and what the job does to them. A job of an
// unknown type names resources that exist and do not change. Sub-jobs of an action have no targets: the parent has them.
func targets(s job.Spec) []job.Target {
	if strings.HasSuffix(s.Type, "GroupRepNoCG") {
		return nil
	}
	e := entitiesOf(s)
	for _, k := range []kind{drills, pairs, instances, groups} {
		id, ok := e[k.label].(string)
		if !ok || id == "" {
			continue
		}
		t := job.Target{Resource: job.Resource{ResourceName: job.ResourceName(k.resource(id)), Project: s.Project, Status: available}}
		all := k.target(s, e, t)
		if group, _ := e[groups.label].(string); group != "" && k.member != groupMember {
			all = append(all, bystander(s, groups, group, scriptedGroup(nil, group)))
		}
		return all
	}
	return nil
}

// entitiesOf returns the entities of a job, or of its first sub-job or step that has any.
func entitiesOf(s job.Spec) map[string]any {
	attrs, _ := s.Attributes.(otc.Attributes)
	all := attrs.Entities
	if len(all) == 0 && s.Timeline != nil {
		all = stepEntities(s.Timeline.Nodes)
	}
	for _, child := range s.Children {
		if len(all) > 0 {
			break
		}
		all = entitiesOf(child)
	}
	return all
}

// stepEntities returns the entities of the first step that has any.
func stepEntities(nodes []job.Node) map[string]any {
	for _, n := range nodes {
		if n.Step != nil {
			if payload, _ := n.Step.Payload.(otc.Payload); len(payload.Entities) > 0 {
				return payload.Entities
			}
		}
		if found := stepEntities(n.Nodes); found != nil {
			return found
		}
		for _, branch := range n.Choose {
			if found := stepEntities(branch.Nodes); found != nil {
				return found
			}
		}
	}
	return nil
}

// target returns what a job does to a resource of the kind, and to those that it implies.
func (k kind) target(s job.Spec, e map[string]any, t job.Target) []job.Target {
	switch {
	case strings.HasPrefix(s.Type, "create"):
		t.Status, t.Live, t.Done, t.Failed, t.Creates = "creating", "creating", available, statusError, true
	case strings.HasPrefix(s.Type, "delete") && s.Type != "deleteNicNew":
		t.Live, t.Failed, t.Deletes = "deleting", "error-deleting", true
	}
	switch k.member {
	case groupMember:
		t.Props = scriptedGroup(e, t.ID)
		return []job.Target{actOnTarget(s.Type, t)}
	case instances.member:
		i := scriptedInstance(e, t.ID)
		switch s.Type {
		case "resizeProtectedInstanceNew":
			t.Live, t.Failed = "resizing", "error-resizing"
		case "addNicNew":
			t.Live = "nic-creating"
		case "deleteNicNew":
			t.Live = "nic-deleting"
		}
		t.Props = i
		return []job.Target{t}
	case pairs.member:
		return pairTargets(s, e, t)
	default:
		t.Props = scriptedDrill(e, t.ID)
		return []job.Target{t}
	}
}

// actOnTarget adds the effect of an action on a group.
func actOnTarget(kind string, t job.Target) job.Target {
	for _, a := range actions {
		if a.kind != kind {
			continue
		}
		t.Status, t.Live, t.Done, t.Failed = a.from[0], a.live, a.done, a.failed
		if a.switches {
			t.Alter = alterCommon(switchStation)
		}
	}
	return t
}

// pairTargets returns a pair, the instance that it is attached to or detached from, and the mark on its disk.
func pairTargets(s job.Spec, e map[string]any, t job.Target) []job.Target {
	p := scriptedPair(e, t.ID)
	id, _ := e[instances.label].(string)
	switch s.Type {
	case "attachReplicationPairNew":
		t.Live, t.Failed, t.Alter = "attaching", "error-attaching", attached(id, defaultDevice)
	case "detachReplicationPairNew":
		p.instance, p.device = id, defaultDevice
		t.Live, t.Failed, t.Alter = "detaching", "error-detaching", attached("", "")
	case "expandReplicationPairNew":
		t.Live, t.Failed, t.Alter = "extending", "error-extending", extended(p.size)
		p.size = defaultSize
	case "createReplicationPairNoCG":
		p.creation = s.Ref
	}
	t.Props = p
	all := []job.Target{t}
	if _, named := e["volume_ids"]; named {
		all = append(all, job.Target{
			Resource: job.Resource{ResourceName: job.ResourceName(otc.Guarded(p.disk)), Project: s.Project},
			Creates:  t.Creates, Deletes: t.Deletes,
		})
	}
	if id != "" {
		i := scriptedInstance(nil, id)
		i.group = p.group
		all = append(all, bystander(s, instances, id, i))
	}
	return all
}

// bystander returns a resource that a job names and does not change.
func bystander(s job.Spec, k kind, id string, props any) job.Target {
	return job.Target{Resource: job.Resource{
		ResourceName: job.ResourceName(k.resource(id)), Project: s.Project, Status: available, Props: props,
	}}
}

// The properties of resources that a scenario leaves out.
const (
	defaultSize   = 10 // GiB
	defaultType   = "SATA"
	defaultDevice = "/dev/vdb"
	defaultVPC    = "046852ef-c49d-409b-8389-546aaaa5701f"
)

// invented returns an id that a scenario leaves out, the same for the same resource and part.
func invented(id, part string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte(id+"/"+part)).String()
}

// text returns a string member, or the alternative if it is missing.
func text(f map[string]any, member, alternative string) string {
	s, _ := f[member].(string)
	return cmp.Or(s, alternative)
}

// scriptedCommon returns the common properties of a resource of a scenario.
func scriptedCommon(f map[string]any, id string) commonProps {
	c := commonProps{name: text(f, "name", id), group: text(f, groups.label, ""), station: text(f, "priority_station", atSource)}
	if s, ok := f["description"].(string); ok {
		c.description = &s
	}
	return c
}

func scriptedGroup(f map[string]any, id string) group {
	g := group{
		commonProps: scriptedCommon(f, id), source: text(f, "source_availability_zone", "eu-de-01"),
		target: text(f, "target_availability_zone", "eu-de-02"), domain: text(f, "domain_id", domainID),
		vpc: text(f, "source_vpc_id", defaultVPC), drType: "migration",
	}
	g.group = ""
	return g
}

func scriptedInstance(f map[string]any, id string) instance {
	return instance{
		commonProps: scriptedCommon(f, id), server: text(f, "source_server", invented(id, "source")),
		target: text(f, "target_server", text(f, "native_server_id", invented(id, "target"))),
	}
}

// scriptedPair reads volume_ids, which names both disks in one string.
func scriptedPair(f map[string]any, id string) pair {
	source, target, _ := strings.Cut(text(f, "volume_ids", ""), ",")
	p := pair{
		commonProps: scriptedCommon(f, id), disk: cmp.Or(source, invented(id, "source")),
		target: cmp.Or(target, invented(id, "target")), size: defaultSize, kind: text(f, "volume_type", defaultType),
		instance: text(f, instances.label, ""), device: text(f, "device", ""),
	}
	if size, ok := f["volume_size"].(int); ok {
		p.size = size
	}
	return p
}

func scriptedDrill(f map[string]any, id string) drill {
	return drill{commonProps: scriptedCommon(f, id), vpc: text(f, "drill_vpc_id", invented(id, "vpc"))}
}
