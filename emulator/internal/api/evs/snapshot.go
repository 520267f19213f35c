package evs

import (
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// snapshot is the properties of a snapshot. Its status follows from the jobs that affect it (evs_04_0041).
type snapshot struct {
	name        string
	description *string
	volume      string // ID of the source disk
	size        int    // GiB
	kind        string // type of the source disk
	metadata    map[string]string
	maker       job.Ref
}

// rollbacking is the status of a snapshot and its disk while the disk is rolled back.
const rollbacking = "rollbacking"

// snapshotStatuses are the statuses of a snapshot (evs_04_0041), the default one first. It is read only.
var snapshotStatuses = []string{available, creating, failed, deleting, errorDeleting, rollbacking, "backing-up"}

// snapshotName returns the name of a snapshot among the world's resources.
func snapshotName(id string) world.Name { return world.Name{API: name, Kind: "snapshot", ID: id} }

// findSnapshot returns a snapshot that the call's project can see.
func (f family) findSnapshot(c *wire.Call, tx *world.Tx, id string) (world.Resource, snapshot, error) {
	t, ok := tx.Resource(snapshotName(id))
	s, isSnapshot := t.Props.(snapshot)
	if !ok || !isSnapshot || !otc.Mine(c, t.Project) {
		if f.compatible {
			return t, s, f.table.ErrorWithMessage("EVS.5404", "Snapshot "+id+" could not be found.")
		}
		return t, s, f.refuse("EVS.5404", id)
	}
	return t, s, nil
}

// snapshotsOf returns the snapshots that the call's project can see, oldest first.
func snapshotsOf(c *wire.Call, tx *world.Tx) []world.Resource {
	return slices.DeleteFunc(tx.Resources(name, "snapshot"), func(t world.Resource) bool {
		_, ok := t.Props.(snapshot)
		return !ok || !otc.Mine(c, t.Project)
	})
}

// snapshotsOfVolume returns the snapshots of a disk.
func snapshotsOfVolume(c *wire.Call, tx *world.Tx, id string) []world.Resource {
	return slices.DeleteFunc(snapshotsOf(c, tx), func(t world.Resource) bool { return t.Props.(snapshot).volume != id })
}

// label returns the name of a snapshot, by which lists are sorted.
func (s snapshot) label() string { return s.name }

// gigabytes returns the size of a snapshot, by which lists are sorted.
func (s snapshot) gigabytes() int { return s.size }

// snapshotDoc is a snapshot as in evs_04_2021. The extended attributes are in lists and single reads only: the responses of
// a creation and of an update lack them (evs_04_2016, evs_04_2018).
type snapshotDoc struct {
	ID          string            `json:"id"`
	Status      string            `json:"status"`
	Name        string            `json:"name"`
	Description *string           `json:"description"`
	Created     string            `json:"created_at"`
	Updated     string            `json:"updated_at"`
	Metadata    map[string]string `json:"metadata"`
	Volume      string            `json:"volume_id"`
	Size        int               `json:"size"`
	Progress    string            `json:"os-extended-snapshot-attributes:progress,omitempty"`
	Project     string            `json:"os-extended-snapshot-attributes:project_id,omitempty"`
	Service     string            `json:"service_type,omitempty"`
}

// snapshotEnvelope is the usual wrapper of a snapshot.
type snapshotEnvelope struct {
	Snapshot snapshotDoc `json:"snapshot"`
}

// newSnapshotDoc returns a snapshot as it is on the wire.
func newSnapshotDoc(t world.Resource, s snapshot) snapshotDoc {
	return snapshotDoc{
		ID: t.ID, Status: t.Status, Name: s.name, Description: s.description, Created: diskTime(t.Born), Updated: diskTime(t.Updated),
		Metadata: nonNil(s.metadata), Volume: s.volume, Size: s.size,
	}
}

// extended returns the document with the extended attributes.
func (d snapshotDoc) extended(t world.Resource) snapshotDoc {
	d.Progress, d.Project, d.Service = "100%", t.Project, "EVS"
	if strings.HasPrefix(t.Status, creating) {
		d.Progress = "0%"
	}
	return d
}
