package sdrs

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// drills are the DR drills.
var drills = kind{
	noun: "DisasterRecoveryDrill", path: "disaster-recovery-drills", one: "disaster_recovery_drill",
	label: "disaster_recovery_drill_id", badState: "SDRS.0209", missing: "SDRS.1902", document: drillDocument,
	states: []string{"creating", available, "deleting", "error-deleting", broken},
}

// drill is what a DR drill is apart from its status.
type drill struct {
	traits
	vpc     string
	servers []drillServer
}

func (d drill) base() traits { return d.traits }

func (d drill) with(f func(traits) traits) any {
	d.traits = f(d.traits)
	return d
}

// drillDoc is a DR drill as sdrs_05_0704 shows it.
type drillDoc struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	Status  string        `json:"status"`
	Group   string        `json:"server_group_id"`
	VPC     string        `json:"drill_vpc_id"`
	Created string        `json:"created_at"`
	Updated string        `json:"updated_at"`
	Servers []drillServer `json:"drill_servers"`
}

// drillServer is the server that a drill makes of a protected instance.
type drillServer struct {
	Instance string `json:"protected_instance"`
	Server   string `json:"drill_server_id"`
}

func drillDocument(_ *world.Tx, t world.Resource) any {
	d, _ := t.Props.(drill)
	return drillDoc{
		ID: t.ID, Name: d.name, Status: t.Status, Group: d.group, VPC: d.vpc, Created: blankTime(t.Born),
		Updated: blankTime(t.Updated), Servers: append([]drillServer{}, d.servers...),
	}
}

// drillAsked is a creation as a client asks for it (sdrs_05_0701).
type drillAsked struct {
	Group string `json:"server_group_id"`
	VPC   string `json:"drill_vpc_id"` // empty: one is made
	Name  string `json:"name"`
}

// drillable are the statuses of a group that a drill is allowed in (sdrs_05_0701).
var drillable = []string{
	available, protected, failedOver, "error-starting", "error-stopping", "error-reversing", "error-reprotecting",
	"error-failing-over",
}

// createDrill is POST …/disaster-recovery-drills.
func createDrill() http.Handler {
	decode := func(c *wire.Call) (drillAsked, error) {
		var q drillAsked
		if err := member(c, drills.one, &q); err != nil {
			return q, err
		}
		return q, first(need(q.Group != "", "SDRS.0207"), checkName(q.Name))
	}
	return otc.Op("createDisasterRecoveryDrill", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q drillAsked) (otc.Started, error) {
			t, g, err := find[group](c, tx, groups, q.Group)
			err = first(err,
				need(slices.Contains(drillable, t.Status), "SDRS.1002"),
				need(q.VPC != g.vpc, "SDRS.1907"),
				need(q.VPC == "" || !drilled(tx, q.VPC), "SDRS.1921"))
			if err != nil {
				return otc.Started{}, err
			}
			id := tx.UUID("drill").String()
			d := drill{traits: traits{name: q.Name, group: q.Group}, vpc: q.VPC}
			if d.vpc == "" {
				d.vpc = tx.UUID("vpc").String()
			}
			for _, i := range instances.within(tx, q.Group) {
				d.servers = append(d.servers, drillServer{i.ID, tx.UUID("server").String()})
			}
			tx.Put(drills.kept(id), otc.Project(c), "creating", d)
			return begin(c, tx, attributes(c, drills, id, "createDisasterRecoveryDrill"), making(drills.kept(id)))
		})
}

// drilled tells that a VPC is used by a drill already.
func drilled(tx *world.Tx, vpc string) bool {
	for _, t := range tx.Resources(name, drills.one) {
		if d, ok := t.Props.(drill); ok && d.vpc == vpc {
			return true
		}
	}
	return false
}

// deleteDrill is DELETE …/disaster-recovery-drills/{id}.
func deleteDrill() http.Handler {
	return otc.Op("deleteDisasterRecoveryDrill", http.StatusOK, fail, otc.Path("id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.Started, error) {
			t, _, err := find[drill](c, tx, drills, id)
			err = first(err, need(slices.Contains([]string{available, broken, "error-deleting"}, t.Status), "SDRS.1913"))
			if err != nil {
				return otc.Started{}, err
			}
			return begin(c, tx, attributes(c, drills, id, "deleteDisasterRecoveryDrill"), removing(t.Name))
		})
}
