package sdrs

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// drills is the kind of the DR drills.
var drills = kind{
	noun: "DisasterRecoveryDrill", path: "disaster-recovery-drills", member: "disaster_recovery_drill",
	label: "disaster_recovery_drill_id", badState: "SDRS.0209", missing: "SDRS.1902", document: drillDocument,
	states: []string{"creating", available, "deleting", "error-deleting", statusError},
}

// drill holds the properties of a DR drill besides its status.
type drill struct {
	commonProps
	vpc     string
	servers []drillServer
}

func (d drill) common() commonProps { return d.commonProps }

func (d drill) withCommon(f func(commonProps) commonProps) any {
	d.commonProps = f(d.commonProps)
	return d
}

// drillDoc is the document of a DR drill (sdrs_05_0704).
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

// drillServer is the server that a drill creates for a protected instance.
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

// drillRequest is the request to create a drill (sdrs_05_0701).
type drillRequest struct {
	Group string `json:"server_group_id"`
	VPC   string `json:"drill_vpc_id"` // optional; a VPC is created if it is empty
	Name  string `json:"name"`
}

// drillable lists the statuses of a group that allow a drill (sdrs_05_0701).
var drillable = []string{
	available, protected, failedOver, "error-starting", "error-stopping", "error-reversing", "error-reprotecting",
	"error-failing-over",
}

// createDrill handles POST …/disaster-recovery-drills.
func createDrill() http.Handler {
	decode := func(c *wire.Call) (drillRequest, error) {
		var q drillRequest
		if err := decodeMember(c, drills.member, &q); err != nil {
			return q, err
		}
		return q, firstError(check(q.Group != "", "SDRS.0207"), checkName(q.Name))
	}
	return otc.Op("createDisasterRecoveryDrill", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q drillRequest) (otc.Started, error) {
			t, g, err := find[group](c, tx, groups, q.Group)
			err = firstError(err,
				check(slices.Contains(drillable, t.Status), "SDRS.1002"),
				check(q.VPC != g.vpc, "SDRS.1907"),
				check(q.VPC == "" || !vpcInUse(tx, q.VPC), "SDRS.1921"))
			if err != nil {
				return otc.Started{}, err
			}
			id := tx.UUID("drill").String()
			d := drill{commonProps: commonProps{name: q.Name, group: q.Group}, vpc: q.VPC}
			if d.vpc == "" {
				d.vpc = tx.UUID("vpc").String()
			}
			for _, i := range instances.inGroup(tx, q.Group) {
				d.servers = append(d.servers, drillServer{i.ID, tx.UUID("server").String()})
			}
			tx.Put(drills.resource(id), otc.Project(c), "creating", d)
			return begin(c, tx, resourceJob(c, drills, id, "createDisasterRecoveryDrill"), creation(drills.resource(id)))
		})
}

// vpcInUse reports whether a drill uses the VPC.
func vpcInUse(tx *world.Tx, vpc string) bool {
	for _, t := range tx.Resources(name, drills.member) {
		if d, ok := t.Props.(drill); ok && d.vpc == vpc {
			return true
		}
	}
	return false
}

// deleteDrill handles DELETE …/disaster-recovery-drills/{id}.
func deleteDrill() http.Handler {
	return otc.Op("deleteDisasterRecoveryDrill", http.StatusOK, fail, otc.Path("id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.Started, error) {
			t, _, err := find[drill](c, tx, drills, id)
			err = firstError(err, check(slices.Contains([]string{available, statusError, "error-deleting"}, t.Status), "SDRS.1913"))
			if err != nil {
				return otc.Started{}, err
			}
			return begin(c, tx, resourceJob(c, drills, id, "deleteDisasterRecoveryDrill"), deletion(t.Name))
		})
}
