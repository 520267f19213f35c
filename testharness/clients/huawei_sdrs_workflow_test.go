package clients

import (
	"net/http"
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/sdrs/v1/model"
	"github.com/stretchr/testify/require"
)

// TestHuaweiSDRSFailover moves a group to its DR site and back, lets it fail over and protects it again, with a drill in
// between.
func TestHuaweiSDRSFailover(t *testing.T) {
	t.Parallel()
	eachClock(t, "http", func(t *testing.T, s *site) {
		c := s.sdrs(t)
		group := c.newGroup(t)
		pair := c.newPair(t, group, "pair")
		station := func() string {
			shown, err := c.ShowReplication(&model.ShowReplicationRequest{ReplicationId: pair})
			require.NoError(t, err)
			return shown.Replication.PriorityStation + " " + shown.Replication.ReplicationStatus.Value()
		}
		started, err := c.StartProtectionGroup(start(group))
		c.wait(t, "startProtectionGroupNoCG", started.JobId, err)
		require.Equal(t, "source active", station())

		stations := model.GetReverseProtectionGroupRequestParamsPriorityStationEnum()
		reverse := func(to model.ReverseProtectionGroupRequestParamsPriorityStation) (*model.StartReverseProtectionGroupResponse, error) {
			return c.StartReverseProtectionGroup(&model.StartReverseProtectionGroupRequest{
				ServerGroupId: group, Body: &model.ReverseProtectionGroupRequestBody{
					ReverseServerGroup: &model.ReverseProtectionGroupRequestParams{PriorityStation: to},
				},
			})
		}
		_, err = reverse(stations.SOURCE)
		refused(t, err, http.StatusBadRequest, "SDRS.0216")
		moved, err := reverse(stations.TARGET)
		c.wait(t, "reverseProtectionGroupNoCG", moved.JobId, err)
		require.Equal(t, "target active", station())
		back, err := reverse(stations.SOURCE)
		c.wait(t, "reverseProtectionGroupNoCG", back.JobId, err)

		failed, err := c.StartFailoverProtectionGroup(&model.StartFailoverProtectionGroupRequest{
			ServerGroupId: group, Body: &model.FailoverProtectionGroupRequestBody{FailoverServerGroup: new(any(struct{}{}))},
		})
		c.wait(t, "failoverProtectionGroupNoCG", failed.JobId, err)
		require.Equal(t, "target active-stopped", station())
		c.drill(t, group)
		again, err := c.StartProtectionGroup(start(group))
		c.wait(t, "reprotectProtectionGroupNoCG", again.JobId, err)
		require.Equal(t, "target active", station())
	})
}

// drill makes a DR drill, renames it and deletes it.
func (c huaweiSDRS) drill(t *testing.T, group string) {
	t.Helper()
	made, err := c.CreateDisasterRecoveryDrill(&model.CreateDisasterRecoveryDrillRequest{Body: &model.CreateDisasterRecoveryDrillRequestBody{
		DisasterRecoveryDrill: &model.CreateDisasterRecoveryDrillRequestParams{ServerGroupId: group, Name: "drill"},
	}})
	c.wait(t, "createDisasterRecoveryDrill", made.JobId, err)
	all, err := c.ListDisasterRecoveryDrills(&model.ListDisasterRecoveryDrillsRequest{ServerGroupId: new(group)})
	require.NoError(t, err)
	id := (*all.DisasterRecoveryDrills)[0].Id
	renamed, err := c.UpdateDisasterRecoveryDrillName(&model.UpdateDisasterRecoveryDrillNameRequest{
		DisasterRecoveryDrillId: id, Body: &model.UpdateDisasterRecoveryDrillNameRequestBody{DisasterRecoveryDrill: &model.UpdateDisasterRecoveryDrillNameRequestParams{Name: "other"}},
	})
	require.NoError(t, err)
	require.Equal(t, "other", renamed.DisasterRecoveryDrill.Name)
	gone, err := c.DeleteDisasterRecoveryDrill(&model.DeleteDisasterRecoveryDrillRequest{DisasterRecoveryDrillId: id})
	c.wait(t, "deleteDisasterRecoveryDrill", gone.JobId, err)
}

// TestHuaweiSDRSBatch creates instances in bulk, tags and finds them, and deletes them in bulk.
func TestHuaweiSDRSBatch(t *testing.T) {
	t.Parallel()
	eachClock(t, "https", func(t *testing.T, s *site) {
		c := s.sdrs(t)
		group := c.newGroup(t)
		made, err := c.BatchCreateProtectedInstances(&model.BatchCreateProtectedInstancesRequest{
			Body: &model.BatchCreateProtectedInstancesRequestBody{ProtectedInstances: &model.BatchCreateProtectedInstancesRequestParams{
				NamePrefix: "ecs", ServerGroupId: group, Servers: []model.ServerInfo{{ServerId: "one"}, {ServerId: "two"}},
				Tags: new([]model.ResourceTag{{Key: "team", Value: "storage"}}),
			}},
		})
		jobs := c.wait(t, "createProtectedInstanceNoCG", made.JobId, err).SubJobs
		require.Len(t, *jobs, 2)
		first := *(*jobs)[0].Entities.ProtectedInstanceId

		_, err = c.BatchAddTags(&model.BatchAddTagsRequest{ProtectedInstanceId: first, Body: &model.BatchAddTagsRequestBody{
			Action: model.GetBatchAddTagsRequestBodyActionEnum().CREATE, Tags: []model.ResourceTag{{Key: "env", Value: "test"}, {Key: "env2", Value: ""}},
		}})
		require.NoError(t, err)
		_, err = c.BatchDeleteTags(&model.BatchDeleteTagsRequest{ProtectedInstanceId: first, Body: &model.BatchDeleteTagsRequestBody{
			Action: model.GetBatchDeleteTagsRequestBodyActionEnum().DELETE, Tags: []model.DeleteResourceTag{{Key: "env2"}},
		}})
		require.NoError(t, err)
		tags, err := c.ListProtectedInstancesProjectTags(&model.ListProtectedInstancesProjectTagsRequest{})
		require.NoError(t, err)
		require.Equal(t, []model.TagParams{{Key: "env", Values: []string{"test"}}, {Key: "team", Values: []string{"storage"}}}, *tags.Tags)
		found, err := c.ListProtectedInstancesByTags(&model.ListProtectedInstancesByTagsRequest{Body: &model.ListProtectedInstancesByTagsRequestBody{
			Action: model.GetListProtectedInstancesByTagsRequestBodyActionEnum().FILTER, Limit: new("10"), Offset: new("0"),
			Tags: new([]model.TagParams{{Key: "env", Values: []string{"test"}}}),
		}})
		require.NoError(t, err)
		require.Equal(t, int32(1), *found.TotalCount)
		require.Equal(t, first, (*found.Resources)[0].ResourceId)
		require.Equal(t, "ecs-0001", (*found.Resources)[0].ResourceDetail.Name)

		all, err := c.ListProtectedInstances(&model.ListProtectedInstancesRequest{ServerGroupId: new(group)})
		require.NoError(t, err)
		var ids []model.ResourceId
		for _, i := range *all.ProtectedInstances {
			ids = append(ids, model.ResourceId{Id: i.Id})
		}
		gone, err := c.BatchDeleteProtectedInstances(&model.BatchDeleteProtectedInstancesRequest{
			Body: &model.BatchDeleteProtectedInstancesRequestBody{ProtectedInstances: ids, DeleteTargetServer: new(true)},
		})
		c.wait(t, "deleteProtectedInstanceNoCG", gone.JobId, err)
		all, err = c.ListProtectedInstances(&model.ListProtectedInstancesRequest{})
		require.NoError(t, err)
		require.Empty(t, *all.ProtectedInstances)
	})
}

// TestHuaweiSDRSFailedTasks reads and deletes failed tasks, whose types of resources the page's example writes unlike its table and the SDK.
func TestHuaweiSDRSFailedTasks(t *testing.T) {
	t.Parallel()
	eachClock(t, "http", func(t *testing.T, s *site) {
		c := s.sdrs(t)
		group := c.newGroup(t)
		made, err := c.CreateProtectedInstance(&model.CreateProtectedInstanceRequest{Body: &model.CreateProtectedInstanceRequestBody{
			ProtectedInstance: &model.CreateProtectedInstanceRequestParams{ServerGroupId: group, ServerId: "s", Name: "Protected-Instance-ab14"},
		}})
		require.NoError(t, err)
		c.site.Force("sdrs", *made.JobId, "{status: FAIL, error: EVS.2024}")
		failed, err := c.ListFailureJobs(&model.ListFailureJobsRequest{ServerGroupId: new(group)})
		require.NoError(t, err)
		require.Equal(t, int32(1), *failed.Count)
		task := (*failed.FailureJobs)[0]
		require.Equal(t, "EVS.2024 createFail Protected-Instance-ab14 protectedInstance",
			task.ErrorCode+" "+task.FailureStatus.Value()+" "+task.ResourceName+" "+task.ResourceType.Value())
		_, err = c.DeleteFailureJob(&model.DeleteFailureJobRequest{FailureJobId: task.JobId})
		require.NoError(t, err)
		_, err = c.DeleteServerGroupFailureJobs(&model.DeleteServerGroupFailureJobsRequest{ServerGroupId: group})
		require.NoError(t, err)
		_, err = c.DeleteAllServerGroupFailureJobs(&model.DeleteAllServerGroupFailureJobsRequest{})
		require.NoError(t, err)
		failed, err = c.ListFailureJobs(&model.ListFailureJobsRequest{ServerGroupId: new(group)})
		require.NoError(t, err)
		require.Empty(t, *failed.FailureJobs)
		exceeded, err := c.ListRpoStatistics(&model.ListRpoStatisticsRequest{ResourceType: new("replication")})
		require.NoError(t, err)
		require.Equal(t, int32(0), *exceeded.Count)
	})
}
