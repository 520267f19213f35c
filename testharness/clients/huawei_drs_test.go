package clients

import (
	"testing"

	drs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v3/model"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// huaweiDRS is the SDK's client and the waiting that it leaves to its caller.
type huaweiDRS struct {
	*drs.DrsClient
	site *site
}

func (s *site) drs(t *testing.T) huaweiDRS {
	t.Helper()
	return huaweiDRS{drs.NewDrsClient(s.huawei(t, drs.DrsClientBuilder())), s}
}

// status returns the status of one task.
func (c huaweiDRS) status(t *testing.T, id string) string {
	t.Helper()
	reply, err := c.BatchListJobStatus(&model.BatchListJobStatusRequest{Body: &model.BatchQueryJobReqPage{Jobs: []string{id}}})
	require.NoError(t, err)
	require.Equal(t, int32(1), *reply.Count)
	item := (*reply.Results)[0]
	require.Equal(t, id, *item.Id)
	if item.Status == nil {
		return *item.ErrorCode
	}
	return item.Status.Value()
}

// wait polls a task until it has a status, through others that it may have before.
func (c huaweiDRS) wait(t *testing.T, id, want string, through ...string) {
	t.Helper()
	c.site.until(t, func() bool {
		have := c.status(t, id)
		require.Contains(t, append(through, want), have)
		return have == want
	})
}

// endpoints are the two databases of a task.
func endpoints(project string) (source, target *model.Endpoint) {
	kind := model.GetEndpointDbTypeEnum().MYSQL
	source = &model.Endpoint{
		DbType: &kind, Ip: new("192.168.0.27"), DbPort: new(int32(3306)), DbUser: new("root"), DbPassword: new("p"),
	}
	target = &model.Endpoint{
		DbType: &kind, Region: new("eu-de"), InstId: new("e05a3679efe241d8b5dee80b17c1a863in01"), ProjectId: new(project),
		DbUser: new("root"), DbPassword: new("p"), SslLink: new(false),
	}
	return source, target
}

// newTask creates a task.
func (c huaweiDRS) newTask(t *testing.T, name string) string {
	t.Helper()
	source, target := endpoints(c.site.projectID)
	made, err := c.BatchCreateJobs(&model.BatchCreateJobsRequest{Body: &model.BatchCreateJobReq{Jobs: []model.CreateJobReq{{
		Name: name, DbUseType: model.GetCreateJobReqDbUseTypeEnum().MIGRATION,
		EngineType: model.GetCreateJobReqEngineTypeEnum().MYSQL, JobDirection: model.GetCreateJobReqJobDirectionEnum().UP,
		NetType: model.GetCreateJobReqNetTypeEnum().EIP, NodeType: model.GetCreateJobReqNodeTypeEnum().HIGH,
		TaskType: model.GetCreateJobReqTaskTypeEnum().FULL_INCR_TRANS, BindEip: new(true),
		SourceEndpoint: source, TargetEndpoint: target, CustomizeSutnetId: "352ad828-3467-4f03-987a-c55a5a9dd417",
		Tags: new([]model.ResourceTag{{Key: new("team"), Value: new("storage")}}),
	}}}})
	require.NoError(t, err)
	require.Equal(t, int32(1), *made.Count)
	task := (*made.Results)[0]
	require.Equal(t, "CREATING", *task.Status)
	return task.Id
}

// TestHuaweiDRS takes a task from its creation to its deletion.
func TestHuaweiDRS(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) { s.drs(t).life(t, "PAUSEING", "DRS.M05004") })
}

// TestHuaweiDRSObserved does the same in the profile of live services.
func TestHuaweiDRSObserved(t *testing.T) {
	t.Parallel()
	open(t, "https", testharness.Observed()).drs(t).life(t, "PAUSING", "DELETED")
}

// life goes through all calls in the order of terraform-provider-huaweicloud. A paused and a deleted task have
// different statuses under the two profiles.
func (c huaweiDRS) life(t *testing.T, paused, deleted string) {
	t.Helper()
	id := c.newTask(t, "DRS-9228")
	c.wait(t, id, "CONFIGURATION", "CREATING")
	c.configure(t, id)
	c.check(t, id)

	started, err := c.BatchStartJobs(&model.BatchStartJobsRequest{Body: &model.BatchStartJobReq{Jobs: []model.StartInfo{{JobId: id}}}})
	require.NoError(t, err)
	require.Equal(t, model.GetStartJobRespStatusEnum().SUCCESS, *(*started.Results)[0].Status)
	c.wait(t, id, "FULL_TRANSFER_STARTED", "STARTJOBING")
	if !c.site.skipping { // else the poll before has moved the clock on
		c.progress(t, id, "FULL_TRANSFER_STARTED")
	}
	c.wait(t, id, "INCRE_TRANSFER_STARTED", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE")
	c.progress(t, id, "INCRE_TRANSFER_STARTED")

	stopped, err := c.BatchStopJobs(&model.BatchStopJobsRequest{Body: &model.BatchPauseJobReq{
		Jobs: []model.PauseInfo{{JobId: id, PauseMode: model.GetPauseInfoPauseModeEnum().TARGET}},
	}})
	require.NoError(t, err)
	require.Equal(t, "success", (*stopped.Results)[0].Status)
	require.Equal(t, paused, c.status(t, id))
	resumed, err := c.BatchRestoreTask(&model.BatchRestoreTaskRequest{Body: &model.BatchRetryReq{Jobs: []model.RetryInfo{{JobId: id}}}})
	require.NoError(t, err)
	require.Equal(t, "success", (*resumed.Results)[0].Status)
	c.wait(t, id, "INCRE_TRANSFER_STARTED", "STARTJOBING")

	c.read(t, id)
	c.remove(t, id, model.GetDeleteJobReqDeleteTypeEnum().TERMINATE)
	c.wait(t, id, "RELEASE_RESOURCE_COMPLETE", "RELEASE_RESOURCE_STARTED")
	c.remove(t, id, model.GetDeleteJobReqDeleteTypeEnum().DELETE)
	require.Equal(t, deleted, c.status(t, id))
}

// configure tests the connections and sets what is to be migrated.
func (c huaweiDRS) configure(t *testing.T, id string) {
	t.Helper()
	end := func(which model.TestEndPointEndPointType) model.TestEndPoint {
		return model.TestEndPoint{
			Id: id, NetType: model.GetTestEndPointNetTypeEnum().EIP, DbType: model.GetTestEndPointDbTypeEnum().MYSQL,
			Ip: "192.168.0.27", DbPort: new(int32(3306)), DbUser: "root", DbPassword: "p", EndPointType: which,
		}
	}
	ends := model.GetTestEndPointEndPointTypeEnum()
	tested, err := c.BatchValidateConnections(&model.BatchValidateConnectionsRequest{Body: &model.BatchTestConnectionReq{
		Jobs: []model.TestEndPoint{end(ends.SO), end(ends.TA)},
	}})
	require.NoError(t, err)
	require.Equal(t, int32(2), *tested.Count)
	for _, one := range *tested.Results {
		require.True(t, *one.Success)
	}

	source, target := endpoints(c.site.projectID)
	changed, err := c.BatchUpdateJob(&model.BatchUpdateJobRequest{Body: &model.BatchModifyJobReq{Jobs: []model.ModifyJobReq{{
		JobId: id, Name: new("DRS-9228"), Description: new("by the SDK"), SourceEndpoint: source, TargetEndpoint: target,
		StoreDbInfo: new(true), TaskType: new(model.GetModifyJobReqTaskTypeEnum().FULL_INCR_TRANS),
	}}}})
	require.NoError(t, err)
	require.Equal(t, model.GetModifyJobRespStatusEnum().SUCCESS, (*changed.Results)[0].Status)
	slowed, err := c.BatchSetSpeed(&model.BatchSetSpeedRequest{Body: &model.BatchLimitSpeedReq{SpeedLimits: []model.LimitSpeedReq{{
		JobId: id, SpeedLimit: []model.SpeedLimitInfo{{Begin: "16:00", End: "15:59", Speed: "15"}},
	}}}})
	require.NoError(t, err)
	require.Equal(t, model.GetModifyJobRespStatusEnum().SUCCESS, (*slowed.Results)[0].Status)
}

// check prechecks and waits for the result.
func (c huaweiDRS) check(t *testing.T, id string) {
	t.Helper()
	begun, err := c.BatchCheckJobs(&model.BatchCheckJobsRequest{Body: &model.BatchPrecheckReq{Jobs: []model.PreCheckInfo{{
		JobId: id, PrecheckMode: model.GetPreCheckInfoPrecheckModeEnum().FOR_START_JOB,
	}}}})
	require.NoError(t, err)
	require.Equal(t, id, *(*begun.Results)[0].Id)
	var result model.QueryPreCheckResp
	c.site.until(t, func() bool {
		reply, err := c.BatchCheckResults(&model.BatchCheckResultsRequest{Body: &model.BatchQueryPrecheckResultReq{Jobs: []string{id}}})
		require.NoError(t, err)
		result = (*reply.Results)[0]
		require.Nil(t, result.ErrorCode)
		return *result.Process == "100%"
	})
	require.Equal(t, (*begun.Results)[0].PrecheckId, result.PrecheckId)
	require.True(t, *result.Result)
	require.Equal(t, "100%", *result.TotalPassedRate)
	for _, item := range *result.PrecheckResult {
		require.Equal(t, model.GetPrecheckResultResultEnum().PASSED, *item.Result)
	}
}

func (c huaweiDRS) progress(t *testing.T, id, status string) {
	t.Helper()
	reply, err := c.BatchListProgresses(&model.BatchListProgressesRequest{Body: &model.BatchQueryProgressReq{Jobs: []string{id}}})
	require.NoError(t, err)
	one := (*reply.Results)[0]
	require.Equal(t, id, *one.JobId)
	require.Equal(t, status, *one.TransferStatus)
	require.Equal(t, model.GetQueryProgressRespTaskModeEnum().FULL_INCR_TRANS, *one.TaskMode)
	require.NotNil(t, one.Progress)
}

// read reads a task's details and finds it in the list.
func (c huaweiDRS) read(t *testing.T, id string) {
	t.Helper()
	reply, err := c.BatchListJobDetails(&model.BatchListJobDetailsRequest{Body: &model.BatchQueryJobReqPage{Jobs: []string{id}}})
	require.NoError(t, err)
	one := (*reply.Results)[0]
	require.Equal(t, "INCRE_TRANSFER_STARTED", one.Status.Value())
	require.Equal(t, "by the SDK", *one.Description)
	require.Equal(t, int32(3306), *one.SourceEndpoint.DbPort)
	require.Equal(t, "e05a3679efe241d8b5dee80b17c1a863in01", *one.TargetEndpoint.InstId)
	require.Equal(t, "15", (*one.SpeedLimit)[0].Speed)
	require.Equal(t, "mysql", one.InstInfo.EngineType.Value())
	require.NotEmpty(t, *one.ActualStartTime)
	list, err := c.ShowJobList(&model.ShowJobListRequest{Body: &model.QueryJobsReq{
		CurPage: 1, PerPage: 1, Name: new(id), DbUseType: model.GetQueryJobsReqDbUseTypeEnum().MIGRATION,
	}})
	require.NoError(t, err)
	require.Equal(t, int32(1), *list.TotalRecord)
	require.Equal(t, "DRS-9228", (*list.Jobs)[0].Name)
}

// remove terminates or deletes a task.
func (c huaweiDRS) remove(t *testing.T, id string, how model.DeleteJobReqDeleteType) {
	t.Helper()
	reply, err := c.BatchDeleteJobs(&model.BatchDeleteJobsRequest{Body: &model.BatchDeleteJobReq{
		Jobs: []model.DeleteJobReq{{JobId: id, DeleteType: how}},
	}})
	require.NoError(t, err)
	require.Equal(t, model.GetDeleteJobRespStatusEnum().SUCCESS, *(*reply.Results)[0].Status)
}
