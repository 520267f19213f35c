package element

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The statuses of a volume (ND volume).
const (
	volumeInit    = "init"
	volumeActive  = "active"
	volumeDeleted = "deleted"
	volumeFailed  = "" // after a failed clone there is no volume
)

// volume is the properties of a volume. Its status is derived by the world.
type volume struct {
	id         int64
	name       string
	accountID  int64
	size       int64
	access     string
	attributes map[string]any
	enable512e bool
	snapMirror bool
	qos        QoS   // unless a policy has another
	qosPolicy  int64 // 0: none
}

func volumeName(id int64) world.Name { return world.Name{API: name, Kind: "volume", ID: formatID(id)} }

func volumeOf(t world.Resource) volume {
	v, _ := t.Props.(volume)
	return v
}

// Sizes in bytes: of a volume that exists because a call named it, and the unit to which sizes are rounded up (ND
// createvolume).
const (
	lenientSize = 1 << 30
	megabyte    = 1 << 20
)

// lenientFirstID is the first id that calls give out unless element.volumes is strict. Smaller ids are left to the clients,
// which name volumes that they did not create.
const lenientFirstID = 1001

// newVolumeID returns the next id of a volume.
func newVolumeID(tx *world.Tx) int64 {
	if tx.Setting(volumesSetting) == "lenient" {
		tx.Reserve(counter("volume"), lenientFirstID-1)
	}
	return int64(tx.Next(counter("volume")))
}

// lenientMaxID is the highest id of a volume that exists because a call named it, so that the ids that follow stay
// small.
const lenientMaxID = 1 << 31

// lookUpVolume returns a volume, also a deleted one or one with the status init, and reports whether it exists. Unless
// element.volumes is strict, it creates a volume that never existed.
func lookUpVolume(tx *world.Tx, id int64) (world.Resource, bool) {
	t, ok := tx.Resource(volumeName(id))
	switch {
	case ok:
		return t, exists(tx, t)
	case t.Name != (world.Name{}), tx.Setting(volumesSetting) != "lenient", id < 1, id > lenientMaxID:
		return t, false
	}
	if id >= lenientFirstID {
		tx.Reserve(counter("volume"), uint64(id))
	}
	return tx.Put(volumeName(id), "", volumeActive, defaultVolume(id)), true
}

// defaultVolume returns a volume of which only the id is known.
func defaultVolume(id int64) volume {
	return volume{
		id: id, name: "volume-" + formatID(id), accountID: firstAccount, size: lenientSize, access: "readWrite",
		enable512e: true, qos: defaultQoS(),
	}
}

// exists reports whether a volume was not purged, and the clone that makes it has not failed.
func exists(tx *world.Tx, t world.Resource) bool {
	return !purged(tx, t) && (t.Made || t.Busy != job.Ref{})
}

// purgeAfter is the time in which a deleted volume can be restored (ND deletevolume's example: eight hours).
const purgeAfter = 8 * time.Hour

// purged reports whether the time to restore a deleted volume is over.
func purged(tx *world.Tx, t world.Resource) bool {
	return t.Status == volumeDeleted && !tx.At().Before(t.Updated.Add(purgeAfter))
}

// existingVolume returns a volume that is active or deleted. It returns xVolumeIDDoesNotExist for any other.
func existingVolume(tx *world.Tx, id int64) (world.Resource, error) {
	t, ok := lookUpVolume(tx, id)
	if !ok || !t.Made {
		return t, apiError("xVolumeIDDoesNotExist", formatID(id))
	}
	return t, nil
}

// activeVolume returns an active volume. For one with another status the error's name is one on which Trident retries
// CloneVolume, and its text has the words that the CSI driver looks for [inferred].
func activeVolume(tx *world.Tx, id int64) (world.Resource, error) {
	t, ok := lookUpVolume(tx, id)
	switch {
	case !ok:
		return t, apiError("xVolumeIDDoesNotExist", formatID(id))
	case t.Status != volumeActive:
		return t, apiErrorWithMessage("xInvalidParameter", fmt.Sprintf("VolumeID %d is not in the active state.", id))
	}
	return t, nil
}

// changeableVolume returns a volume that ModifyVolume can change: an active one, or one that a clone is making. Cinder's
// driver changes a clone's attributes right after CloneVolume, and does not retry a refusal.
func changeableVolume(tx *world.Tx, id int64) (world.Resource, error) {
	if t, ok := lookUpVolume(tx, id); ok && t.Status == volumeInit {
		return t, nil
	}
	return activeVolume(tx, id)
}

// listedVolumes returns the volumes of lists, sorted by id. A volume with the status init is in no list (Trident issue
// 1008).
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

// roundUp rounds a size in bytes up to whole mebibytes.
func roundUp(size int64) int64 { return (size + megabyte - 1) / megabyte * megabyte }

// The smallest and the largest volume, in bytes (ND getlimits).
const (
	volumeSizeMin       = 1000000000
	volumeSizeMax int64 = 17592186044416
)

// checkVolume returns an error if a new volume's size or name is not allowed (ND getlimits; the texts are [inferred]).
func checkVolume(v volume) error {
	if v.size < volumeSizeMin || v.size > volumeSizeMax {
		return apiErrorWithMessage("xInvalidParameter", "The volume size is out of range.")
	}
	if err := v.qos.check(); err != nil {
		return err
	}
	return checkName(v.name)
}

// checkName returns an error if a volume cannot have a name: 1 to 64 letters, digits and dashes. Cinder's driver and others
// replace other characters by dashes.
func checkName(name string) error {
	if n := len(name); n < 1 || n > 64 {
		return apiErrorWithMessage("xInvalidParameter", "The volume name must be 1 to 64 characters in length.")
	}
	for _, r := range name {
		if !strings.ContainsRune(nameCharacters, r) {
			return apiErrorWithMessage("xInvalidParameter", "The volume name can contain only letters, digits and dashes.")
		}
	}
	return nil
}

const nameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
