package sdrs

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// attachment is a request to attach a pair to an instance, or to detach it.
type attachment struct {
	instance string
	Pair     string `json:"replication_id"`
	Device   string `json:"device"`
}

// attachPair handles POST …/protected-instances/{id}/attachreplication.
func attachPair() http.Handler {
	decode := func(c *wire.Call) (attachment, error) {
		q := attachment{instance: otc.Var(c, "id")}
		if err := decodeMember(c, "replicationAttachment", &q); err != nil {
			return q, err
		}
		return q, firstError(check(q.Pair != "", "SDRS.0213"), unsaid(q.Device != "", "device is missing"))
	}
	return otc.Op("attachReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q attachment) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, q.instance)
			if err != nil {
				return otc.Started{}, err
			}
			held, p, err := find[pair](c, tx, pairs, q.Pair)
			err = firstError(err,
				check(p.group == i.group, "SDRS.1611"),
				check(ready(groupOf(tx, i.group)), "SDRS.1024"),
				check(ready(t), "SDRS.1328"),
				check(p.instance == "" && !deviceInUse(tx, i.group, q), "SDRS.1603"),
				check(ready(held), "SDRS.1601"))
			if err != nil {
				return otc.Started{}, err
			}
			change := world.Effect{
				Live: "attaching", Done: held.Status, Failed: "error-attaching", Alter: attached(q.instance, q.Device),
			}
			return begin(c, tx, attachJob(c, "attachReplicationPairNew", q), effect{held.Name, change})
		})
}

// deviceInUse reports whether a disk of the instance has the requested device name.
func deviceInUse(tx *world.Tx, group string, q attachment) bool {
	for _, other := range attachedTo(tx, group, q.instance) {
		if other.Device == q.Device {
			return true
		}
	}
	return false
}

// detachPair handles DELETE …/protected-instances/{id}/detachreplication/{replication_id}.
func detachPair() http.Handler {
	decode := func(c *wire.Call) (attachment, error) {
		return attachment{instance: otc.Var(c, "id"), Pair: otc.Var(c, "replication_id")}, nil
	}
	return otc.Op("detachReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q attachment) (otc.Started, error) {
			t, i, err := find[instance](c, tx, instances, q.instance)
			if err != nil {
				return otc.Started{}, err
			}
			held, p, err := find[pair](c, tx, pairs, q.Pair)
			failedToAttach := held.Status == "error-attaching" && p.group == i.group
			err = firstError(err,
				check(p.instance == q.instance || failedToAttach, "SDRS.1604"),
				check(slices.Contains(detachableGroup, groupOf(tx, i.group).Status), "SDRS.1024"),
				check(slices.Contains(detachableInstance, t.Status), "SDRS.1328"),
				check(slices.Contains(detachablePair, held.Status), "SDRS.1601"))
			if err != nil {
				return otc.Started{}, err
			}
			change := world.Effect{
				Live: "detaching", Done: restingStatus(tx, i.group), Failed: "error-detaching", Alter: attached("", ""),
			}
			return begin(c, tx, attachJob(c, "detachReplicationPairNew", q), effect{held.Name, change})
		})
}

// The statuses of the group, the instance and the pair in which a pair can be detached (sdrs_05_0507).
var (
	detachableGroup = []string{
		available, protected, failedOver, "error-starting", "error-stopping", "error-reversing", "error-failing-over",
	}
	detachableInstance = append([]string{
		"error-deleting", "error-reprotecting", "error-resizing", "invalid", "fault",
	}, detachableGroup...)
	detachablePair = append([]string{
		"error-attaching", "error-detaching", "error-deleting", "error-reprotecting", "error-extending", "invalid", "fault",
	}, detachableGroup...)
)

// attaching returns the pairs that are being attached to an instance: its job names the instance.
func attaching(tx *world.Tx, group, id string) []world.Resource {
	return slices.DeleteFunc(pairs.inGroup(tx, group), func(t world.Resource) bool {
		if t.Status != "attaching" || !tx.Has(t.Busy) {
			return true
		}
		attrs, _ := tx.Peek(t.Busy).Attributes.(otc.Attributes)
		return attrs.Entities[instances.label] != id
	})
}

// attachJob returns a job whose entities are the ids of the pair and the instance, as strings.
func attachJob(c *wire.Call, kind string, q attachment) job.Spec {
	s := resourceJob(c, instances, q.instance, kind)
	s.Attributes = otc.Attributes{
		Entities: map[string]any{instances.label: q.instance, pairs.label: q.Pair}, Of: q.Pair,
	}
	return s
}
