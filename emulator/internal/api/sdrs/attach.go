package sdrs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// attachment is which pair, at which instance, under which device name.
type attachment struct {
	instance string
	Pair     string `json:"replication_id"`
	Device   string `json:"device"`
}

// attachPair is POST …/protected-instances/{id}/attachreplication.
func attachPair() http.Handler {
	decode := func(c *wire.Call) (attachment, error) {
		q := attachment{instance: otc.Var(c, "id")}
		if err := member(c, "replicationAttachment", &q); err != nil {
			return q, err
		}
		return q, first(need(q.Pair != "", "SDRS.0213"), need(q.Device != "", "SDRS.0201"))
	}
	return otc.Op("attachReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q attachment) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, q.instance)
			if err != nil {
				return otc.Started{}, err
			}
			held, p, err := find[pair](c, tx, pairs, q.Pair)
			err = first(err,
				need(p.group == i.group, "SDRS.1611"),
				need(ready(groupOf(tx, i.group)), "SDRS.1024"),
				need(ready(t), "SDRS.1328"),
				need(p.instance == "" && !taken(tx, i.group, q), "SDRS.1603"),
				need(ready(held), "SDRS.1601"))
			if err != nil {
				return otc.Started{}, err
			}
			touch := world.Effect{
				Live: "attaching", Done: held.Status, Failed: "error-attaching", Alter: attached(q.instance, q.Device),
			}
			return begin(c, tx, attachJob(c, "attachReplicationPairNew", q), effect{held.Name, touch})
		})
}

// taken tells that the instance has a device of this name.
func taken(tx *world.Tx, group string, q attachment) bool {
	for _, other := range attachedTo(tx, group, q.instance) {
		if other.Device == q.Device {
			return true
		}
	}
	return false
}

// detachPair is DELETE …/protected-instances/{id}/detachreplication/{replication_id}.
func detachPair() http.Handler {
	decode := func(c *wire.Call) (attachment, error) {
		return attachment{instance: otc.Var(c, "id"), Pair: otc.Var(c, "replication_id")}, nil
	}
	return otc.Op("detachReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q attachment) (otc.Started, error) {
			_, i, err := find[instance](c, tx, instances, q.instance)
			if err != nil {
				return otc.Started{}, err
			}
			held, p, err := find[pair](c, tx, pairs, q.Pair)
			err = first(err,
				need(p.instance == q.instance, "SDRS.1604"),
				need(ready(held) || held.Status == failedOver || held.Status == "error-detaching", "SDRS.1601"))
			if err != nil {
				return otc.Started{}, err
			}
			touch := world.Effect{
				Live: "detaching", Done: settled(tx, i.group), Failed: "error-detaching", Alter: attached("", ""),
			}
			return begin(c, tx, attachJob(c, "detachReplicationPairNew", q), effect{held.Name, touch})
		})
}

// attachJob is a job that tells both ids, flat.
func attachJob(c *wire.Call, kind string, q attachment) job.Spec {
	s := attributes(c, instances, q.instance, kind)
	s.Attributes = otc.Attributes{
		Entities: map[string]any{instances.label: q.instance, pairs.label: q.Pair}, Of: q.Pair,
	}
	return s
}
