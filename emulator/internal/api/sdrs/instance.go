package sdrs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// instances are the protected instances.
var instances = kind{
	noun: "ProtectedInstance", path: "protected-instances", one: "protected_instance", label: "protected_instance_id",
	badState: "SDRS.0209", missing: "SDRS.1320", document: instanceDocument,
	states: append(groupStates(), "nic-creating", "nic-deleting", "resizing", "error-resizing", "invalid", "fault"),
}

// instance is what a protected instance is apart from its status.
type instance struct {
	traits
	server, target string // the servers of the two sites
	flavor         string // of both; empty until it was changed once
	drFlavor       string // of the DR site's alone
	nics           []string
	tags           []tag
}

func (i instance) base() traits { return i.traits }

func (i instance) with(f func(traits) traits) any {
	i.traits = f(i.traits)
	return i
}

// altered changes what is peculiar to instances, for world.Touch and Tx.Alter.
func altered(f func(instance) instance) func(any) any {
	return func(props any) any {
		if i, ok := props.(instance); ok {
			return f(i)
		}
		return props
	}
}

// withNIC adds a NIC.
func withNIC(id string) func(instance) instance {
	return func(i instance) instance {
		i.nics = append(slices.Clone(i.nics), id)
		return i
	}
}

// withoutNIC removes a NIC.
func withoutNIC(id string) func(instance) instance {
	return func(i instance) instance {
		i.nics = slices.DeleteFunc(slices.Clone(i.nics), func(nic string) bool { return nic == id })
		return i
	}
}

// instanceDoc is a protected instance as sdrs_05_0504 shows it.
type instanceDoc struct {
	ID          string         `json:"id"`
	Name        string         `json:"name"`
	Description *string        `json:"description"`
	Group       string         `json:"server_group_id"`
	Status      string         `json:"status"`
	Progress    int            `json:"progress"`
	Source      string         `json:"source_server"`
	Target      string         `json:"target_server"`
	Created     string         `json:"created_at"`
	Updated     string         `json:"updated_at"`
	Station     string         `json:"priority_station"`
	Attachment  []attachedPair `json:"attachment"`
	Tags        []tag          `json:"tags"`
	Metadata    struct{}       `json:"metadata"`
}

// attachedPair is a replication pair that is attached to the instance.
type attachedPair struct {
	Pair   string `json:"replication"`
	Device string `json:"device"`
}

func instanceDocument(tx *world.Tx, t world.Resource) any {
	i, _ := t.Props.(instance)
	return instanceDoc{
		ID: t.ID, Name: i.name, Description: i.description, Group: i.group, Status: t.Status, Source: i.server,
		Target: i.target, Created: blankTime(t.Born), Updated: blankTime(t.Updated), Station: i.station,
		Attachment: attachedTo(tx, i.group, t.ID), Tags: append([]tag{}, i.tags...),
	}
}

// attachedTo are the pairs of a group that are attached to an instance.
func attachedTo(tx *world.Tx, group, id string) []attachedPair {
	found := []attachedPair{}
	for _, t := range pairs.within(tx, group) {
		if p, ok := t.Props.(pair); ok && p.instance == id {
			found = append(found, attachedPair{t.ID, p.device})
		}
	}
	return found
}
