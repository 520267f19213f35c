package element

import (
	"cmp"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// snapshotsPerVolume is the limit of snapshots of a volume (ND getlimits).
const snapshotsPerVolume = 32

// The zero values of ids in a snapshot that belongs to no group, and of its checksum, since there are no data (ND
// createsnapshot).
const (
	noUUID     = "00000000-0000-0000-0000-000000000000"
	noChecksum = "0x0"
)

// snapshot is the state of a snapshot.
type snapshot struct {
	id         int64
	uuid       string
	volumeID   int64
	volumeName string // when it was made
	size       int64
	group      int64 // id of the group snapshot; 0: none
	snapshotOptions
}

// snapshotOptions are what calls can set.
type snapshotOptions struct {
	name       string
	attributes map[string]any
	replicate  bool
	label      string
	expiration expiration
}

// expiration is when a snapshot is deleted by itself. The zero expiration means never.
type expiration struct {
	at   time.Time
	fifo bool // a later snapshot of the volume takes its place, once there are too many
}

func snapshotName(id int64) world.Name {
	return world.Name{API: name, Kind: "snapshot", ID: formatID(id)}
}

// snapshots returns the snapshots that exist, sorted by id: they expire, and they are deleted with their volume.
func snapshots(tx *world.Tx) []world.Resource {
	var all []world.Resource
	for _, t := range tx.Resources(name, "snapshot") {
		if snapshotExists(tx, propsOf[snapshot](t)) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b world.Resource) int {
		return cmp.Compare(propsOf[snapshot](a).id, propsOf[snapshot](b).id)
	})
	return all
}

func snapshotExists(tx *world.Tx, s snapshot) bool {
	if at := s.expiration.at; !at.IsZero() && !tx.At().Before(at) {
		return false
	}
	v, ok := tx.Resource(volumeName(s.volumeID))
	return ok && exists(tx, v)
}

// snapshotsOf returns the snapshots of a volume, sorted by id.
func snapshotsOf(tx *world.Tx, volumeID int64) []world.Resource {
	return slices.DeleteFunc(snapshots(tx), func(t world.Resource) bool {
		return propsOf[snapshot](t).volumeID != volumeID
	})
}

// snapshotByID returns a snapshot. It returns xSnapshotIDDoesNotExist if there is none.
func snapshotByID(tx *world.Tx, id int64) (world.Resource, error) {
	t, ok := tx.Resource(snapshotName(id))
	if !ok || !snapshotExists(tx, propsOf[snapshot](t)) {
		return t, apiError("xSnapshotIDDoesNotExist")
	}
	return t, nil
}

// sourceSnapshot returns the snapshot of a volume that a job is to read; the zero one for id 0, which means the volume
// itself: clients send "snapshotID":0. Unless element.volumes is strict, it creates a snapshot that never existed.
func sourceSnapshot(tx *world.Tx, v volume, id int64) (snapshot, error) {
	if id == 0 {
		return snapshot{}, nil
	}
	t, _ := tx.Resource(snapshotName(id))
	if t.Name == (world.Name{}) && tx.Setting(volumesSetting) == "lenient" && id > 0 && id <= lenientMaxID {
		tx.Reserve(counter("snapshot"), uint64(id))
		return newSnapshot(tx, id, v, 0, snapshotOptions{}), nil
	}
	t, err := snapshotByID(tx, id)
	s := propsOf[snapshot](t)
	if err == nil && s.volumeID != v.id {
		err = apiErrorWithMessage("xInvalidParameter", "The snapshot is not a snapshot of the volume.")
	}
	return s, err
}

// newSnapshot creates a snapshot of a volume. Without a name it has the time as its name (ND createsnapshot).
func newSnapshot(tx *world.Tx, id int64, v volume, group int64, o snapshotOptions) snapshot {
	s := snapshot{
		id: id, uuid: tx.UUID(counter("snapshot")).String(), volumeID: v.id, volumeName: v.name, size: v.size, group: group,
		snapshotOptions: o,
	}
	s.name = cmp.Or(s.name, instant(tx.At()))
	tx.Put(snapshotName(id), "", snapshotDone, s)
	return s
}

// addSnapshot creates a snapshot under the next id, if the volume can have one more. The first of the snapshots that are
// kept first in, first out makes room for another of that kind.
func addSnapshot(tx *world.Tx, v volume, group int64, o snapshotOptions) (snapshot, error) {
	present := snapshotsOf(tx, v.id)
	if len(present) >= snapshotsPerVolume {
		oldest := slices.IndexFunc(present, func(t world.Resource) bool { return propsOf[snapshot](t).expiration.fifo })
		if !o.expiration.fifo || oldest < 0 {
			return snapshot{}, apiError("xMaxSnapshotsPerVolumeExceeded")
		}
		tx.Delete(present[oldest].Name)
	}
	return newSnapshot(tx, int64(tx.Next(counter("snapshot"))), v, group, o), nil
}
