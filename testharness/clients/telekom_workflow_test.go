package clients

import (
	"testing"

	golangsdk "github.com/opentelekomcloud/gophertelekomcloud"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/blockstorage/v3/volumetypes"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/extensions/quotasets"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/extensions/volumeactions"
	cinder "github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v1/volumes"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v2/snapshots"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v2/tags"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v3/volumes"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestTelekomWorkflow takes a disk through what terraform-provider-opentelekomcloud does with it, by the calls of its SDK: it
// plans by the disk types, extends and deletes by Cinder's calls and waits for the disk, not for a job.
func TestTelekomWorkflow(t *testing.T) {
	t.Parallel()
	eachBubble(t, func(t *testing.T, sim *testharness.Sim) {
		provider := telekom(t, sim.Client().Transport, known.byPassword("http://jobsim"))
		c := services(t, provider)
		v2, err := openstack.NewBlockStorageV2(provider, golangsdk.EndpointOpts{Region: "eu-de"})
		require.NoError(t, err)

		pages, err := volumetypes.List(c.evs, nil).AllPages()
		require.NoError(t, err)
		types, err := volumetypes.ExtractVolumeTypes(pages)
		require.NoError(t, err)
		require.Contains(t, types[0].ExtraSpecs["RESKEY:availability_zones"], "eu-de-01")

		disk := c.newDisk(t, "data")
		require.NoError(t, volumeactions.ExtendSize(c.evs, disk.ID, volumeactions.ExtendSizeOpts{NewSize: 20}))
		require.NoError(t, c.waitForDisk(disk.ID))
		set, err := tags.Create(v2, "volumes", disk.ID, tags.CreateOpts{Tags: map[string]string{"env": "test"}}).Extract()
		require.NoError(t, err)
		require.Equal(t, map[string]string{"env": "test"}, set.Tags)
		got, err := volumes.Get(c.evs, disk.ID).Extract()
		require.NoError(t, err)
		require.Equal(t, 20, got.Size)
		require.Equal(t, set.Tags, got.Tags)

		made, err := snapshots.Create(v2, snapshots.CreateOpts{VolumeID: disk.ID, Name: "daily"}).Extract()
		require.NoError(t, err)
		require.NoError(t, snapshots.WaitForStatus(v2, made.ID, "available", 60))
		usage, err := quotasets.GetUsage(c.evs, known.projectID)
		require.NoError(t, err)
		require.Equal(t, 1, usage.Snapshots.InUse)
		require.Equal(t, 20, usage.Gigabytes.InUse)

		require.Error(t, cinder.Delete(c.evs, disk.ID), "it has a snapshot")
		require.NoError(t, snapshots.Delete(v2, made.ID).ExtractErr())
		require.Error(t, snapshots.WaitForStatus(v2, made.ID, "deleted", 60))
		require.NoError(t, cinder.Delete(c.evs, disk.ID))
		require.ErrorAs(t, c.waitForDisk(disk.ID), new(golangsdk.ErrDefault404))
	})
}

// waitForDisk polls a disk until it is available, or returns the error that it gets.
func (c telekomCloud) waitForDisk(id string) error {
	return golangsdk.WaitFor(60, func() (bool, error) {
		disk, err := cinder.Get(c.evs, id)
		return err == nil && disk.Status == "available", err
	})
}
