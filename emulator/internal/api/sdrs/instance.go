package sdrs

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// instances is the kind of the protected instances.
var instances = kind{
	noun: "ProtectedInstance", path: "protected-instances", member: "protected_instance", label: "protected_instance_id",
	badState: "SDRS.0209", missing: "SDRS.1320", document: instanceDocument,
	states: append(groupStates(), "nic-creating", "nic-deleting", "resizing", "error-resizing", "invalid", "fault"),
}

// instance holds the properties of a protected instance besides its status.
type instance struct {
	commonProps
	server, target string // ids of the servers at the two sites
	flavor         string // flavor of the production server; empty if none was given
	drFlavor       string // flavor of the server at the DR site
	nics           []string
	tags           []tag
}

func (i instance) common() commonProps { return i.commonProps }

func (i instance) withCommon(f func(commonProps) commonProps) any {
	i.commonProps = f(i.commonProps)
	return i
}

// alterInstance returns a function that changes an instance's properties, for world.Effect and Tx.Alter.
func alterInstance(f func(instance) instance) func(any) any {
	return func(props any) any {
		if i, ok := props.(instance); ok {
			return f(i)
		}
		return props
	}
}

// withNIC returns a function that adds a NIC.
func withNIC(id string) func(instance) instance {
	return func(i instance) instance {
		i.nics = append(slices.Clone(i.nics), id)
		return i
	}
}

// withoutNIC returns a function that removes a NIC.
func withoutNIC(id string) func(instance) instance {
	return func(i instance) instance {
		i.nics = slices.DeleteFunc(slices.Clone(i.nics), func(nic string) bool { return nic == id })
		return i
	}
}

// instanceDoc is the document of a protected instance (sdrs_05_0504).
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

// attachedTo returns the pairs of a group that are attached to an instance.
func attachedTo(tx *world.Tx, group, id string) []attachedPair {
	found := []attachedPair{}
	for _, t := range pairs.inGroup(tx, group) {
		if p, ok := t.Props.(pair); ok && p.instance == id {
			found = append(found, attachedPair{t.ID, p.device})
		}
	}
	return found
}
