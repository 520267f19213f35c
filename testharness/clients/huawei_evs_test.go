package clients

import (
	"net/http"
	"testing"
	"time"

	evs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/model"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// huaweiEVS is the SDK's client and the waiting that it leaves to its caller.
type huaweiEVS struct {
	*evs.EvsClient
	site *site
}

func (s *site) evs(t *testing.T) huaweiEVS {
	t.Helper()
	return huaweiEVS{evs.NewEvsClient(s.huawei(t, evs.EvsClientBuilder())), s}
}

// order is a creation as users write it.
func order(name, zone string, count int32) *model.CreateVolumeRequest {
	return &model.CreateVolumeRequest{Body: &model.CreateVolumeRequestBody{Volume: &model.CreateVolumeOption{
		AvailabilityZone: zone, Name: new(name), Size: 10, Count: new(count),
		VolumeType: model.GetCreateVolumeOptionVolumeTypeEnum().SSD, Tags: map[string]string{"team": "storage"},
	}}}
}

// wait polls a job to its end.
func (c huaweiEVS) wait(t *testing.T, id *string) *model.ShowJobResponse {
	t.Helper()
	var job *model.ShowJobResponse
	c.site.until(t, func() bool {
		var err error
		job, err = c.ShowJob(&model.ShowJobRequest{JobId: *id})
		require.NoError(t, err)
		require.Equal(t, id, job.JobId)
		return job.Status.Value() == "SUCCESS" || job.Status.Value() == "FAIL"
	})
	return job
}

func (c huaweiEVS) volume(t *testing.T, id string) *model.VolumeDetail {
	t.Helper()
	answer, err := c.ShowVolume(&model.ShowVolumeRequest{VolumeId: id})
	require.NoError(t, err)
	return answer.Volume
}

// TestHuaweiEVS is a disk from its creation to its end.
func TestHuaweiEVS(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		c := s.evs(t)
		made, err := c.CreateVolume(order("data", "eu-de-01", 1))
		require.NoError(t, err)
		require.Len(t, *made.VolumeIds, 1)
		id := (*made.VolumeIds)[0]
		require.Equal(t, "creating", c.volume(t, id).Status)

		job := c.wait(t, made.JobId)
		require.Equal(t, model.GetShowJobResponseStatusEnum().SUCCESS, *job.Status)
		require.Equal(t, "createVolume", *job.JobType)
		require.Equal(t, id, *job.Entities.VolumeId)
		require.Equal(t, int32(10), *job.Entities.Size)
		require.Nil(t, job.ErrorCode)
		require.Equal(t, "2026-01-02T12:00:05.000Z", *job.EndTime)

		disk := c.volume(t, id)
		require.Equal(t, "available", disk.Status)
		require.Equal(t, "data", disk.Name)
		require.Equal(t, map[string]string{"team": "storage"}, disk.Tags)
		require.Equal(t, s.projectID, disk.OsVolTenantAttrtenantId)
		list, err := c.ListVolumes(&model.ListVolumesRequest{Name: new("data"), Limit: new(int32(10))})
		require.NoError(t, err)
		require.Equal(t, int32(1), *list.Count)
		require.Equal(t, []model.VolumeDetail{*disk}, *list.Volumes)

		grown, err := c.ResizeVolume(&model.ResizeVolumeRequest{VolumeId: id, Body: &model.ResizeVolumeRequestBody{
			OsExtend: &model.OsExtend{NewSize: 20},
		}})
		require.NoError(t, err)
		require.Equal(t, "extending", c.volume(t, id).Status)
		require.Equal(t, "SUCCESS", c.wait(t, grown.JobId).Status.Value())
		require.Equal(t, int32(20), c.volume(t, id).Size)

		gone, err := c.DeleteVolume(&model.DeleteVolumeRequest{VolumeId: id})
		require.NoError(t, err)
		require.Equal(t, "deleting", c.volume(t, id).Status)
		require.Equal(t, "deleteVolume", *c.wait(t, gone.JobId).JobType)
		_, err = c.ShowVolume(&model.ShowVolumeRequest{VolumeId: id})
		refused(t, err, http.StatusNotFound, "EVS.5404")
	})
}

// TestHuaweiEVSBatch reads sub-jobs, whose null members the SDK has as plain texts.
func TestHuaweiEVSBatch(t *testing.T) {
	t.Parallel()
	s := open(t, "http")
	c := s.evs(t)
	made, err := c.CreateVolume(order("data", "eu-de-01", 3))
	require.NoError(t, err)
	job := c.wait(t, made.JobId)
	require.Equal(t, "batchCreateVolume", *job.JobType)
	require.Nil(t, job.Entities.VolumeId)
	require.Len(t, *job.Entities.SubJobs, 3)
	for n, sub := range *job.Entities.SubJobs {
		require.Equal(t, "SUCCESS", sub.Status.Value())
		require.Equal(t, (*made.VolumeIds)[n], *sub.Entities.VolumeId)
		require.Empty(t, sub.FailReason)
	}
	require.Equal(t, "data-0003", c.volume(t, (*made.VolumeIds)[2]).Name)
}

// TestHuaweiEVSFailures are jobs that fail: one by a scenario, one because its zone is none, as it was seen to happen.
func TestHuaweiEVSFailures(t *testing.T) {
	t.Parallel()
	s := open(t, "https", testharness.Set("evs.bad-zone", "fail"), testharness.Scenario(`
jobs:
  - api: evs
    id: 8aace0c651b0a02301521ae1f96c6138
    type: createVolume
    entities: {volume_id: 9bd6fa88-0e60-48e5-ae61-7e028dbdf045}
    timeline: [{status: RUNNING, for: 28s}, {status: FAIL, error: EVS.2024, reason: "EbsCreateVolumeTask-fail:volume is error!"}]
`))
	c := s.evs(t)
	job := c.wait(t, new("8aace0c651b0a02301521ae1f96c6138"))
	require.Equal(t, model.GetShowJobResponseStatusEnum().FAIL, *job.Status)
	require.Equal(t, "EVS.2024", *job.ErrorCode)
	require.Equal(t, "EbsCreateVolumeTask-fail:volume is error!", *job.FailReason)
	require.Equal(t, "9bd6fa88-0e60-48e5-ae61-7e028dbdf045", *job.Entities.VolumeId)
	require.Equal(t, s.Clock().Now().Format(time.RFC3339[:19])+".000Z", *job.EndTime)

	made, err := c.CreateVolume(order("lost", "eu-de", 1))
	require.NoError(t, err)
	job = c.wait(t, made.JobId)
	require.Equal(t, "FAIL", job.Status.Value())
	require.Equal(t, "EVS.5400", *job.ErrorCode)
	require.Contains(t, *job.FailReason, "Availability zone 'eu-de' is invalid")
	require.Equal(t, new(model.JobEntities), job.Entities)
	_, err = c.ShowVolume(&model.ShowVolumeRequest{VolumeId: (*made.VolumeIds)[0]})
	refused(t, err, http.StatusNotFound, "EVS.5404")
}

// TestHuaweiEVSRefusals are answers of the service and of the gateway, whose envelopes differ.
func TestHuaweiEVSRefusals(t *testing.T) {
	t.Parallel()
	s := open(t, "http", strict)
	s.account = known
	c := s.evs(t)
	_, err := c.ShowJob(&model.ShowJobRequest{JobId: "ff8081826b45d4a5016b5036242c0025"})
	require.Equal(t, "query job fail.", refused(t, err, http.StatusBadRequest, "Common.0011").ErrorMessage)
	_, err = c.CreateVolume(order("data", "eu-de-01", 101))
	refused(t, err, http.StatusBadRequest, "EVS.1021")

	forger := known
	forger.secretKey = "guessed"
	for who, want := range map[account]string{
		stranger: "Incorrect IAM authentication information: ak ANYBODY not exist",
		forger:   "Incorrect IAM authentication information: verify aksk signature fail",
	} {
		c := evs.NewEvsClient(s.signedBy(t, who, evs.EvsClientBuilder()))
		_, err := c.ListVolumes(&model.ListVolumesRequest{})
		require.Equal(t, want, refused(t, err, http.StatusUnauthorized, "APIGW.0301").ErrorMessage)
	}
}
