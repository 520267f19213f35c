package sdrs

import (
	"cmp"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// pairs is the kind of the replication pairs.
var pairs = kind{
	noun: "ReplicationPair", path: "replications", member: "replication", label: "replication_pair_id",
	badState: "SDRS.0214", missing: "SDRS.1608", document: pairDocument,
	states: append(groupStates(), "extending", "error-extending", "attaching", "detaching", "error-attaching",
		"error-detaching", "invalid", "fault"),
}

// pair holds the properties of a replication pair besides its status.
type pair struct {
	commonProps
	disk, target string // ids of the disks at the two sites
	size         int    // in GiB
	kind         string // volume_type
	instance     string // id of the instance that it is attached to; empty if detached
	device       string
	creation     job.Ref // the job that creates it; zero for a resource of a scenario
}

func (p pair) common() commonProps { return p.commonProps }

func (p pair) withCommon(f func(commonProps) commonProps) any {
	p.commonProps = f(p.commonProps)
	return p
}

// alterPair returns a function that changes a pair's properties, for world.Effect.
func alterPair(f func(pair) pair) func(any) any {
	return func(props any) any {
		if p, ok := props.(pair); ok {
			return f(p)
		}
		return props
	}
}

// attached returns a function that attaches a pair to an instance, or detaches it if both strings are empty.
func attached(instance, device string) func(any) any {
	return alterPair(func(p pair) pair {
		p.instance, p.device = instance, device
		return p
	})
}

// extended returns a function that sets the size of a pair, in GiB.
func extended(size int) func(any) any {
	return alterPair(func(p pair) pair {
		p.size = size
		return p
	})
}

// pairDoc is the document of a replication pair (sdrs_05_0604). volume_ids is one string of two ids.
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
	Failure     string             `json:"failure_detail,omitempty"` // an error code, only in the status error
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

func pairDocument(tx *world.Tx, t world.Resource) any {
	p, _ := t.Props.(pair)
	doc := pairDoc{
		ID: t.ID, Name: p.name, Description: p.description, Model: "hypermetro", Status: t.Status,
		Replicated: replicationStatus(t.Status, groupOf(tx, p.group).Status),
		Attachment: []attachedInstance{}, Group: p.group, Volumes: p.disk + "," + p.target, Station: p.station,
		Fault: "0", Created: pairTime(t.Born), Updated: pairTime(t.Updated), Record: pairRecord{Size: p.size, Kind: p.kind},
	}
	if t.Status == statusError {
		doc.Failure = p.failure(tx)
	}
	if p.instance != "" {
		doc.Attachment = append(doc.Attachment, attachedInstance{p.device, p.instance})
	}
	return doc
}

// failure returns the error code of the job that failed to create the pair.
func (p pair) failure(tx *world.Tx) string {
	var code string
	if tx.Has(p.creation) {
		payload, _ := tx.Peek(p.creation).Payload.(otc.Payload)
		code = payload.Code
	}
	return cmp.Or(code, "SDRS.1606")
}

// replicationStatus returns the replication_status of a pair (sdrs_05_0604) from its own status and its group's. A
// failover stops the synchronization until protection is enabled again (sdrs_05_0408). A pair without protection is
// active, as in the example of sdrs_05_0604; that it is inactive before its creation and after a fault is [inferred].
func replicationStatus(status, group string) string {
	switch status {
	case "creating", statusError, "invalid", "fault":
		return "inactive"
	}
	switch group {
	case failedOver, "error-reprotecting":
		return "active-stopped"
	case "reprotecting":
		return "copying"
	default:
		return "active"
	}
}
