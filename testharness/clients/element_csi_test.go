package clients

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestElementCSI sends what a CSI driver sends for CreateVolume, ControllerPublishVolume, CreateSnapshot, a volume from that
// snapshot, ControllerExpandVolume, DeleteSnapshot, ControllerUnpublishVolume and DeleteVolume.
func TestElementCSI(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		c := s.element(t)
		account := c.account(t, "csi")
		data := c.volume(t, account, "pvc-1")
		group := c.publish(t, data)

		var snapshots elementSnapshots
		c.must(t, "ListSnapshots", elementParams{"volumeID": data}, &snapshots)
		require.Empty(t, snapshots.Snapshots)
		var made struct{ Snapshot elementSnapshot }
		c.must(t, "CreateSnapshot", elementParams{"volumeID": data, "name": "snapshot-1", "attributes": elementParams{"csi": "1"}}, &made)
		c.must(t, "ListSnapshots", elementParams{"volumeID": data}, &snapshots)
		require.Equal(t, []elementSnapshot{made.Snapshot}, snapshots.Snapshots)

		restored := s.restore(t, c, data, made.Snapshot.SnapshotID)
		var changed struct{ Volume elementVolume }
		c.must(t, "ModifyVolume", elementParams{"volumeID": restored, "totalSize": int64(3 << 30)}, &changed)
		require.Equal(t, int64(3<<30), changed.Volume.TotalSize)
		err := c.call(t, "ModifyVolume", elementParams{"volumeID": restored, "totalSize": int64(1 << 30)}, nil)
		require.ErrorContains(t, err, "xVolumeShrinkProhibited")

		c.must(t, "DeleteSnapshot", elementParams{"snapshotID": made.Snapshot.SnapshotID}, &struct{}{})
		c.must(t, "RemoveVolumesFromVolumeAccessGroup", elementParams{"volumeAccessGroupID": group, "volumes": []int64{data}}, &struct{}{})
		c.must(t, "DeleteVolumeAccessGroup", elementParams{"volumeAccessGroupID": group, "deleteOrphanInitiators": true}, &struct{}{})
		for _, id := range []int64{data, restored} {
			c.must(t, "DeleteVolume", elementParams{"volumeID": id}, &struct{}{})
			c.must(t, "PurgeDeletedVolume", elementParams{"volumeID": id}, &struct{}{})
		}
		require.ErrorContains(t, c.call(t, "DeleteVolume", elementParams{"volumeID": data}, nil), "500:xVolumeIDDoesNotExist Volume")
		var deleted elementVolumes
		c.must(t, "ListDeletedVolumes", elementParams{}, &deleted)
		require.Empty(t, deleted.Volumes)
		c.must(t, "RemoveAccount", elementParams{"accountID": account}, &struct{}{})
	})
}

// publish puts a volume into an access group with an initiator, and returns the group's id.
func (c *elementClient) publish(t *testing.T, volume int64) int64 {
	t.Helper()
	var group struct {
		VolumeAccessGroupID int64
		VolumeAccessGroup   struct {
			InitiatorIDs, Volumes, DeletedVolumes []int64
			Initiators                            []string
		}
	}
	c.must(t, "CreateVolumeAccessGroup", elementParams{"name": "node-1", "initiators": []string{"iqn.1993-08.org.debian:01:node1"}}, &group)
	require.Len(t, group.VolumeAccessGroup.InitiatorIDs, 1)
	c.must(t, "AddVolumesToVolumeAccessGroup", elementParams{"volumeAccessGroupID": group.VolumeAccessGroupID, "volumes": []int64{volume}}, &group)
	require.Equal(t, []int64{volume}, group.VolumeAccessGroup.Volumes)
	var found elementVolumes
	c.must(t, "ListVolumes", elementParams{"volumeIDs": []int64{volume}}, &found)
	require.Equal(t, []int64{group.VolumeAccessGroupID}, found.Volumes[0].VolumeAccessGroups)
	return group.VolumeAccessGroupID
}

// restore clones a snapshot, waits for the clone and returns its id: the driver finds the handle in the list, since the
// result has the source's volumeID.
func (s *site) restore(t *testing.T, c *elementClient, source, snapshot int64) int64 {
	t.Helper()
	var clone struct{ AsyncHandle, VolumeID int64 }
	c.must(t, "CloneVolume", elementParams{"volumeID": source, "name": "pvc-2", "snapshotID": snapshot, "newSize": int64(2 << 30)}, &clone)
	require.Equal(t, source, s.outcome(t, c, clone.AsyncHandle).Result.VolumeID)
	var list struct {
		AsyncHandles []struct {
			AsyncResultID      int64
			Completed, Success bool
		}
	}
	c.must(t, "ListAsyncResults", elementParams{"asyncResultTypes": []string{"Clone"}}, &list)
	require.Equal(t, clone.AsyncHandle, list.AsyncHandles[0].AsyncResultID)
	require.True(t, list.AsyncHandles[0].Success)
	return clone.VolumeID
}
