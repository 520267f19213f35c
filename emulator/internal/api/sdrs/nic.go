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

// nicRequest is the request to add or delete a NIC. The bodies of these two calls have no wrapper (sdrs_05_0508,
// _0509).
type nicRequest struct {
	id     string
	Subnet string `json:"subnet_id"`
	IP     string `json:"ip_address"`
	NIC    string `json:"nic_id"`
	Groups []struct {
		ID string `json:"id"`
	} `json:"security_groups"`
}

// decodeNIC decodes a body without a wrapper.
func decodeNIC(c *wire.Call) (nicRequest, error) {
	q := nicRequest{id: otc.Var(c, "id")}
	all, err := otc.Members(c)
	if err != nil {
		return q, err
	}
	for member, v := range map[string]any{"subnet_id": &q.Subnet, "ip_address": &q.IP, "nic_id": &q.NIC, "security_groups": &q.Groups} {
		if raw, ok := all[member]; ok {
			err = firstError(err, json.Unmarshal(raw, v))
		}
	}
	return q, err
}

// addNIC handles POST …/protected-instances/{id}/nic. The NICs that the server had before are not emulated, so that no
// NIC is the primary one.
func addNIC() http.Handler {
	decode := func(c *wire.Call) (nicRequest, error) {
		q, err := decodeNIC(c)
		for _, g := range q.Groups {
			err = firstError(err, unsaid(g.ID != "", "a security group has no id"))
		}
		return q, firstError(err, check(q.Subnet != "", "SDRS.1335"), checkIP(q.IP))
	}
	return otc.Op("addNic", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q nicRequest) (otc.Started, error) {
			t, _, err := find[instance](c, tx, instances, q.id)
			if err = firstError(err, check(ready(t), "SDRS.1327")); err != nil {
				return otc.Started{}, err
			}
			nic := tx.UUID("nic").String()
			change := world.Effect{Live: "nic-creating", Done: t.Status, Failed: t.Status, Alter: alterInstance(withNIC(nic))}
			return begin(c, tx, nicJob(c, "addNicNew", t.ID, nic), effect{t.Name, change})
		})
}

// deleteNIC handles POST …/protected-instances/{id}/nic/delete.
func deleteNIC() http.Handler {
	decode := func(c *wire.Call) (nicRequest, error) {
		q, err := decodeNIC(c)
		return q, firstError(err, check(q.NIC != "", "SDRS.0223"))
	}
	return otc.Op("deleteNic", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q nicRequest) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, q.id)
			if err = firstError(err, check(ready(t), "SDRS.1327"), check(slices.Contains(i.nics, q.NIC), "SDRS.1310")); err != nil {
				return otc.Started{}, err
			}
			change := world.Effect{Live: "nic-deleting", Done: t.Status, Failed: t.Status, Alter: alterInstance(withoutNIC(q.NIC))}
			return begin(c, tx, nicJob(c, "deleteNicNew", t.ID, q.NIC), effect{t.Name, change})
		})
}

// nicJob returns a job whose only entity is the NIC's id.
func nicJob(c *wire.Call, kind, instance, nic string) job.Spec {
	s := otc.Spec(c, kind, nil, jobSteps)
	s.Attributes = otc.Attributes{Entities: map[string]any{"nic_id": nic}, Of: instance}
	return s
}
