package clients

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type elementSnapshot struct {
	SnapshotID, VolumeID, GroupID, TotalSize                  int64
	Name, Status, CreateTime, Checksum, SnapshotUUID          string
	ExpirationReason, GroupSnapshotUUID, InstanceSnapshotUUID string
	ExpirationTime, SnapMirrorLabel, VirtualVolumeID          *string
	Attributes                                                map[string]any
	EnableRemoteReplication                                   bool
}

type elementSnapshots struct{ Snapshots []elementSnapshot }

type elementVolumes struct{ Volumes []elementVolume }

// account returns the id of an account, which it creates if there is none.
func (c *elementClient) account(t *testing.T, username string) int64 {
	t.Helper()
	var found struct{ Account struct{ AccountID int64 } }
	if err := c.call(t, "GetAccountByName", elementParams{"username": username}, &found); err == nil {
		return found.Account.AccountID
	}
	var made struct{ AccountID int64 }
	c.must(t, "AddAccount", elementParams{"username": username, "attributes": elementParams{}}, &made)
	return made.AccountID
}

// volume creates a volume of 1 GiB and returns its id.
func (c *elementClient) volume(t *testing.T, account int64, name string) int64 {
	t.Helper()
	var made struct{ Volume elementVolume }
	c.must(t, "CreateVolume", elementParams{
		"name": name, "accountID": account, "totalSize": 1 << 30, "enable512e": true,
		"attributes": elementParams{"uuid": name}, "qos": elementParams{"minIOPS": 100, "maxIOPS": 15000, "burstIOPS": 15000},
	}, &made)
	require.Equal(t, "active", made.Volume.Status)
	return made.Volume.VolumeID
}

// TestElementCinderClone sends what Cinder's create_cloned_volume sends: it lists the snapshots of the source, clones it, changes
// the clone's attributes at once, polls the handle and lists the account's volumes. It deletes both at the end.
func TestElementCinderClone(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		c := s.element(t)
		var cluster struct {
			ClusterInfo struct{ Mvip, Svip, UUID, Name, UniqueID string }
		}
		c.must(t, "GetClusterInfo", elementParams{}, &cluster)
		var version struct{ ClusterAPIVersion string }
		c.must(t, "GetClusterVersionInfo", elementParams{}, &version)
		account := c.account(t, "openstack-project")
		source := c.volume(t, account, "UUID-a-1")

		var snapshots elementSnapshots
		c.must(t, "ListSnapshots", elementParams{"volumeID": source}, &snapshots)
		require.Empty(t, snapshots.Snapshots)
		var clone struct {
			AsyncHandle, CloneID, VolumeID int64
			Volume                         elementVolume
		}
		c.must(t, "CloneVolume", elementParams{"volumeID": source, "name": "UUID-b-2", "newAccountID": account}, &clone)
		require.Equal(t, "init", clone.Volume.Status)
		var changed struct{ Volume elementVolume }
		c.must(t, "ModifyVolume", elementParams{"volumeID": clone.VolumeID, "attributes": elementParams{"uuid": "b-2", "is_clone": "True"}}, &changed)
		require.Equal(t, "init", changed.Volume.Status)
		require.Equal(t, "b-2", changed.Volume.Attributes["uuid"])

		require.Equal(t, "Clone complete.", s.outcome(t, c, clone.AsyncHandle).Result.Message)
		var list elementVolumes
		c.must(t, "ListVolumesForAccount", elementParams{"accountID": account}, &list)
		require.Len(t, list.Volumes, 2)
		require.Equal(t, []any{"active", "b-2", int64(1 << 30)}, []any{list.Volumes[1].Status, list.Volumes[1].Attributes["uuid"], list.Volumes[1].TotalSize})
		for _, v := range list.Volumes {
			c.must(t, "DeleteVolume", elementParams{"volumeID": v.VolumeID}, &struct{}{})
		}
		c.must(t, "ListActiveVolumes", elementParams{}, &list)
		require.Empty(t, list.Volumes)
	})
}

// TestElementCinderSnapshot sends what Cinder's create_snapshot, create_volume_from_snapshot, revert_to_snapshot and
// delete_snapshot send.
func TestElementCinderSnapshot(t *testing.T) {
	t.Parallel()
	s := open(t, "https")
	c := s.element(t)
	account := c.account(t, "openstack-project")
	source := c.volume(t, account, "UUID-a-1")
	var made struct{ Snapshot elementSnapshot }
	c.must(t, "CreateSnapshot", elementParams{"volumeID": source, "name": "UUID-s-1"}, &made)
	require.Equal(t, "done", made.Snapshot.Status)
	var clone struct{ AsyncHandle, VolumeID int64 }
	c.must(t, "CloneVolume", elementParams{"volumeID": source, "snapshotID": made.Snapshot.SnapshotID, "name": "UUID-c-3", "newSize": 2 << 30}, &clone)
	s.outcome(t, c, clone.AsyncHandle)
	var found elementVolumes
	c.must(t, "ListVolumes", elementParams{"volumeIDs": []int64{clone.VolumeID}}, &found)
	require.Equal(t, int64(2<<30), found.Volumes[0].TotalSize)
	var kept struct {
		SnapshotID *int64
		Snapshot   *elementSnapshot
	}
	c.must(t, "RollbackToSnapshot", elementParams{"volumeID": source, "snapshotID": made.Snapshot.SnapshotID}, &kept)
	require.Nil(t, kept.SnapshotID)
	c.must(t, "DeleteSnapshot", elementParams{"snapshotID": made.Snapshot.SnapshotID}, &struct{}{})
	require.ErrorContains(t, c.call(t, "DeleteSnapshot", elementParams{"snapshotID": made.Snapshot.SnapshotID}, nil), "xSnapshotIDDoesNotExist")
}
