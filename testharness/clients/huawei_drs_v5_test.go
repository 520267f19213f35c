package clients

import (
	"testing"

	drsv5 "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v5"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v5/model"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestHuaweiDRSV5 manages a task by v5 and polls it by v3, as terraform-provider-huaweicloud does under its newest version.
func TestHuaweiDRSV5(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Observed())
	v3 := s.drs(t)
	v5 := drsv5.NewDrsClient(s.huawei(t, drsv5.DrsClientBuilder()))
	id := v3.newTask(t, "DRS-v5")
	v3.wait(t, id, "CONFIGURATION", "CREATING")
	v3.configure(t, id)
	v3.check(t, id)

	updated, err := v5.UpdateJob(&model.UpdateJobRequest{JobId: id, Body: &model.SingleUpdateJobReq{Job: &model.UpdateJobReq{
		Type: model.GetUpdateJobReqTypeEnum().DB_OBJECT, Params: &model.UpdateJob{DbObject: &model.DbObject{
			ObjectScope: model.GetDbObjectObjectScopeEnum().DATABASE, ObjectInfo: map[string]model.DatabaseObject{"db1": {Name: new("db1"), All: new(true)}},
		}},
	}}})
	require.NoError(t, err)
	require.Equal(t, "success", updated.Status)
	actions := model.GetActionReqActionNameEnum()
	act := func(name model.ActionReqActionName, params *model.ActionParams) {
		t.Helper()
		_, err := v5.ExecuteJobAction(&model.ExecuteJobActionRequest{JobId: id, Body: &model.JobActionReq{
			Job: &model.ActionReq{ActionName: name, ActionParams: params},
		}})
		require.NoError(t, err)
	}
	act(actions.START, nil)
	v3.wait(t, id, "INCRE_TRANSFER_STARTED", "STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE")
	act(actions.STOP, &model.ActionParams{PauseMode: new("target")})
	v3.wait(t, id, "PAUSING")
	act(actions.RESTART, nil)
	v3.wait(t, id, "INCRE_TRANSFER_STARTED", "STARTJOBING")

	listed, err := v5.ListJobs(&model.ListJobsRequest{JobType: model.GetListJobsRequestJobTypeEnum().MIGRATION, Name: new(id)})
	require.NoError(t, err)
	require.Equal(t, int32(1), listed.TotalCount)
	require.Equal(t, "DRS-9228 INCRE_TRANSFER_STARTED", listed.Jobs[0].Name+" "+listed.Jobs[0].Status.Value())
	allowed, err := v5.ShowActions(&model.ShowActionsRequest{JobId: id})
	require.NoError(t, err)
	require.Contains(t, allowed.JobAction.AvailableActions, "PAUSE")
	detail, err := v5.ShowJobDetail(&model.ShowJobDetailRequest{JobId: id, Type: model.GetShowJobDetailRequestTypeEnum().DETAIL})
	require.NoError(t, err)
	require.Equal(t, "by the SDK", *detail.Job.BaseInfo.Description)
	require.Equal(t, "192.168.0.27", *(*detail.Job.SourceEndpoint)[0].Endpoint.Ip)

	_, err = v5.BatchTagAction(&model.BatchTagActionRequest{ResourceType: "migration", JobId: id, Body: &model.BatchDealResourceTagReq{
		Action: model.GetBatchDealResourceTagReqActionEnum().CREATE, Tags: []model.BatchResourceTag{{Key: "env", Value: new("test")}},
	}})
	require.NoError(t, err)
	stopped, err := v5.BatchStopJobsAction(&model.BatchStopJobsActionRequest{Body: &model.BatchStopJobActionReq{
		Jobs: []model.StopJobActionInfo{{JobId: id, IsForceStop: new(true)}},
	}})
	require.NoError(t, err)
	require.Equal(t, "success", (*stopped.Jobs)[0].Status)
	v3.wait(t, id, "RELEASE_RESOURCE_COMPLETE", "RELEASE_RESOURCE_STARTED")
	_, err = v5.DeleteJob(&model.DeleteJobRequest{JobId: id})
	require.NoError(t, err)
	require.Equal(t, "DELETED", v3.status(t, id))
}
