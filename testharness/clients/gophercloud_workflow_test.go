package clients

import (
	"net/http"
	"testing"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/availabilityzones"
	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/limits"
	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/quotasets"
	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/snapshots"
	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/volumes"
	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/volumetypes"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestGophercloudWorkflow takes a disk through Cinder's calls: types, zones, creation, extension, another type, metadata, a
// snapshot, a disk from it, and the end of all of them. The client waits by itself, in a bubble.
func TestGophercloudWorkflow(t *testing.T) {
	t.Parallel()
	eachBubble(t, func(t *testing.T, sim *testharness.Sim) {
		c, ctx := known.blockStorage(t, "http://jobsim", sim.Client().Transport), t.Context()
		pages, err := availabilityzones.List(c).AllPages(ctx)
		require.NoError(t, err)
		zones, err := availabilityzones.ExtractAvailabilityZones(pages)
		require.NoError(t, err)
		require.True(t, zones[0].ZoneState.Available)
		pages, err = volumetypes.List(c, nil).AllPages(ctx)
		require.NoError(t, err)
		types, err := volumetypes.ExtractVolumeTypes(pages)
		require.NoError(t, err)
		kind, err := volumetypes.Get(ctx, c, types[2].ID).Extract()
		require.NoError(t, err)

		made, err := volumes.Create(ctx, c, volumes.CreateOpts{Name: "data", Size: 10, VolumeType: "SAS", AvailabilityZone: zones[0].ZoneName}, nil).Extract()
		require.NoError(t, err)
		wait := func() { require.NoError(t, volumes.WaitForStatus(ctx, c, made.ID, "available")) }
		wait()
		require.NoError(t, volumes.ExtendSize(ctx, c, made.ID, volumes.ExtendSizeOpts{NewSize: 20}).ExtractErr())
		wait()
		require.NoError(t, volumes.ChangeType(ctx, c, made.ID, volumes.ChangeTypeOpts{NewType: kind.ID, MigrationPolicy: "never"}).ExtractErr())
		wait()
		require.NoError(t, volumes.SetBootable(ctx, c, made.ID, volumes.BootableOpts{Bootable: true}).ExtractErr())
		disk, err := volumes.Get(ctx, c, made.ID).Extract()
		require.NoError(t, err)
		require.Equal(t, kind.Name, disk.VolumeType)
		require.Equal(t, 20, disk.Size)
		require.Equal(t, "true", disk.Bootable)

		from := restored(t, c, made.ID)
		usage, err := quotasets.GetUsage(ctx, c, known.projectID).Extract()
		require.NoError(t, err)
		require.Equal(t, 2, usage.Volumes.InUse)
		absolute, err := limits.Get(ctx, c).Extract()
		require.NoError(t, err)
		require.Equal(t, 40, absolute.Absolute.TotalGigabytesUsed)
		err = volumes.Delete(ctx, c, made.ID, nil).ExtractErr()
		require.True(t, gophercloud.ResponseCodeIs(err, http.StatusBadRequest), "it has a snapshot: %v", err)
		for _, id := range []string{from, made.ID} {
			require.NoError(t, volumes.Delete(ctx, c, id, volumes.DeleteOpts{Cascade: true}).ExtractErr())
			err = volumes.WaitForStatus(ctx, c, id, "deleted")
			require.True(t, gophercloud.ResponseCodeIs(err, http.StatusNotFound), "%v", err)
		}
	})
}

// restored takes a snapshot of a disk and returns a disk that is made of it.
func restored(t *testing.T, c *gophercloud.ServiceClient, disk string) string {
	t.Helper()
	ctx := t.Context()
	shot, err := snapshots.Create(ctx, c, snapshots.CreateOpts{VolumeID: disk, Name: "daily"}).Extract()
	require.NoError(t, err)
	require.NoError(t, snapshots.WaitForStatus(ctx, c, shot.ID, "available"))
	_, err = snapshots.UpdateMetadata(ctx, c, shot.ID, snapshots.UpdateMetadataOpts{Metadata: map[string]any{"kept": "yes"}}).ExtractMetadata()
	require.NoError(t, err)
	pages, err := snapshots.List(c, snapshots.ListOpts{VolumeID: disk}).AllPages(ctx)
	require.NoError(t, err)
	all, err := snapshots.ExtractSnapshots(pages)
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, map[string]string{"kept": "yes"}, all[0].Metadata)
	made, err := volumes.Create(ctx, c, volumes.CreateOpts{Name: "restored", SnapshotID: shot.ID}, nil).Extract()
	require.NoError(t, err)
	require.NoError(t, volumes.WaitForStatus(ctx, c, made.ID, "available"))
	require.Equal(t, shot.Size, made.Size)
	return made.ID
}
