package sdrs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// pairRequest is the request to create a replication pair (sdrs_05_0601).
type pairRequest struct {
	Group       string  `json:"server_group_id"`
	Disk        string  `json:"volume_id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

// Accepts returns the member without effect here: clusters are not emulated.
func (pairRequest) Accepts() []string { return []string{"cluster_id"} }

// createPair handles POST …/replications. A disk that EVS has must be available; EVS then refuses to change it. An
// unknown disk is accepted as one of 10 GiB. The id of the disk at the DR site is generated.
func createPair() http.Handler {
	decode := func(c *wire.Call) (pairRequest, error) {
		var q pairRequest
		if err := decodeMember(c, pairs.member, &q); err != nil {
			return q, err
		}
		return q, firstError(
			check(q.Group != "", "SDRS.0207"), check(q.Disk != "", "SDRS.0211"),
			checkName(q.Name), checkDescription(q.Description))
	}
	return otc.Op("createReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q pairRequest) (otc.Started, error) {
			t, g, err := find[group](c, tx, groups, q.Group)
			if err = firstError(err, check(ready(t), "SDRS.1024"), checkDisk(c, tx, q.Disk)); err != nil {
				return otc.Started{}, err
			}
			id := tx.UUID("replication").String()
			p := pair{
				commonProps: commonProps{name: q.Name, description: q.Description, group: q.Group, station: g.station},
				disk:        q.Disk, target: tx.UUID("volume").String(), size: 10, kind: "SATA",
			}
			if disk, ok := tx.Resource(otc.Disk(q.Disk)); ok {
				if sized, ok := disk.Props.(otc.Sized); ok {
					p.size, p.kind = sized.Space()
				}
			}
			tx.Put(pairs.resource(id), otc.Project(c), "creating", p)
			tx.Put(otc.Guarded(q.Disk), otc.Project(c), "", nil)
			made := creation(pairs.resource(id))
			made.change.Done = t.Status
			started, err := begin(c, tx, resourceJob(c, pairs, id, "createReplicationPairNoCG"), made,
				effect{otc.Guarded(q.Disk), world.Effect{Makes: true}}) // the guard stays if the creation fails
			tx.Alter(made.resource, alterPair(func(p pair) pair {
				p.creation = job.Ref{API: name, ID: started.ID}
				return p
			}))
			return started, err
		})
}

// checkDisk returns an error if the disk is not available, belongs to another project, or is already in a pair.
func checkDisk(c *wire.Call, tx *world.Tx, id string) error {
	for _, t := range tx.Resources(name, pairs.member) {
		if p, ok := t.Props.(pair); ok && (p.disk == id || p.target == id) {
			return table.Error("SDRS.1811")
		}
	}
	disk, known := tx.Resource(otc.Disk(id))
	return firstError(
		check(!known || otc.Mine(c, disk.Project), "SDRS.0211"),
		check(!known || disk.Status == available, "SDRS.1801"))
}

// pairDeletion is the request to delete a replication pair.
type pairDeletion struct {
	id    string
	Group string   `json:"server_group_id"`
	Disk  otc.Flag `json:"delete_target_volume"`
}

// deletePair handles DELETE …/replications/{id}, which has a body. The disk is released when the job succeeds.
func deletePair() http.Handler {
	decode := func(c *wire.Call) (pairDeletion, error) {
		q := pairDeletion{id: otc.Var(c, "id")}
		_, err := otc.Member(c, pairs.member, &q)
		return q, err
	}
	return otc.Op("deleteReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q pairDeletion) (otc.Started, error) {
			t, p, err := find[pair](c, tx, pairs, q.id)
			err = firstError(err,
				check(q.Group == "" || q.Group == p.group, "SDRS.1611"),
				check(p.instance == "", "SDRS.1605"),
				check(idle(t) && idle(groupOf(tx, p.group)), "SDRS.1601"))
			if err != nil {
				return otc.Started{}, err
			}
			return begin(c, tx, resourceJob(c, pairs, t.ID, "deleteReplicationPairNoCG"), deletion(t.Name),
				effect{otc.Guarded(p.disk), world.Effect{Ends: true}})
		})
}

// extension is the request to extend a replication pair.
type extension struct {
	id   string
	Size *otc.Int `json:"new_size"`
}

// maxSize is the size of the largest disk, in GiB.
const maxSize = 32768

// actOnPair handles POST …/replications/{id}/action, whose only action is extend-replication. Both disks are extended
// with the pair.
func actOnPair() http.Handler {
	decode := func(c *wire.Call) (extension, error) {
		q := extension{id: otc.Var(c, "id")}
		ok, err := otc.Member(c, "extend-replication", &q)
		return q, firstError(err, check(ok, "SDRS.0206"), unsaid(q.Size != nil && *q.Size > 0 && *q.Size <= maxSize, "new_size is not between 1 and 32768"))
	}
	return otc.Op("expandReplicationPair", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q extension) (otc.Started, error) {
			t, p, err := find[pair](c, tx, pairs, q.id)
			err = firstError(err,
				check(ready(t) || t.Status == "error-extending", "SDRS.1601"),
				unsaid(q.Size != nil && int(*q.Size) > p.size, "new_size is not above the present size"))
			if err != nil {
				return otc.Started{}, err
			}
			size := int(*q.Size)
			change := world.Effect{Live: "extending", Done: restingStatus(tx, p.group), Failed: "error-extending", Alter: extended(size)}
			return begin(c, tx, resourceJob(c, pairs, t.ID, "expandReplicationPairNew"), effect{t.Name, change},
				effect{otc.Disk(p.disk), world.Effect{Alter: otc.Resized(size)}})
		})
}
