package clients

import (
	"net/http"
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/model"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestHuaweiEVSWorkflow takes a disk through everything that the SDK can do with it: types and zones first, then creation,
// extension, another type, tags, a snapshot, a disk from it, a rollback, and the end of all of them.
func TestHuaweiEVSWorkflow(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		c := s.evs(t)
		types, err := c.CinderListVolumeTypes(&model.CinderListVolumeTypesRequest{})
		require.NoError(t, err)
		require.Contains(t, *(*types.VolumeTypes)[0].ExtraSpecs.RESKEYavailabilityZones, "eu-de-01")
		zones, err := c.CinderListAvailabilityZones(&model.CinderListAvailabilityZonesRequest{})
		require.NoError(t, err)
		require.Equal(t, "eu-de-01", (*zones.AvailabilityZoneInfo)[0].ZoneName)
		version, err := c.ShowVersion(&model.ShowVersionRequest{Version: model.GetShowVersionRequestVersionEnum().V2})
		require.NoError(t, err)
		require.Equal(t, "v2.0", (*version.Versions)[0].Id)

		made, err := c.CreateVolume(order("data", "eu-de-01", 1))
		require.NoError(t, err)
		c.wait(t, made.JobId)
		id := (*made.VolumeIds)[0]
		grown, err := c.ResizeVolume(&model.ResizeVolumeRequest{VolumeId: id, Body: &model.ResizeVolumeRequestBody{
			OsExtend: &model.OsExtend{NewSize: 20},
		}})
		require.NoError(t, err)
		require.Equal(t, http.StatusAccepted, grown.HttpStatusCode)
		c.wait(t, grown.JobId)
		other, err := c.RetypeVolume(&model.RetypeVolumeRequest{VolumeId: id, Body: &model.RetypeVolumeRequestBody{
			OsRetype: &model.RetypeVolume{NewType: "ESSD"},
		}})
		require.NoError(t, err)
		require.Equal(t, "SUCCESS", c.wait(t, other.JobId).Status.Value())
		disk := c.volume(t, id)
		require.Equal(t, "ESSD", disk.VolumeType)
		require.Equal(t, int32(20), disk.Size)

		c.tags(t, id)
		c.snapshots(t, disk)
		usage, err := c.CinderListQuotas(&model.CinderListQuotasRequest{
			TargetProjectId: s.projectID, Usage: model.GetCinderListQuotasRequestUsageEnum().TRUE,
		})
		require.NoError(t, err)
		require.Equal(t, int32(2), usage.QuotaSet.Volumes.InUse)
		require.Equal(t, int32(40), usage.QuotaSet.Gigabytes.InUse)

		gone, err := c.DeleteVolume(&model.DeleteVolumeRequest{VolumeId: id})
		require.NoError(t, err)
		c.wait(t, gone.JobId)
		_, err = c.ShowVolume(&model.ShowVolumeRequest{VolumeId: id})
		refused(t, err, http.StatusNotFound, "EVS.5404")
	})
}

// tags adds, finds and removes tags of a disk.
func (c huaweiEVS) tags(t *testing.T, id string) {
	t.Helper()
	_, err := c.BatchCreateVolumeTags(&model.BatchCreateVolumeTagsRequest{VolumeId: id, Body: &model.BatchCreateVolumeTagsRequestBody{
		Action: model.GetBatchCreateVolumeTagsRequestBodyActionEnum().CREATE, Tags: []model.Tag{{Key: "env", Value: "test"}},
	}})
	require.NoError(t, err)
	tags, err := c.ShowVolumeTags(&model.ShowVolumeTagsRequest{VolumeId: id})
	require.NoError(t, err)
	require.Len(t, *tags.Tags, 2)
	all, err := c.ListVolumeTags(&model.ListVolumeTagsRequest{})
	require.NoError(t, err)
	require.Equal(t, map[string][]string{"env": {"test"}, "team": {"storage"}}, all.Tags)
	found, err := c.ListVolumesByTags(&model.ListVolumesByTagsRequest{Body: &model.ListVolumesByTagsRequestBody{
		Action: model.GetListVolumesByTagsRequestBodyActionEnum().FILTER, Tags: []model.TagsForListVolumes{{Key: "env", Values: []string{"test"}}},
	}})
	require.NoError(t, err)
	require.Equal(t, id, (*found.Resources)[0].ResourceId)
	_, err = c.BatchDeleteVolumeTags(&model.BatchDeleteVolumeTagsRequest{VolumeId: id, Body: &model.BatchDeleteVolumeTagsRequestBody{
		Action: model.GetBatchDeleteVolumeTagsRequestBodyActionEnum().DELETE, Tags: []model.DeleteTagsOption{{Key: "env"}},
	}})
	require.NoError(t, err)
	require.Equal(t, map[string]string{"team": "storage"}, c.volume(t, id).Tags)
}

// snapshots takes a snapshot of a disk, makes a disk of it and rolls the first one back.
func (c huaweiEVS) snapshots(t *testing.T, disk *model.VolumeDetail) {
	t.Helper()
	made, err := c.CreateSnapshot(&model.CreateSnapshotRequest{Body: &model.CreateSnapshotRequestBody{
		Snapshot: &model.CreateSnapshotOption{VolumeId: disk.Id, Name: new("daily")},
	}})
	require.NoError(t, err)
	id := *made.Snapshot.Id
	require.Equal(t, "creating", *made.Snapshot.Status)
	c.site.until(t, func() bool {
		list, err := c.ListSnapshots(&model.ListSnapshotsRequest{Status: new("available")})
		require.NoError(t, err)
		return *list.Count == 1
	})
	from := order("restored", "eu-de-01", 1)
	from.Body.Volume.SnapshotId, from.Body.Volume.Size = &id, disk.Size
	restored, err := c.CreateVolume(from)
	require.NoError(t, err)
	c.wait(t, restored.JobId)
	require.Equal(t, id, c.volume(t, (*restored.VolumeIds)[0]).SnapshotId)
	back, err := c.RollbackSnapshot(&model.RollbackSnapshotRequest{SnapshotId: id, Body: &model.RollbackSnapshotRequestBody{
		Rollback: &model.RollbackSnapshotOption{VolumeId: disk.Id},
	}})
	require.NoError(t, err)
	require.Equal(t, disk.Id, back.Rollback.VolumeId)
	require.Equal(t, "rollbacking", c.volume(t, disk.Id).Status)
	c.site.until(t, func() bool { return c.volume(t, disk.Id).Status == "available" })
	_, err = c.UpdateSnapshot(&model.UpdateSnapshotRequest{SnapshotId: id, Body: &model.UpdateSnapshotRequestBody{
		Snapshot: &model.UpdateSnapshotOption{Name: new("weekly")},
	}})
	require.NoError(t, err)
	_, err = c.DeleteSnapshot(&model.DeleteSnapshotRequest{SnapshotId: id})
	require.NoError(t, err)
	c.site.until(t, func() bool {
		_, err := c.ShowSnapshot(&model.ShowSnapshotRequest{SnapshotId: id})
		return err != nil
	})
}

// TestHuaweiEVSPrepaid orders a prepaid disk in a region that does not name the disks of a creation.
func TestHuaweiEVSPrepaid(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Set("evs.volume-ids", "omit"))
	c := s.evs(t)
	prepaid := order("data", "eu-de-01", 1)
	prepaid.Body.BssParam = &model.BssParamForCreateVolume{
		ChargingMode: new(model.GetBssParamForCreateVolumeChargingModeEnum().PRE_PAID),
	}
	made, err := c.CreateVolume(prepaid)
	require.NoError(t, err)
	require.NotEmpty(t, *made.OrderId)
	require.Nil(t, made.VolumeIds)
	require.NotEmpty(t, *c.wait(t, made.JobId).Entities.VolumeId)
}

// TestHuaweiAtTheRoot queries the jobs of two services at the root path, as the SDK does: it drops the path of its
// endpoint.
func TestHuaweiAtTheRoot(t *testing.T) {
	t.Parallel()
	s := open(t, "http")
	made, err := s.evs(t).CreateVolume(order("data", "eu-de-01", 1))
	require.NoError(t, err)
	require.NotEmpty(t, s.sdrs(t).newGroup(t))
	require.Equal(t, "createVolume", *s.evs(t).wait(t, made.JobId).JobType)
}
