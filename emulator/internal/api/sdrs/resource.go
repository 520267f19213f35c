package sdrs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// resourceKinds returns what a scenario can declare: groups, instances, pairs and drills.
func resourceKinds() []job.ResourceKind {
	common := []job.Field{
		{Name: "name", Kind: job.Text, Note: "name; the id if omitted"},
		{Name: "description", Kind: job.Text, Note: "description"},
	}
	inGroup := append(slices.Clone(common),
		job.Field{Name: "server_group_id", Kind: job.Text, Note: "protection group that it belongs to; required"},
		job.Field{Name: "priority_station", Kind: job.Text, Note: "current production site: source or target; source if omitted"})
	return []job.ResourceKind{
		{
			Kind: groups.member, Note: "a protection group", Statuses: availableFirst(groups.states), New: declaredGroup,
			Fields: append(slices.Clone(common),
				job.Field{Name: "source_availability_zone", Kind: job.Text, Note: "zone of the production site; eu-de-01 if omitted"},
				job.Field{Name: "target_availability_zone", Kind: job.Text, Note: "zone of the DR site; eu-de-02 if omitted"},
				job.Field{Name: "domain_id", Kind: job.Text, Note: "active-active domain"},
				job.Field{Name: "source_vpc_id", Kind: job.Text, Note: "VPC of both sites"},
				job.Field{Name: "priority_station", Kind: job.Text, Note: "current production site: source or target; source if omitted"}),
		},
		{
			Kind: instances.member, Note: "a protected instance", Statuses: availableFirst(instances.states), New: declaredInstance,
			Fields: append(slices.Clone(inGroup),
				job.Field{Name: "source_server", Kind: job.Text, Note: "server of the production site"},
				job.Field{Name: "target_server", Kind: job.Text, Note: "server of the DR site"},
				job.Field{Name: "tags", Kind: job.Object, Note: "tags, a mapping of strings"}),
		},
		{
			Kind: pairs.member, Note: "a replication pair", Statuses: availableFirst(pairs.states), New: declaredPair,
			Fields: append(slices.Clone(inGroup),
				job.Field{Name: "volume_ids", Kind: job.Text, Note: "disks of the production site and the DR site, separated by a comma"},
				job.Field{Name: "volume_size", Kind: job.Number, Note: "size of both disks in GiB; 10 if omitted"},
				job.Field{Name: "volume_type", Kind: job.Text, Note: "type of both disks; SATA if omitted"},
				job.Field{Name: "protected_instance_id", Kind: job.Text, Note: "instance that it is attached to"},
				job.Field{Name: "device", Kind: job.Text, Note: "device name at that instance; /dev/vdb if omitted"}),
		},
		{
			Kind: drills.member, Note: "a DR drill", Statuses: availableFirst(drills.states), New: declaredDrill,
			Fields: append(slices.Clone(inGroup), job.Field{Name: "drill_vpc_id", Kind: job.Text, Note: "VPC of the drill"}),
		},
	}
}

// availableFirst returns the statuses with the default one first.
func availableFirst(states []string) []string {
	rest := slices.DeleteFunc(slices.Clone(states), func(s string) bool { return s == available })
	return append([]string{available}, rest...)
}

// declared returns the resource of an entry with its properties, and those that it implies.
func declared(r job.Resource, f job.Fields, props properties, implied ...job.Resource) ([]job.Resource, error) {
	station, _ := f["priority_station"].(string)
	if station != "" && station != atSource && station != atTarget {
		return nil, &job.FieldError{Field: "priority_station", Message: "must be source or target"}
	}
	if r.Kind != groupMember && props.common().group == "" {
		return nil, &job.FieldError{Field: groups.label, Message: "is required: the id of a protection group"}
	}
	r.Props = props
	return append([]job.Resource{r}, implied...), nil
}

func declaredGroup(r job.Resource, f job.Fields) ([]job.Resource, error) {
	return declared(r, f, scriptedGroup(f, r.ID))
}

func declaredInstance(r job.Resource, f job.Fields) ([]job.Resource, error) {
	i := scriptedInstance(f, r.ID)
	tags, err := otc.StringMap(f, "tags")
	if err != nil {
		return nil, err
	}
	for key, value := range tags {
		i.tags = append(i.tags, tag{key, value})
	}
	slices.SortFunc(i.tags, func(a, b tag) int {
		if a.Key < b.Key {
			return -1
		}
		return 1
	})
	return declared(r, f, i)
}

// declaredPair implies the mark on the disk, which EVS then refuses to change.
func declaredPair(r job.Resource, f job.Fields) ([]job.Resource, error) {
	p := scriptedPair(f, r.ID)
	if p.size < 1 || p.size > maxSize {
		return nil, &job.FieldError{Field: "volume_size", Message: "must be between 1 and 32768"}
	}
	if p.instance != "" && p.device == "" {
		p.device = defaultDevice
	}
	guard := job.Resource{ResourceName: job.ResourceName(otc.Guarded(p.disk)), Project: r.Project, Born: r.Born}
	return declared(r, f, p, guard)
}

func declaredDrill(r job.Resource, f job.Fields) ([]job.Resource, error) {
	return declared(r, f, scriptedDrill(f, r.ID))
}
