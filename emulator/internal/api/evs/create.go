package evs

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// pace is how a job goes unless a scenario says otherwise. It is read only.
var pace = otc.Script(time.Second, 4*time.Second)

// createdDoc is the answer to a creation. Open Telekom Cloud answers the job alone, Huawei Cloud the disks too; both are
// what every client can read.
type createdDoc struct {
	Job     string   `json:"job_id"`
	Volumes []string `json:"volume_ids"`
}

// createVolume is POST …/cloudvolumes. It answers 200 in each version: gophertelekomcloud takes nothing else, and the
// clients of Huawei Cloud, where it is 202, take it too.
func createVolume() http.Handler {
	return otc.Op("createVolume", http.StatusOK, native.fail, askCreate,
		func(c *wire.Call, tx *world.Tx, q order) (createdDoc, error) {
			if q.count() > 1 {
				return createMany(c, tx, q)
			}
			ref, id, err := createOne(c, tx, q)
			return createdDoc{ref.ID, []string{id}}, err
		})
}

// createOne starts the job that makes one disk, and tells both names.
func createOne(c *wire.Call, tx *world.Tx, q order) (job.Ref, string, error) {
	id, d := tx.UUID("volume").String(), q.disk(1)
	ref, err := otc.Begin(c, tx, making(c, q, id, d))
	if err == nil {
		put(c, tx, id, d, ref)
	}
	return ref, id, err
}

// createMany starts a parent without a script of its own and a sub-job for each disk. A scenario's script for the call is
// that of each sub-job, so that its failure is a disk's. The gaps between the starts are those of evs_04_0054's example.
func createMany(c *wire.Call, tx *world.Tx, q order) (createdDoc, error) {
	parent := otc.Spec(c, "batchCreateVolume", nil, nil)
	doc := createdDoc{}
	for n := range q.count() {
		id := tx.UUID("volume").String()
		starts := 250*time.Millisecond + time.Duration(n)*15*time.Millisecond
		parent.Children = append(parent.Children, otc.Child(making(c, q, id, q.disk(n+1)), starts))
		doc.Volumes = append(doc.Volumes, id)
	}
	ref, err := otc.Begin(c, tx, parent)
	if err != nil {
		return doc, err
	}
	doc.Job = ref.ID
	for n, id := range doc.Volumes {
		put(c, tx, id, q.disk(n+1), parent.Children[n].Ref) // they were named in place
	}
	return doc, nil
}

// making is the job that makes a disk.
func making(c *wire.Call, q order, id string, d disk) job.Spec {
	script := pace
	if q.doomed != "" {
		script = job.Steps(
			job.Step{Status: otc.Init, Phase: job.Pending, Until: job.After(job.Fixed(time.Second))},
			job.Step{Status: otc.Fail, Phase: job.Failed, Payload: otc.Payload{Code: "EVS.5400", Reason: q.doomed}},
		)
	}
	return otc.Spec(c, "createVolume", entities(id, d), script)
}

// entities are what a job tells of its disk.
func entities(id string, d disk) map[string]any {
	return map[string]any{volumeID: id, "name": d.name, "size": d.size, "volume_type": d.kind}
}

// put lets the disk appear: creating while the job lives, then available or in error.
func put(c *wire.Call, tx *world.Tx, id string, d disk, maker job.Ref) {
	d.maker = maker
	tx.Put(volume(id), otc.Project(c), creating, d)
	tx.Apply(volume(id), world.Effect{Job: maker, Live: creating, Done: available, Failed: failed, Makes: true})
}
