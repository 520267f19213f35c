package evs

import (
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// defaultTimeline is the timeline of a job that no scenario scripts. It is read only.
var defaultTimeline = otc.Script(time.Second, 4*time.Second)

// createdDoc is the response to a creation, with the order of a prepaid one. Open Telekom Cloud returns the job alone, Huawei Cloud the disks too; every
// client can read both.
type createdDoc struct {
	Job     string   `json:"job_id"`
	Volumes []string `json:"volume_ids,omitempty"`
	Order   string   `json:"order_id,omitempty"`
}

// createVolume handles POST …/cloudvolumes. The status is 200 in each version: gophertelekomcloud accepts nothing else,
// and the clients of Huawei Cloud, where it is 202, accept it too.
func createVolume() http.Handler {
	return otc.Op("createVolume", http.StatusOK, native.fail, decodeCreate,
		func(c *wire.Call, tx *world.Tx, q createRequest) (createdDoc, error) {
			doc, err := create(c, tx, q)
			if q.prepaid {
				doc.Order = "CS" + strings.ToUpper(otc.Derived("order", doc.Job)[:15])
			}
			if c.Setting(volumeIDs) == "omit" {
				doc.Volumes = nil
			}
			return doc, err
		})
}

// create starts the jobs of a creation.
func create(c *wire.Call, tx *world.Tx, q createRequest) (createdDoc, error) {
	if err := native.snapshotOf(c, tx, &q); err != nil {
		return createdDoc{}, err
	}
	if q.count() > 1 {
		return createMany(c, tx, q)
	}
	ref, id, err := createOne(c, tx, q)
	return createdDoc{Job: ref.ID, Volumes: []string{id}}, err
}

// createOne starts the job that creates one disk. It returns the job and the ID of the disk.
func createOne(c *wire.Call, tx *world.Tx, q createRequest) (job.Ref, string, error) {
	id, d := tx.UUID("volume").String(), q.disk(1)
	ref, err := otc.Begin(c, tx, createSpec(c, q, id, d))
	if err == nil {
		addVolume(c, tx, id, d, ref)
	}
	return ref, id, err
}

// createMany starts a parent without a timeline of its own and a sub-job for each disk. A scenario's timeline for the
// call is that of each sub-job, so that a failure is that of a disk. The delays between the starts are those of
// evs_04_0054's example.
func createMany(c *wire.Call, tx *world.Tx, q createRequest) (createdDoc, error) {
	parent := otc.Spec(c, "batchCreateVolume", nil, nil)
	doc := createdDoc{}
	for n := range q.count() {
		id := tx.UUID("volume").String()
		starts := 250*time.Millisecond + time.Duration(n)*15*time.Millisecond
		parent.Children = append(parent.Children, otc.Child(createSpec(c, q, id, q.disk(n+1)), starts))
		doc.Volumes = append(doc.Volumes, id)
	}
	ref, err := otc.Begin(c, tx, parent)
	if err != nil {
		return doc, err
	}
	doc.Job = ref.ID
	for n, id := range doc.Volumes {
		addVolume(c, tx, id, q.disk(n+1), parent.Children[n].Ref) // Begin has set their IDs
	}
	return doc, nil
}

// createSpec returns the job that creates a disk.
func createSpec(c *wire.Call, q createRequest, id string, d disk) job.Spec {
	timeline := defaultTimeline
	if q.failReason != "" {
		timeline = job.Steps(
			job.Step{Status: otc.Init, Phase: job.Pending, Until: job.After(job.Fixed(time.Second))},
			job.Step{Status: otc.Fail, Phase: job.Failed, Payload: otc.Payload{Code: "EVS.5400", Reason: q.failReason}},
		)
	}
	return otc.Spec(c, "createVolume", entities(id, d), timeline)
}

// entities returns the entities of a job that works on the disk.
func entities(id string, d disk) map[string]any {
	return map[string]any{volumeID: id, "name": d.name, "size": d.size, "volume_type": d.kind}
}

// addVolume adds the disk: it is creating while the job runs, then available or in error.
func addVolume(c *wire.Call, tx *world.Tx, id string, d disk, maker job.Ref) {
	d.maker = maker
	tx.Put(volume(id), otc.Project(c), creating, d)
	tx.Apply(volume(id), world.Effect{Job: maker, Live: creating, Done: available, Failed: failed, Makes: true, Leaves: true})
}
