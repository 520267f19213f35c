package clients

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/model"
	sdrs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/sdrs/v1/model"
	golangsdk "github.com/opentelekomcloud/gophertelekomcloud"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v3/volumes"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestThirdDiskFails lets a scenario say how the jobs go that a client starts.
func TestThirdDiskFails(t *testing.T) {
	t.Parallel()
	c := open(t, "http", testharness.Scenario(`
rules:
  - call: evs.createVolume
    where: {volume.availability_zone: eu-de-01}
    nth: 3
    start: {timeline: [{status: RUNNING, for: 2s}, {status: FAIL, error: EVS.2024}]}
`)).evs(t)
	for n, want := range []string{"available", "available", "error", "available"} {
		made, err := c.CreateVolume(order("data", "eu-de-01", 1))
		require.NoError(t, err)
		c.wait(t, made.JobId)
		require.Equal(t, want, c.volume(t, (*made.VolumeIds)[0]).Status, "disk %d", n)
	}
}

// TestFailedTasks reads the list of SDRS's failed tasks, which without a filter has those of groups alone.
// The profile of live services has the types of resources that the SDK knows.
func TestFailedTasks(t *testing.T) {
	t.Parallel()
	c := open(t, "http", testharness.Observed(), testharness.Scenario(`
rules:
  - call: sdrs.createReplicationPair
    start: {timeline: [{status: RUNNING, for: 2s}, {status: FAIL, error: EVS.2024, reason: "SdrsTask-fail:volume is error!"}]}
`)).sdrs(t)
	group := c.newGroup(t)
	made, err := c.CreateReplication(&sdrs.CreateReplicationRequest{Body: &sdrs.CreateReplicationRequestBody{
		Replication: &sdrs.CreateReplicationRequestParams{
			ServerGroupId: group, VolumeId: "48dda0c0-c800-46f2-9728-a519ff783d35", Name: "pair",
		},
	}})
	require.NoError(t, err)
	c.site.Advance(time.Minute)
	failed, err := c.ListFailureJobs(&sdrs.ListFailureJobsRequest{ServerGroupId: new(group)})
	require.NoError(t, err)
	require.Len(t, *failed.FailureJobs, 1)
	task := (*failed.FailureJobs)[0]
	require.Equal(t, *made.JobId, task.JobId)
	require.Equal(t, "EVS.2024", task.ErrorCode)
	require.Equal(t, "SdrsTask-fail:volume is error!", task.FailReason)
	require.Equal(t, sdrs.GetFailureJobParamsFailureStatusEnum().CREATE_FAIL, task.FailureStatus)
	require.Equal(t, sdrs.GetFailureJobParamsResourceTypeEnum().REPLICATIONS, task.ResourceType)
}

// TestThrottled refuses two polls as the gateway does. Huawei Cloud's SDK hands the refusal out at once.
func TestThrottled(t *testing.T) {
	t.Parallel()
	c := open(t, "https", testharness.Scenario(throttled)).evs(t)
	poll := func() error {
		_, err := c.ShowJob(&model.ShowJobRequest{JobId: "j1"})
		return err
	}
	require.NoError(t, poll())
	for range 2 {
		refused(t, poll(), http.StatusTooManyRequests, "APIGW.0308")
	}
	require.NoError(t, poll())
}

const throttled = `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 3s}, {status: SUCCESS}]}
rules:
  - {call: evs.showJob, nth: 2..3, answer: {error: APIGW.0308}}
`

// TestTelekomThrottled has gophertelekomcloud sleep its minute for each of the two, in a bubble.
func TestTelekomThrottled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(throttled))
		c := services(t, telekom(t, sim.Client().Transport, stranger.byPassword("http://jobsim")))
		began := time.Now()
		require.NoError(t, volumes.WaitForJobSuccess(c.evs, 600, "j1"))
		require.Equal(t, 2*time.Minute+2*time.Second, time.Since(began))
	})
}

// TestTelekomTokenExpires lets the token run out in the middle of polling: gophertelekomcloud gets another.
func TestTelekomTokenExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), strict, testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}
rules:
  - call: iam.createToken
    nth: 1
    start: {timeline: [{status: valid, for: 3s}, {status: expired}]}
`))
		options := known.byPassword("http://jobsim")
		options.AllowReauth = true
		provider := telekom(t, sim.Client().Transport, options)
		first := provider.Token()
		require.NoError(t, volumes.WaitForJobSuccess(services(t, provider).evs, 600, "j1"))
		require.NotEqual(t, first, provider.Token())
	})
}

// TestAnswerLost loses the answer to a creation that was carried out: the client sees an error and yet has a disk.
func TestAnswerLost(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Scenario(`rules: [{call: evs.createVolume, nth: 1, break: lose}]`))
	c := s.evs(t)
	_, err := c.CreateVolume(order("data", "eu-de-01", 1))
	require.Error(t, err)
	list, err := c.ListVolumes(&model.ListVolumesRequest{})
	require.NoError(t, err)
	require.Len(t, *list.Volumes, 1)
}

// TestGatewayDown answers 502 once, after which gophertelekomcloud tries again by itself.
func TestGatewayDown(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Scenario(`rules: [{call: evs.showVolume, nth: 1, answer: {error: APIGW.0201, status: 502}}]`))
	c := services(t, telekom(t, s.transport, s.byPassword(s.url)))
	err := volumes.Get(c.evs, "591ac654-26d8-41be-bb77-4f90699d2d41").Err
	require.ErrorAs(t, err, new(golangsdk.ErrDefault404))
}
