package sdrs

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// nicAsked is a NIC as a client asks for it, or asks to be rid of: these two calls wrap nothing (sdrs_05_0508, _0509).
type nicAsked struct {
	id     string
	Subnet string `json:"subnet_id"`
	IP     string `json:"ip_address"`
	NIC    string `json:"nic_id"`
}

// askNIC decodes a body without a wrapper.
func askNIC(c *wire.Call) (nicAsked, error) {
	q := nicAsked{id: otc.Var(c, "id")}
	all, err := otc.Members(c)
	if err != nil {
		return q, err
	}
	for member, v := range map[string]any{"subnet_id": &q.Subnet, "ip_address": &q.IP, "nic_id": &q.NIC} {
		if raw, ok := all[member]; ok {
			err = first(err, json.Unmarshal(raw, v))
		}
	}
	return q, err
}

// addNIC is POST …/protected-instances/{id}/nic. The NIC that the instance was created with is unknown here, so no NIC is
// the primary one.
func addNIC() http.Handler {
	decode := func(c *wire.Call) (nicAsked, error) {
		q, err := askNIC(c)
		return q, first(err, need(q.Subnet != "", "SDRS.1335"), checkIP(q.IP))
	}
	return otc.Op("addNic", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q nicAsked) (otc.Started, error) {
			t, _, err := find[instance](c, tx, instances, q.id)
			if err = first(err, need(ready(t), "SDRS.1327")); err != nil {
				return otc.Started{}, err
			}
			nic := tx.UUID("nic").String()
			touch := world.Effect{Live: "nic-creating", Done: t.Status, Failed: t.Status, Alter: altered(withNIC(nic))}
			return begin(c, tx, nicJob(c, "addNicNew", t.ID, nic), effect{t.Name, touch})
		})
}

// deleteNIC is POST …/protected-instances/{id}/nic/delete.
func deleteNIC() http.Handler {
	decode := func(c *wire.Call) (nicAsked, error) {
		q, err := askNIC(c)
		return q, first(err, need(q.NIC != "", "SDRS.0223"))
	}
	return otc.Op("deleteNic", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q nicAsked) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, q.id)
			if err = first(err, need(ready(t), "SDRS.1327"), need(slices.Contains(i.nics, q.NIC), "SDRS.1310")); err != nil {
				return otc.Started{}, err
			}
			touch := world.Effect{Live: "nic-deleting", Done: t.Status, Failed: t.Status, Alter: altered(withoutNIC(q.NIC))}
			return begin(c, tx, nicJob(c, "deleteNicNew", t.ID, q.NIC), effect{t.Name, touch})
		})
}

// nicJob is a job that tells the NIC.
func nicJob(c *wire.Call, kind, instance, nic string) job.Spec {
	s := otc.Spec(c, kind, nil, pace)
	s.Attributes = otc.Attributes{Entities: map[string]any{"nic_id": nic}, Of: instance}
	return s
}
