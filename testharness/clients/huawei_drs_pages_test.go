package clients

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v3/model"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// page requests the status of tasks on a page and returns the ids in the response.
func (c huaweiDRS) page(t *testing.T, ids []string, page *model.PageReq) []string {
	t.Helper()
	reply, err := c.BatchListJobStatus(&model.BatchListJobStatusRequest{Body: &model.BatchQueryJobReqPage{Jobs: ids, PageReq: page}})
	require.NoError(t, err)
	require.Len(t, *reply.Results, int(*reply.Count))
	var found []string
	for _, item := range *reply.Results {
		require.Equal(t, model.GetQueryJobStatusRespStatusEnum().CREATING, *item.Status)
		found = append(found, *item.Id)
	}
	return found
}

// TestHuaweiDRSPages reads the status of seven tasks over two pages: without a page there are five.
func TestHuaweiDRSPages(t *testing.T) {
	t.Parallel()
	c := open(t, "http").drs(t)
	var ids []string
	for n := range 7 {
		ids = append(ids, c.newTask(t, "DRS-"+strconv.Itoa(n)))
	}
	at := func(cur, per int32) *model.PageReq { return &model.PageReq{CurPage: new(cur), PerPage: new(per)} }
	require.Equal(t, ids[:5], c.page(t, ids, nil))
	require.Equal(t, ids[5:], c.page(t, ids, &model.PageReq{CurPage: new(int32(2))}))
	require.Equal(t, ids[4:], c.page(t, ids, at(2, 4)))
	require.Equal(t, ids, c.page(t, ids, at(1, 0)), "0 is really sent, and means all")
	_, err := c.BatchListJobStatus(&model.BatchListJobStatusRequest{Body: &model.BatchQueryJobReqPage{Jobs: ids, PageReq: at(3, 5)}})
	refused(t, err, http.StatusBadRequest, "DRS.M00211")
	_, err = c.BatchListJobStatus(&model.BatchListJobStatusRequest{Body: &model.BatchQueryJobReqPage{Jobs: append(ids, ids[0])}})
	refused(t, err, http.StatusBadRequest, "DRS.M00301")
}

// TestHuaweiDRSUnknown requests an unknown task. batch-status reports it in an item. batch-detail returns 400 with
// items, which the SDK cannot read as an error: it returns the whole body.
func TestHuaweiDRSUnknown(t *testing.T) {
	t.Parallel()
	c := open(t, "https").drs(t)
	const id = "9a470239-2308-4bb5-a6bc-1040402fjb21"
	require.Equal(t, "DRS.M00289", c.status(t, id))
	_, err := c.BatchListJobDetails(&model.BatchListJobDetailsRequest{Body: &model.BatchQueryJobReqPage{Jobs: []string{id}}})
	refusal := new(sdkerr.ServiceResponseError)
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, http.StatusBadRequest, refusal.StatusCode)
	require.Empty(t, refusal.ErrorCode)
	require.Contains(t, refusal.ErrorMessage, `"error_code":"DRS.M00289"`)

	started, err := c.BatchStartJobs(&model.BatchStartJobsRequest{Body: &model.BatchStartJobReq{Jobs: []model.StartInfo{{JobId: id}}}})
	require.NoError(t, err)
	require.Equal(t, model.GetStartJobRespStatusEnum().FAILED, *(*started.Results)[0].Status)
	require.Equal(t, "DRS.M05003", *(*started.Results)[0].ErrorCode)
}

// TestHuaweiDRSSwitchover turns a disaster recovery task round.
func TestHuaweiDRSSwitchover(t *testing.T) {
	t.Parallel()
	const id = "8d0e8e36-a618-490d-8a46-8c61ac9jb502"
	c := open(t, "http", testharness.Scenario(`
jobs:
  - api: drs
    id: `+id+`
    db_use_type: cloudDataGuard
    engine_type: cloudDataGuard-mysql
    job_direction: up
    timeline: [{status: INCRE_TRANSFER_STARTED}]
`)).drs(t)
	delays, err := c.BatchListRposAndRtos(&model.BatchListRposAndRtosRequest{Body: &model.BatchQueryRpoAndRtoReq{Jobs: []string{id}}})
	require.NoError(t, err)
	require.Equal(t, "0", *(*delays.Results)[0].RpoInfo.Delay)
	turned, err := c.BatchSwitchover(&model.BatchSwitchoverRequest{Body: &model.BatchSwitchoverReq{Jobs: []string{id}}})
	require.NoError(t, err)
	require.Nil(t, (*turned.Results)[0].ErrorCode)
	require.Equal(t, model.GetSwitchoverRespJobDirectionEnum().DOWN, *(*turned.Results)[0].JobDirection)
	require.Equal(t, "INCRE_TRANSFER_STARTED", c.status(t, id))
}
