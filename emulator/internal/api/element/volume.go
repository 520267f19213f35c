package element

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The statuses of a volume (ND volume).
const (
	volumeInit    = "init"
	volumeActive  = "active"
	volumeDeleted = "deleted"
	volumeFailed  = "" // a clone that failed: no volume at all
)

// volume is what the world keeps of a volume: its properties. Its status is the world's to derive.
type volume struct {
	id         int64
	name       string
	accountID  int64
	size       int64
	access     string
	attributes map[string]any
	enable512e bool
	snapMirror bool
	qos        QoS
	maker      job.Ref // the clone that makes it, if any
}

func volumeName(id int64) world.Name { return world.Name{API: name, Kind: "volume", ID: decimal(id)} }

func volumeOf(t world.Resource) volume {
	v, _ := t.Props.(volume)
	return v
}

// The sizes of volumes in bytes: that of one which nobody created, and what sizes are rounded up to (ND createvolume).
const (
	lenientSize = 1 << 30
	megabyte    = 1 << 20
)

// lenientMost is the highest id that a call can name without having been given it, so that the ids that follow stay small.
const lenientMost = 1 << 31

// anyVolume finds a volume, be it deleted or still in the making. Unless volumes are strict, one of which nobody ever
// heard is there as soon as it is named.
func anyVolume(tx *world.Tx, id int64) (world.Resource, bool) {
	t, ok := tx.Resource(volumeName(id))
	switch {
	case ok:
		return t, exists(tx, t)
	case t.Name != (world.Name{}), tx.Setting(whichVolumes) != "lenient", id < 1, id > lenientMost:
		return t, false
	}
	tx.Reserve(counter("volume"), uint64(id))
	return tx.Put(volumeName(id), "", volumeActive, volume{
		id: id, name: "volume-" + decimal(id), accountID: firstAccount, size: lenientSize, access: "readWrite",
		enable512e: true, qos: defaultQoS(),
	}), true
}

// exists tells whether there is still something to a volume: it was not purged, and the clone that makes it has not failed.
func exists(tx *world.Tx, t world.Resource) bool {
	by := volumeOf(t).maker
	return !purged(tx, t) && (by == job.Ref{} || tx.Peek(by).Phase != job.Failed)
}

// purgeAfter is how long a deleted volume can be restored (ND deletevolume's example: eight hours).
const purgeAfter = 8 * time.Hour

// purged tells that a volume was deleted so long ago that it is gone.
func purged(tx *world.Tx, t world.Resource) bool {
	return t.Status == volumeDeleted && !tx.At().Before(t.Updated.Add(purgeAfter))
}

// knownVolume finds a volume that has been made, deleted or not.
func knownVolume(tx *world.Tx, id int64) (world.Resource, error) {
	t, ok := anyVolume(tx, id)
	if !ok || !t.Made {
		return t, refuse("xVolumeIDDoesNotExist", decimal(id))
	}
	return t, nil
}

// activeVolume finds a volume that jobs can work on. For one that is in the making or deleted the name of the error is one
// on which Trident tries CloneVolume again, and the text has the words that the CSI driver looks for (inferred).
func activeVolume(tx *world.Tx, id int64) (world.Resource, error) {
	t, ok := anyVolume(tx, id)
	switch {
	case !ok:
		return t, refuse("xVolumeIDDoesNotExist", decimal(id))
	case t.Status != volumeActive:
		return t, refuseAs("xInvalidParameter", fmt.Sprintf("VolumeID %d is not in the active state.", id))
	}
	return t, nil
}

// listedVolumes are the volumes that lists have, by id: a clone in the making is in none (Trident issue 1008).
func listedVolumes(tx *world.Tx) []world.Resource {
	var listed []world.Resource
	for _, t := range tx.Resources(name, "volume") {
		if t.Made && exists(tx, t) {
			listed = append(listed, t)
		}
	}
	slices.SortFunc(listed, func(a, b world.Resource) int { return cmp.Compare(volumeOf(a).id, volumeOf(b).id) })
	return listed
}

// roundUp is a size in whole megabytes.
func roundUp(size int64) int64 { return (size + megabyte - 1) / megabyte * megabyte }

// checkVolume answers what is wrong with a volume that is to be (ND getlimits; the texts are inferred).
func checkVolume(v volume) error {
	if v.size < 1 || v.size > volumeSizeMax {
		return refuseAs("xInvalidParameter", "The volume size is out of range.")
	}
	return checkName(v.name)
}

func checkName(name string) error {
	if n := utf8.RuneCountInString(name); n < 1 || n > 64 {
		return refuseAs("xInvalidParameter", "The volume name must be 1 to 64 characters in length.")
	}
	return nil
}

// volumeSizeMax is the largest volume, in bytes (ND getlimits).
const volumeSizeMax = 17592186044416
