package sdrs

import "github.com/jobsim/jobsim/emulator/internal/world"

// pairs are the replication pairs.
var pairs = kind{
	noun: "ReplicationPair", path: "replications", one: "replication", label: "replication_pair_id",
	badState: "SDRS.0214", missing: "SDRS.1608", document: pairDocument,
	states: append(groupStates(), "extending", "error-extending", "attaching", "detaching", "error-attaching",
		"error-detaching", "invalid", "fault"),
}

// pair is what a replication pair is apart from its status.
type pair struct {
	traits
	disk, target string // the disks of the two sites
	size         int    // GiB
	kind         string // volume_type
	instance     string // what it is attached to; empty if to nothing
	device       string
}

func (p pair) base() traits { return p.traits }

func (p pair) with(f func(traits) traits) any {
	p.traits = f(p.traits)
	return p
}

// changed changes what is peculiar to pairs, for world.Touch.
func changed(f func(pair) pair) func(any) any {
	return func(props any) any {
		if p, ok := props.(pair); ok {
			return f(p)
		}
		return props
	}
}

// attached puts a pair on an instance, or off with empty texts.
func attached(instance, device string) func(any) any {
	return changed(func(p pair) pair {
		p.instance, p.device = instance, device
		return p
	})
}

// extended gives a pair another size.
func extended(size int) func(any) any {
	return changed(func(p pair) pair {
		p.size = size
		return p
	})
}

// pairDoc is a replication pair as SDRS's page on its details shows it. volume_ids is one text of two ids.
type pairDoc struct {
	ID          string             `json:"id"`
	Name        string             `json:"name"`
	Description *string            `json:"description"`
	Model       string             `json:"replication_model"`
	Status      string             `json:"status"`
	Progress    int                `json:"progress"`
	Replicated  string             `json:"replication_status"`
	Attachment  []attachedInstance `json:"attachment"`
	Group       string             `json:"server_group_id"`
	Volumes     string             `json:"volume_ids"`
	Station     string             `json:"priority_station"`
	Fault       string             `json:"fault_level"`
	Created     string             `json:"created_at"`
	Updated     string             `json:"updated_at"`
	Record      pairRecord         `json:"record_metadata"`
}

// attachedInstance is the instance that a pair is attached to.
type attachedInstance struct {
	Device   string `json:"device"`
	Instance string `json:"protected_instance"`
}

type pairRecord struct {
	Shared   bool   `json:"multiattach"`
	Bootable bool   `json:"bootable"`
	Size     int    `json:"volume_size"`
	Kind     string `json:"volume_type"`
}

func pairDocument(_ *world.Tx, t world.Resource) any {
	p, _ := t.Props.(pair)
	doc := pairDoc{
		ID: t.ID, Name: p.name, Description: p.description, Model: "hypermetro", Status: t.Status, Replicated: "active",
		Attachment: []attachedInstance{}, Group: p.group, Volumes: p.disk + "," + p.target, Station: p.station,
		Fault: "0", Created: pairTime(t.Born), Updated: pairTime(t.Updated), Record: pairRecord{Size: p.size, Kind: p.kind},
	}
	if p.instance != "" {
		doc.Attachment = append(doc.Attachment, attachedInstance{p.device, p.instance})
	}
	return doc
}
