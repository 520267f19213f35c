package element

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Volume is the object of ND volume.
type Volume struct {
	Access          string         `json:"access"`
	AccountID       int64          `json:"accountID"`
	Attributes      map[string]any `json:"attributes"`
	BlockSize       int64          `json:"blockSize"`
	Created         string         `json:"createTime"`
	Deleted         string         `json:"deleteTime"` // empty until it is deleted deleted
	Enable512e      bool           `json:"enable512e"`
	SnapMirror      bool           `json:"enableSnapMirrorReplication"`
	IQN             string         `json:"iqn"`
	LastAccess      *string        `json:"lastAccessTime"`
	LastAccessIO    *string        `json:"lastAccessTimeIO"`
	Name            string         `json:"name"`
	Purge           string         `json:"purgeTime"` // empty until it is deleted deleted deleted
	QoS             QoS            `json:"qos"`
	QoSPolicyID     *int64         `json:"qosPolicyID"`
	EUI             string         `json:"scsiEUIDeviceID"`
	NAA             string         `json:"scsiNAADeviceID"`
	SliceCount      int64          `json:"sliceCount"` // 0 until it is active
	Status          string         `json:"status"`
	TotalSize       int64          `json:"totalSize"`
	VirtualVolumeID *string        `json:"virtualVolumeID"`
	AccessGroups    []int64        `json:"volumeAccessGroups"`
	ID              int64          `json:"volumeID"`
	Pairs           []struct{}     `json:"volumePairs"`
}

// volumeDoc returns the volume object.
func volumeDoc(tx *world.Tx, t world.Resource) Volume {
	v := volumeOf(t)
	d := Volume{
		Access: v.access, AccountID: v.accountID, Attributes: objectOrEmpty(v.attributes), BlockSize: 4096,
		Created: instant(t.Born), Enable512e: v.enable512e, SnapMirror: v.snapMirror,
		IQN:  fmt.Sprintf("iqn.2010-01.com.solidfire:%s.%s.%d", uniqueID, v.name, v.id),
		Name: v.name, QoS: qosOf(tx, v),
		EUI:    fmt.Sprintf("%x%08xf47acc0100000000", uniqueID, v.id),
		NAA:    fmt.Sprintf("6f47acc100000000%x%08x", uniqueID, v.id),
		Status: t.Status, TotalSize: v.size, AccessGroups: accessGroupsWith(tx, v.id), ID: v.id, Pairs: []struct{}{},
	}
	if v.qosPolicy != 0 {
		d.QoSPolicyID = &v.qosPolicy
	}
	if t.Status != volumeInit {
		d.SliceCount = 1
	}
	if t.Status == volumeDeleted {
		d.Deleted, d.Purge = instant(t.Updated), instant(t.Updated.Add(purgeAfter))
	}
	return d
}
