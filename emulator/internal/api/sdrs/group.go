package sdrs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// groups are the protection groups.
var groups = kind{
	noun: "ProtectionGroup", path: "server-groups", one: "server_group", label: "server_group_id",
	badState: "SDRS.0209", missing: "SDRS.1013", states: groupStates(), document: groupDocument,
}

// group is what a protection group is apart from its status.
type group struct {
	traits
	source, target string // zones of the two sites, as they were named at its creation
	domain, vpc    string
	drType         string
}

func (g group) base() traits { return g.traits }

func (g group) with(f func(traits) traits) any {
	g.traits = f(g.traits)
	return g
}

// zone is where production is at present.
func (g group) zone() string {
	if g.station == atTarget {
		return g.target
	}
	return g.source
}

// The two stations of priority_station.
const (
	atSource = "source"
	atTarget = "target"
)

// turned moves production to the other site.
func turned(t traits) traits {
	if t.station == atSource {
		t.station = atTarget
	} else {
		t.station = atSource
	}
	return t
}

// groupDoc is a protection group as sdrs_05_0403 shows it.
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
		DomainName: domainName, Status: t.Status, Station: g.station, Instances: len(instances.within(tx, t.ID)),
		Replications: len(pairs.within(tx, t.ID)), Drills: len(drills.within(tx, t.ID)), SourceVPC: g.vpc,
		TargetVPC: g.vpc, DRType: g.drType, ServerType: "ECS", Created: blankTime(t.Born), Updated: blankTime(t.Updated),
		Protection: "replication-pair",
	}
}

// groupAsked is a creation as a client asks for it (sdrs_05_0401).
type groupAsked struct {
	Name        string  `json:"name"`
	Description *string `json:"description"`
	Source      string  `json:"source_availability_zone"`
	Target      string  `json:"target_availability_zone"`
	Domain      string  `json:"domain_id"`
	VPC         string  `json:"source_vpc_id"`
	DRType      string  `json:"dr_type"`
}

// createGroup is POST …/server-groups.
func createGroup() http.Handler {
	return otc.Op("createProtectionGroup", http.StatusOK, fail, askGroup,
		func(c *wire.Call, tx *world.Tx, q groupAsked) (otc.Started, error) {
			id := tx.UUID("group").String()
			tx.Put(groups.kept(id), otc.Project(c), "creating", group{
				traits: traits{name: q.Name, description: q.Description, station: atSource},
				source: q.Source, target: q.Target, domain: q.Domain, vpc: q.VPC, drType: q.DRType,
			})
			return begin(c, tx, attributes(c, groups, id, "createProtectionGroupNoCG"), making(groups.kept(id)))
		})
}

// askGroup decodes a creation. Which zones, domains and VPCs there are nobody knows here, so any will do.
func askGroup(c *wire.Call) (groupAsked, error) {
	q := groupAsked{DRType: "migration"}
	if err := member(c, groups.one, &q); err != nil {
		return q, err
	}
	return q, first(
		checkName(q.Name),
		checkDescription(q.Description),
		need(q.Source != "" && q.Target != "" && q.Source != q.Target, "SDRS.0203"),
		need(q.Domain != "", "SDRS.0205"),
		need(q.VPC != "", "SDRS.0204"),
		need(q.DRType == "migration", "SDRS.0201"),
	)
}

// deleteGroup is DELETE …/server-groups/{id}: of one that is empty and that nothing is being done to.
func deleteGroup() http.Handler {
	return otc.Op("deleteProtectionGroup", http.StatusOK, fail, otc.Path("id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.Started, error) {
			t, _, err := find[group](c, tx, groups, id)
			switch {
			case err != nil:
				return otc.Started{}, err
			case len(instances.within(tx, id)) > 0:
				return otc.Started{}, table.Error("SDRS.1001")
			case len(pairs.within(tx, id)) > 0:
				return otc.Started{}, table.Error("SDRS.1010")
			case len(drills.within(tx, id)) > 0:
				return otc.Started{}, table.Error("SDRS.1003")
			case t.Status != available && !abnormal(t.Status):
				return otc.Started{}, table.Error("SDRS.1002")
			}
			return begin(c, tx, attributes(c, groups, id, "deleteProtectionGroupNoCG"), removing(t.Name))
		})
}
