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
	eachClock(t, "http", func(t *testing.T, s *site) {
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
	}, testharness.Observed())
}

// TestHuaweiDRSV5Creation creates a task by v5, waits for CONFIGURATION and deletes it, as the resource
// huaweicloud_drs_job_v5 of terraform-provider-huaweicloud does.
func TestHuaweiDRSV5Creation(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		v5 := drsv5.NewDrsClient(s.huawei(t, drsv5.DrsClientBuilder()))
		name, validity := "DRS-created", model.GetCheckJobNameReqTypeEnum().TRANS
		valid, err := v5.ValidateJobName(&model.ValidateJobNameRequest{Body: &model.CheckJobNameReq{Name: name, Type: validity}})
		require.NoError(t, err)
		require.True(t, *valid.IsValid)
		kinds, roles := model.GetJobEndpointInfoEndpointTypeEnum(), model.GetJobEndpointInfoEndpointRoleEnum()
		end := func(role model.JobEndpointInfoEndpointRole, ip string) []model.JobEndpointInfo {
			return []model.JobEndpointInfo{{
				DbType: model.GetJobEndpointInfoDbTypeEnum().MYSQL, EndpointType: kinds.CLOUD, EndpointRole: role,
				Endpoint: &model.BaseEndpoint{EndpointName: model.GetBaseEndpointEndpointNameEnum().CLOUD_MYSQL, Ip: &ip, DbUser: "root", DbPassword: "secret"},
			}}
		}
		base := model.JobBaseInfo{
			Name: &name, JobType: new(model.GetJobBaseInfoJobTypeEnum().SYNC), EngineType: new(model.GetJobBaseInfoEngineTypeEnum().MYSQL_TO_MYSQL),
			JobDirection: new(model.GetJobBaseInfoJobDirectionEnum().UP), TaskType: new(model.GetJobBaseInfoTaskTypeEnum().FULL_INCR_TRANS),
			NetType: new(model.GetJobBaseInfoNetTypeEnum().EIP), ExpiredDays: new("14"),
		}
		made, err := v5.CreateJob(&model.CreateJobRequest{Body: &model.SingleCreateJobReq{Job: &model.CreateJobReq{
			BaseInfo: &base, SourceEndpoint: end(roles.SO, "192.168.0.1"), TargetEndpoint: end(roles.TA, "192.168.0.2"),
			NodeInfo: &model.JobNodeInfo{Spec: &model.JobNodeSpecInfo{NodeType: model.GetJobNodeSpecInfoNodeTypeEnum().MEDIUM}},
		}}})
		require.NoError(t, err)
		require.Equal(t, name+" CREATING", *made.Name+" "+*made.Status)
		detail := model.GetShowJobDetailRequestTypeEnum().DETAIL
		s.until(t, func() bool {
			shown, err := v5.ShowJobDetail(&model.ShowJobDetailRequest{JobId: *made.Id, Type: detail})
			require.NoError(t, err)
			return shown.Job.Status.Value() == "CONFIGURATION"
		})
		_, err = v5.DeleteJob(&model.DeleteJobRequest{JobId: *made.Id})
		require.NoError(t, err)
		_, err = v5.DeleteJob(&model.DeleteJobRequest{JobId: *made.Id})
		require.ErrorContains(t, err, "DRS.10000010")
	})
}
