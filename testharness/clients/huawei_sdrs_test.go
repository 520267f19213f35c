package clients

import (
	"net/http"
	"testing"

	sdrs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/sdrs/v1"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/sdrs/v1/model"
	"github.com/stretchr/testify/require"
)

// huaweiSDRS is the SDK's client and the waiting that it leaves to its caller.
type huaweiSDRS struct {
	*sdrs.SdrsClient
	site *site
}

func (s *site) sdrs(t *testing.T) huaweiSDRS {
	t.Helper()
	return huaweiSDRS{sdrs.NewSdrsClient(s.huawei(t, sdrs.SdrsClientBuilder())), s}
}

// wait polls the job of a call to its success.
func (c huaweiSDRS) wait(t *testing.T, kind string, id *string, err error) *model.JobEntities {
	t.Helper()
	require.NoError(t, err)
	var job *model.ShowJobStatusResponse
	c.site.until(t, func() bool {
		job, err = c.ShowJobStatus(&model.ShowJobStatusRequest{JobId: *id})
		require.NoError(t, err)
		require.NotEqual(t, model.GetShowJobStatusResponseStatusEnum().FAIL, *job.Status)
		return *job.Status == model.GetShowJobStatusResponseStatusEnum().SUCCESS
	})
	require.Equal(t, kind, *job.JobType)
	require.Equal(t, id, job.JobId)
	return job.Entities
}

// newGroup creates a protection group and waits for it.
func (c huaweiSDRS) newGroup(t *testing.T) string {
	t.Helper()
	domains, err := c.ListActiveActiveDomains(&model.ListActiveActiveDomainsRequest{})
	require.NoError(t, err)
	require.Len(t, *domains.Domains, 1)
	made, err := c.CreateProtectionGroup(&model.CreateProtectionGroupRequest{Body: &model.CreateProtectionGroupRequestBody{
		ServerGroup: &model.CreateProtectionGroupRequestParams{
			Name: "group", SourceAvailabilityZone: "eu-de-01", TargetAvailabilityZone: "eu-de-02",
			DomainId: (*domains.Domains)[0].Id, SourceVpcId: "046852ef-c49d-409b-8389-546aaaa5701f",
			DrType: new(model.GetCreateProtectionGroupRequestParamsDrTypeEnum().MIGRATION),
		},
	}})
	return *c.wait(t, "createProtectionGroupNoCG", made.JobId, err).ServerGroupId
}

// newPair creates a disk and a replication pair of it.
func (c huaweiSDRS) newPair(t *testing.T, group, name string) string {
	t.Helper()
	evs := c.site.evs(t)
	disk, err := evs.CreateVolume(order(name, "eu-de-01", 1))
	require.NoError(t, err)
	require.Equal(t, "SUCCESS", evs.wait(t, disk.JobId).Status.Value())
	made, err := c.CreateReplication(&model.CreateReplicationRequest{Body: &model.CreateReplicationRequestBody{
		Replication: &model.CreateReplicationRequestParams{ServerGroupId: group, VolumeId: (*disk.VolumeIds)[0], Name: name},
	}})
	id := *c.wait(t, "createReplicationPairNoCG", made.JobId, err).ReplicationPairId
	pair, err := c.ShowReplication(&model.ShowReplicationRequest{ReplicationId: id})
	require.NoError(t, err)
	require.Equal(t, "available", pair.Replication.Status)
	require.Equal(t, group, pair.Replication.ServerGroupId)
	require.Contains(t, pair.Replication.VolumeIds, (*disk.VolumeIds)[0]+",")
	return id
}

func (c huaweiSDRS) newInstance(t *testing.T, group string) string {
	t.Helper()
	made, err := c.CreateProtectedInstance(&model.CreateProtectedInstanceRequest{Body: &model.CreateProtectedInstanceRequestBody{
		ProtectedInstance: &model.CreateProtectedInstanceRequestParams{
			ServerGroupId: group, ServerId: "5fb92d6c-b0cb-46c9-824b-b90ec5500ae6", Name: "instance",
			Tags: new([]model.ResourceTag{{Key: "team", Value: "storage"}}),
		},
	}})
	return *c.wait(t, "createProtectedInstanceNoCG", made.JobId, err).ProtectedInstanceId
}

func (c huaweiSDRS) status(t *testing.T, group string) string {
	t.Helper()
	reply, err := c.ShowProtectionGroup(&model.ShowProtectionGroupRequest{ServerGroupId: group})
	require.NoError(t, err)
	return reply.ServerGroup.Status
}

// TestHuaweiSDRS takes a protection group from its creation to its deletion, with what it protects.
func TestHuaweiSDRS(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		c := s.sdrs(t)
		group := c.newGroup(t)
		pair := c.newPair(t, group, "pair")
		instance := c.newInstance(t, group)

		attached, err := c.AttachProtectedInstanceReplication(&model.AttachProtectedInstanceReplicationRequest{
			ProtectedInstanceId: instance, Body: &model.ProtectedInstanceAttachReplicationRequestBody{
				ReplicationAttachment: &model.ProtectedInstanceAttachReplicationRequestParams{ReplicationId: pair, Device: "/dev/vdb"},
			},
		})
		c.wait(t, "attachReplicationPairNew", attached.JobId, err)
		shown, err := c.ShowProtectedInstance(&model.ShowProtectedInstanceRequest{ProtectedInstanceId: instance})
		require.NoError(t, err)
		require.Equal(t, []model.ProtectedInstanceAttachment{{Replication: pair, Device: "/dev/vdb"}}, shown.ProtectedInstance.Attachment)
		require.Equal(t, "storage", (*shown.ProtectedInstance.Tags)[0].Value)

		_, err = c.DeleteProtectionGroup(&model.DeleteProtectionGroupRequest{ServerGroupId: group})
		refused(t, err, http.StatusBadRequest, "SDRS.1001")
		detached, err := c.DetachProtectedInstanceReplication(&model.DetachProtectedInstanceReplicationRequest{
			ProtectedInstanceId: instance, ReplicationId: pair,
		})
		c.wait(t, "detachReplicationPairNew", detached.JobId, err)
		c.tearDown(t, group, instance, pair)
	})
}

// tearDown deletes all, in the order that the service wants.
func (c huaweiSDRS) tearDown(t *testing.T, group, instance, pair string) {
	t.Helper()
	first, err := c.DeleteProtectedInstance(&model.DeleteProtectedInstanceRequest{
		ProtectedInstanceId: instance, Body: &model.DeleteProtectedInstanceRequestBody{DeleteTargetServer: new(true)},
	})
	c.wait(t, "deleteProtectedInstanceNoCG", first.JobId, err)
	second, err := c.DeleteReplication(&model.DeleteReplicationRequest{
		ReplicationId: pair, Body: &model.DeleteReplicationRequestBody{Replication: &model.DeleteReplicationRequestParams{
			ServerGroupId: new(group), DeleteTargetVolume: new(true),
		}},
	})
	c.wait(t, "deleteReplicationPairNoCG", second.JobId, err)
	third, err := c.DeleteProtectionGroup(&model.DeleteProtectionGroupRequest{ServerGroupId: group})
	require.NoError(t, err)
	require.Equal(t, "deleting", c.status(t, group))
	c.wait(t, "deleteProtectionGroupNoCG", third.JobId, nil)
	_, err = c.ShowProtectionGroup(&model.ShowProtectionGroupRequest{ServerGroupId: group})
	refused(t, err, http.StatusBadRequest, "SDRS.1013")
}

// TestHuaweiSDRSTree starts and stops a group of two pairs: jobs with a sub-job for each.
func TestHuaweiSDRSTree(t *testing.T) {
	t.Parallel()
	s := open(t, "http")
	c := s.sdrs(t)
	group := c.newGroup(t)
	_, err := c.StartProtectionGroup(start(group))
	refused(t, err, http.StatusBadRequest, "SDRS.1027")
	c.newPair(t, group, "one")
	c.newPair(t, group, "two")
	started, err := c.StartProtectionGroup(start(group))
	require.NoError(t, err)
	require.Equal(t, "starting", c.status(t, group))
	tree(t, group, c.wait(t, "startProtectionGroupNoCG", started.JobId, nil))
	require.Equal(t, "protected", c.status(t, group))

	stopped, err := c.StopProtectionGroup(&model.StopProtectionGroupRequest{
		ServerGroupId: group, Body: &model.StopProtectionGroupRequestBody{StopServerGroup: new(any(struct{}{}))},
	})
	require.NoError(t, err)
	tree(t, group, c.wait(t, "stopProtectionGroupNoCG", stopped.JobId, nil))
	require.Equal(t, "available", c.status(t, group))

	_, err = c.ShowJobStatus(&model.ShowJobStatusRequest{JobId: "ff8081826b45d4a5016b5036242c0025"})
	refused(t, err, http.StatusBadRequest, "Common.0011")
}

func start(group string) *model.StartProtectionGroupRequest {
	return &model.StartProtectionGroupRequest{
		ServerGroupId: group, Body: &model.StartProtectionGroupRequestBody{StartServerGroup: new(any(struct{}{}))},
	}
}

// tree asserts that the job shows both sub-jobs.
func tree(t *testing.T, group string, entities *model.JobEntities) {
	t.Helper()
	require.Len(t, *entities.SubJobs, 2)
	for _, sub := range *entities.SubJobs {
		require.Equal(t, "SUCCESS", sub.Status.Value())
		require.Equal(t, group, *sub.Entities.ServerGroupId)
		require.Empty(t, sub.ErrorCode)
		require.NotEmpty(t, sub.EndTime)
	}
}
