package clients

import (
	"testing"

	golangsdk "github.com/opentelekomcloud/gophertelekomcloud"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/drs/v3/public"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/attachreplication"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/domains"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/drill"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/protectedinstances"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/protectiongroups"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/replications"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestTelekomSDRSWorkflow takes a group with a pair, an instance and a drill through its whole life, by the calls and waits of
// terraform-provider-opentelekomcloud.
func TestTelekomSDRSWorkflow(t *testing.T) {
	t.Parallel()
	eachBubble(t, func(t *testing.T, sim *testharness.Sim) {
		c := services(t, telekom(t, sim.Client().Transport, known.byPassword("http://jobsim")))
		group := c.newGroup(t)
		pair := c.newPair(t, group, c.newDisk(t, "data").ID)
		instance := c.newInstance(t, group)

		attached, err := attachreplication.Create(c.sdrs, instance, attachreplication.CreateOpts{ReplicationID: pair, Device: "/dev/vdb"}).ExtractJobResponse()
		require.NoError(t, err)
		require.NoError(t, attachreplication.WaitForJobSuccess(c.sdrs, 600, attached.JobID))
		shown, err := protectedinstances.Get(c.sdrs, instance).Extract()
		require.NoError(t, err)
		require.Equal(t, []protectedinstances.Attachment{{Replication: pair, Device: "/dev/vdb"}}, shown.Attachment)

		c.protect(t, group)
		c.drillOnce(t, group)
		disabled, err := protectiongroups.Disable(c.sdrs, group).ExtractJobResponse()
		require.NoError(t, err)
		require.NoError(t, protectiongroups.WaitForJobSuccess(c.sdrs, 600, disabled.JobID))

		detached, err := attachreplication.Delete(c.sdrs, instance, pair).ExtractJobResponse()
		require.NoError(t, err)
		require.NoError(t, attachreplication.WaitForJobSuccess(c.sdrs, 600, detached.JobID))
		c.removeAll(t, group, pair, instance)
	})
}

// newGroup creates a protection group in the only domain.
func (c telekomCloud) newGroup(t *testing.T) string {
	t.Helper()
	all, err := domains.Get(c.sdrs).Extract()
	require.NoError(t, err)
	made, err := protectiongroups.Create(c.sdrs, protectiongroups.CreateOpts{
		Name: "group", SourceAZ: "eu-de-01", TargetAZ: "eu-de-02", DomainID: all.Domains[0].Id,
		SourceVpcID: "046852ef-c49d-409b-8389-546aaaa5701f", DrType: "migration",
	}).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, protectiongroups.WaitForJobSuccess(c.sdrs, 600, made.JobID))
	id, err := protectiongroups.GetJobEntity(c.sdrs, made.JobID, "server_group_id")
	require.NoError(t, err)
	return id.(string)
}

// newPair creates a replication pair of a disk.
func (c telekomCloud) newPair(t *testing.T, group, disk string) string {
	t.Helper()
	made, err := replications.Create(c.sdrs, replications.CreateOpts{GroupID: group, VolumeID: disk, Name: "pair"}).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, replications.WaitForJobSuccess(c.sdrs, 600, made.JobID))
	id, err := replications.GetJobEntity(c.sdrs, made.JobID, "replication_pair_id")
	require.NoError(t, err)
	return id.(string)
}

// newInstance creates a protected instance with a tag.
func (c telekomCloud) newInstance(t *testing.T, group string) string {
	t.Helper()
	made, err := protectedinstances.Create(c.sdrs, protectedinstances.CreateOpts{
		GroupID: group, ServerID: "5fb92d6c-b0cb-46c9-824b-b90ec5500ae6", Name: "ecs", Tags: []protectedinstances.Tags{{Key: "team", Value: "storage"}},
	}).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, protectedinstances.WaitForJobSuccess(c.sdrs, 600, made.JobID))
	id, err := protectedinstances.GetJobEntity(c.sdrs, made.JobID, "protected_instance_id")
	require.NoError(t, err)
	return id.(string)
}

// protect enables protection and reads the group.
func (c telekomCloud) protect(t *testing.T, group string) {
	t.Helper()
	enabled, err := protectiongroups.Enable(c.sdrs, group).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, protectiongroups.WaitForJobSuccess(c.sdrs, 600, enabled.JobID))
	shown, err := protectiongroups.Get(c.sdrs, group).Extract()
	require.NoError(t, err)
	require.Equal(t, "eu-de-01", shown.SourceAZ)
}

// drillOnce creates a DR drill and deletes it.
func (c telekomCloud) drillOnce(t *testing.T, group string) {
	t.Helper()
	made, err := drill.Create(c.sdrs, drill.CreateOpts{GroupID: group, DrillVpcID: "7881f1d2-1f41-419c-873a-14ac620bc46e", Name: "drill"}).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, drill.WaitForJobSuccess(c.sdrs, 600, made.JobID))
	id, err := drill.GetJobEntity(c.sdrs, made.JobID, "disaster_recovery_drill_id")
	require.NoError(t, err)
	shown, err := drill.Get(c.sdrs, id.(string)).Extract()
	require.NoError(t, err)
	require.Len(t, shown.Servers, 1)
	gone, err := drill.Delete(c.sdrs, id.(string)).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, drill.WaitForJobSuccess(c.sdrs, 600, gone.JobID))
}

// removeAll deletes pair, instance and group.
func (c telekomCloud) removeAll(t *testing.T, group, pair, instance string) {
	t.Helper()
	first, err := replications.Delete(c.sdrs, pair, replications.DeleteOpts{GroupID: group, DeleteVolume: true}).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, replications.WaitForJobSuccess(c.sdrs, 600, first.JobID))
	second, err := protectedinstances.Delete(c.sdrs, instance, protectedinstances.DeleteOpts{DeleteTargetServer: new(true)}).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, protectedinstances.WaitForJobSuccess(c.sdrs, 600, second.JobID))
	third, err := protectiongroups.Delete(c.sdrs, group).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, protectiongroups.WaitForJobSuccess(c.sdrs, 600, third.JobID))
	_, err = protectiongroups.Get(c.sdrs, group).Extract()
	require.ErrorAs(t, err, new(golangsdk.ErrDefault400))
	require.ErrorContains(t, err, "SDRS.1013")
}

// TestTelekomDRSWorkflow takes a task from its creation to its deletion, by the calls of terraform-provider-opentelekomcloud.
func TestTelekomDRSWorkflow(t *testing.T) {
	t.Parallel()
	eachBubble(t, func(t *testing.T, sim *testharness.Sim) {
		c := services(t, telekom(t, sim.Client().Transport, known.byPassword("http://jobsim")))
		made, err := public.BatchCreateTasks(c.drs, public.BatchCreateTaskOpts{Jobs: []public.CreateJobOpts{{
			Name: "DRS-9228", DbUseType: "migration", EngineType: "mysql", JobDirection: "up", NetType: "eip", NodeType: "high",
			TaskType: "FULL_INCR_TRANS", BindEip: new(true), CustomizeSubnetId: "352ad828-3467-4f03-987a-c55a5a9dd417",
			SourceEndpoint: public.Endpoint{DbType: "mysql", Ip: "192.168.0.27", DbPort: 3306, DbUser: "root", DbPassword: "p"},
			TargetEndpoint: public.Endpoint{DbType: "mysql", Region: "eu-de", InstId: "e05a3679efe241d8b5dee80b17c1a863in01"},
		}}})
		require.NoError(t, err)
		id := made.Results[0].Id
		c.waitForTask(t, id, "CONFIGURATION")
		end := func(which string) public.TestEndPoint {
			return public.TestEndPoint{Id: id, EndPointType: which, NetType: "eip", DbType: "mysql", Ip: "192.168.0.27", DbUser: "root", DbPassword: "p", DbPort: 3306}
		}
		tested, err := public.BatchTestConnections(c.drs, public.BatchTestConnectionOpts{Jobs: []public.TestEndPoint{end("so"), end("ta")}})
		require.NoError(t, err)
		require.Equal(t, 2, tested.Count)
		_, err = public.BatchSetSpeed(c.drs, public.BatchLimitSpeedOpts{SpeedLimits: []public.LimitSpeedReq{{
			JobId: id, SpeedLimit: []public.SpeedLimitInfo{{Begin: "16:00", End: "15:59", Speed: "15"}},
		}}})
		require.NoError(t, err)
		_, err = public.BatchStartTasks(c.drs, public.BatchStartJobOpts{Jobs: []public.StartInfo{{JobId: id}}})
		require.NoError(t, err)
		c.waitForTask(t, id, "INCRE_TRANSFER_STARTED")
		_, err = public.BatchDeleteTasks(c.drs, public.BatchDeleteTasksOpts{Jobs: []public.DeleteJobReq{{DeleteType: "force_terminate", JobId: id}}})
		require.NoError(t, err)
		c.waitForTask(t, id, "RELEASE_RESOURCE_COMPLETE")
		gone, err := public.BatchDeleteTasks(c.drs, public.BatchDeleteTasksOpts{Jobs: []public.DeleteJobReq{{DeleteType: "delete", JobId: id}}})
		require.NoError(t, err)
		require.Equal(t, "success", gone.Results[0].Status)
	})
}

// waitForTask polls a task until it has a status.
func (c telekomCloud) waitForTask(t *testing.T, id, want string) {
	t.Helper()
	require.NoError(t, golangsdk.WaitFor(600, func() (bool, error) {
		got, err := public.BatchListTaskStatus(c.drs, public.BatchQueryTaskOpts{Jobs: []string{id}})
		return err == nil && got.Results[0].Status == want, err
	}))
}
