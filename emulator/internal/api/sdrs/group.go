package sdrs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// groupMember is the member that wraps a protection group.
const groupMember = "server_group"

// groups is the kind of the protection groups.
var groups = kind{
	noun: "ProtectionGroup", path: "server-groups", member: groupMember, label: "server_group_id",
	badState: "SDRS.0209", missing: "SDRS.1013", states: groupStates(), document: groupDocument,
}

// group holds the properties of a protection group besides its status.
type group struct {
	commonProps
	source, target string // availability zones of the two sites, as given at the creation
	domain, vpc    string
	drType         string
}

func (g group) common() commonProps { return g.commonProps }

func (g group) withCommon(f func(commonProps) commonProps) any {
	g.commonProps = f(g.commonProps)
	return g
}

// zone returns the availability zone of the current production site.
func (g group) zone() string {
	if g.station == atTarget {
		return g.target
	}
	return g.source
}

// The values of priority_station.
const (
	atSource = "source"
	atTarget = "target"
)

// switchStation moves production to the other site.
func switchStation(t commonProps) commonProps {
	if t.station == atSource {
		t.station = atTarget
	} else {
		t.station = atSource
	}
	return t
}

// groupDoc is the document of a protection group (sdrs_05_0403).
type groupDoc struct {
	ID           string  `json:"id"`
	Name         string  `json:"name"`
	Description  *string `json:"description"`
	Source       string  `json:"source_availability_zone"`
	Target       string  `json:"target_availability_zone"`
	Domain       string  `json:"domain_id"`
	DomainName   string  `json:"domain_name"`
	Status       string  `json:"status"`
	Protected    *string `json:"protected_status"`
	Replicated   *string `json:"replication_status"`
	Health       *string `json:"health_status"`
	Progress     int     `json:"progress"`
	Station      string  `json:"priority_station"`
	Instances    int     `json:"protected_instance_num"`
	Replications int     `json:"replication_num"`
	Drills       int     `json:"disaster_recovery_drill_num"`
	SourceVPC    string  `json:"source_vpc_id"`
	TargetVPC    string  `json:"target_vpc_id"`
	TestVPC      *string `json:"test_vpc_id"`
	DRType       string  `json:"dr_type"`
	ServerType   string  `json:"server_type"`
	Created      string  `json:"created_at"`
	Updated      string  `json:"updated_at"`
	Protection   string  `json:"protection_type"`
	Model        *string `json:"replication_model"`
}

func groupDocument(tx *world.Tx, t world.Resource) any {
	g, _ := t.Props.(group)
	return groupDoc{
		ID: t.ID, Name: g.name, Description: g.description, Source: g.source, Target: g.target, Domain: g.domain,
		DomainName: domainName, Status: t.Status, Station: g.station, Instances: len(instances.inGroup(tx, t.ID)),
		Replications: len(pairs.inGroup(tx, t.ID)), Drills: len(drills.inGroup(tx, t.ID)), SourceVPC: g.vpc,
		TargetVPC: g.vpc, DRType: g.drType, ServerType: "ECS", Created: blankTime(t.Born), Updated: blankTime(t.Updated),
		Protection: "replication-pair",
	}
}

// groupRequest is the request to create a protection group (sdrs_05_0401).
type groupRequest struct {
	Name        string  `json:"name"`
	Description *string `json:"description"`
	Source      string  `json:"source_availability_zone"`
	Target      string  `json:"target_availability_zone"`
	Domain      string  `json:"domain_id"`
	VPC         string  `json:"source_vpc_id"`
	DRType      string  `json:"dr_type"`
}

// Accepts returns the members without effect here: former documents have them.
func (groupRequest) Accepts() []string { return []string{"protection_type", "replication_model"} }

// createGroup handles POST …/server-groups.
func createGroup() http.Handler {
	return otc.Op("createProtectionGroup", http.StatusOK, fail, decodeGroup,
		func(c *wire.Call, tx *world.Tx, q groupRequest) (otc.Started, error) {
			id := tx.UUID("group").String()
			tx.Put(groups.resource(id), otc.Project(c), "creating", group{
				commonProps: commonProps{name: q.Name, description: q.Description, station: atSource},
				source:      q.Source, target: q.Target, domain: q.Domain, vpc: q.VPC, drType: q.DRType,
			})
			return begin(c, tx, resourceJob(c, groups, id, "createProtectionGroupNoCG"), creation(groups.resource(id)))
		})
}

// decodeGroup decodes a request to create a group. Zones, domains and VPCs are not emulated, so that any id is
// accepted.
func decodeGroup(c *wire.Call) (groupRequest, error) {
	q := groupRequest{DRType: "migration"}
	if err := decodeMember(c, groups.member, &q); err != nil {
		return q, err
	}
	return q, firstError(
		checkName(q.Name),
		checkDescription(q.Description),
		check(q.Source != "" && q.Target != "" && q.Source != q.Target, "SDRS.0203"),
		check(q.Domain != "", "SDRS.0205"),
		check(q.VPC != "", "SDRS.0204"),
		unsaid(q.DRType == "migration", `dr_type is not "migration"`),
	)
}

// deleteGroup handles DELETE …/server-groups/{id}. The group must be empty (sdrs_05_0404) and without a running job.
func deleteGroup() http.Handler {
	return otc.Op("deleteProtectionGroup", http.StatusOK, fail, otc.Path("id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.Started, error) {
			t, _, err := find[group](c, tx, groups, id)
			switch {
			case err != nil:
				return otc.Started{}, err
			case len(instances.inGroup(tx, id)) > 0:
				return otc.Started{}, table.Error("SDRS.1001")
			case len(pairs.inGroup(tx, id)) > 0:
				return otc.Started{}, table.Error("SDRS.1010")
			case len(drills.inGroup(tx, id)) > 0:
				return otc.Started{}, table.Error("SDRS.1003")
			case busy(t):
				return otc.Started{}, table.Error("SDRS.1002")
			}
			return begin(c, tx, resourceJob(c, groups, id, "deleteProtectionGroupNoCG"), deletion(t.Name))
		})
}
