package sdrs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// pairAsked is a creation of a replication pair as a client asks for it (sdrs_05_0601).
type pairAsked struct {
	Group       string  `json:"server_group_id"`
	Disk        string  `json:"volume_id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

// createPair is POST …/replications. A disk that EVS knows must be available, and is guarded from then on; one that it
// does not know will do too, as one of 10 GiB. The disk at the DR site is made up.
func createPair() http.Handler {
	decode := func(c *wire.Call) (pairAsked, error) {
		var q pairAsked
		if err := member(c, pairs.one, &q); err != nil {
			return q, err
		}
		return q, first(
			need(q.Group != "", "SDRS.0207"), need(q.Disk != "", "SDRS.0211"),
			checkName(q.Name), checkDescription(q.Description))
	}
	return otc.Op("createReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q pairAsked) (otc.Started, error) {
			t, g, err := find[group](c, tx, groups, q.Group)
			if err = first(err, need(ready(t), "SDRS.1024"), checkDisk(tx, q.Disk)); err != nil {
				return otc.Started{}, err
			}
			id := tx.UUID("replication").String()
			p := pair{
				traits: traits{name: q.Name, description: q.Description, group: q.Group, station: g.station},
				disk:   q.Disk, target: tx.UUID("volume").String(), size: 10, kind: "SATA",
			}
			if disk, ok := tx.Resource(otc.Disk(q.Disk)); ok {
				if sized, ok := disk.Props.(otc.Sized); ok {
					p.size, p.kind = sized.Space()
				}
			}
			tx.Put(pairs.kept(id), otc.Project(c), "creating", p)
			tx.Put(otc.Guarded(q.Disk), otc.Project(c), "", nil)
			made := making(pairs.kept(id))
			made.touch.Done = t.Status
			return begin(c, tx, attributes(c, pairs, id, "createReplicationPairNoCG"), made,
				effect{otc.Guarded(q.Disk), world.Effect{Makes: true}})
		})
}

// checkDisk refuses a disk that is busy or in a pair already.
func checkDisk(tx *world.Tx, id string) error {
	for _, t := range tx.Resources(name, pairs.one) {
		if p, ok := t.Props.(pair); ok && (p.disk == id || p.target == id) {
			return table.Error("SDRS.1811")
		}
	}
	disk, known := tx.Resource(otc.Disk(id))
	return need(!known || disk.Status == available, "SDRS.1801")
}

// unpairing is what a deletion of a pair asks for.
type unpairing struct {
	id    string
	Group string   `json:"server_group_id"`
	Disk  otc.Flag `json:"delete_target_volume"`
}

// deletePair is DELETE …/replications/{id}, which has a body. Its disk is free again once the job succeeded.
func deletePair() http.Handler {
	decode := func(c *wire.Call) (unpairing, error) {
		q := unpairing{id: otc.Var(c, "id")}
		_, err := otc.Member(c, pairs.one, &q)
		return q, err
	}
	return otc.Op("deleteReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q unpairing) (otc.Started, error) {
			t, p, err := find[pair](c, tx, pairs, q.id)
			err = first(err,
				need(q.Group == "" || q.Group == p.group, "SDRS.1611"),
				need(p.instance == "", "SDRS.1605"),
				need(idle(t) && idle(groupOf(tx, p.group)), "SDRS.1601"))
			if err != nil {
				return otc.Started{}, err
			}
			return begin(c, tx, attributes(c, pairs, t.ID, "deleteReplicationPairNoCG"), removing(t.Name),
				effect{otc.Guarded(p.disk), world.Effect{Ends: true}})
		})
}

// growth is what an extension asks for.
type growth struct {
	id   string
	Size *otc.Int `json:"new_size"`
}

// maxSize is the size of the largest disk, in GiB.
const maxSize = 32768

// actOnPair is POST …/replications/{id}/action, of which there is extend-replication. Both disks grow with the pair.
func actOnPair() http.Handler {
	decode := func(c *wire.Call) (growth, error) {
		q := growth{id: otc.Var(c, "id")}
		ok, err := otc.Member(c, "extend-replication", &q)
		return q, first(err, need(ok, "SDRS.0206"), need(q.Size != nil && *q.Size > 0 && *q.Size <= maxSize, "SDRS.0201"))
	}
	return otc.Op("expandReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q growth) (otc.Started, error) {
			t, p, err := find[pair](c, tx, pairs, q.id)
			err = first(err,
				need(ready(t) || t.Status == "error-extending", "SDRS.1601"),
				need(q.Size != nil && int(*q.Size) > p.size, "SDRS.0201"))
			if err != nil {
				return otc.Started{}, err
			}
			size := int(*q.Size)
			touch := world.Effect{Live: "extending", Done: settled(tx, p.group), Failed: "error-extending", Alter: extended(size)}
			return begin(c, tx, attributes(c, pairs, t.ID, "expandReplicationPairNew"), effect{t.Name, touch},
				effect{otc.Disk(p.disk), world.Effect{Alter: otc.Resized(size)}})
		})
}
