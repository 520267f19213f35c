package clients

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	golangsdk "github.com/opentelekomcloud/gophertelekomcloud"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/drs/v3/public"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v3/volumes"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/protectiongroups"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/sdrs/v1/replications"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// telekom signs in with gophertelekomcloud as its users do.
func telekom(t *testing.T, transport http.RoundTripper, options golangsdk.AuthOptionsProvider) *golangsdk.ProviderClient {
	t.Helper()
	provider, err := openstack.NewClient(options.GetIdentityEndpoint())
	require.NoError(t, err)
	provider.HTTPClient = http.Client{Transport: transport}
	require.NoError(t, openstack.Authenticate(provider, options))
	return provider
}

// byPassword is what its users write to sign in at an address.
func (a account) byPassword(url string) golangsdk.AuthOptions {
	return golangsdk.AuthOptions{
		IdentityEndpoint: url + "/iam/v3", Username: a.user, Password: a.password, DomainName: a.domain, TenantName: a.project,
	}
}

// telekomCloud are the clients that gophertelekomcloud makes of the catalog. The one for DRS it makes by replacing parts of
// the address of another service.
type telekomCloud struct{ evs, sdrs, drs *golangsdk.ServiceClient }

func services(t *testing.T, provider *golangsdk.ProviderClient) (c telekomCloud) {
	t.Helper()
	var err error
	here := golangsdk.EndpointOpts{Region: "eu-de"}
	c.evs, err = openstack.NewBlockStorageV3(provider, here)
	require.NoError(t, err)
	c.sdrs, err = openstack.NewSDRSV1(provider, here)
	require.NoError(t, err)
	c.drs, err = openstack.NewDRSServiceV3(provider, here)
	require.NoError(t, err)
	return c
}

// newDisk creates a disk and waits for it as the Terraform provider does.
func (c telekomCloud) newDisk(t *testing.T, name string) *volumes.Volume {
	t.Helper()
	job, err := volumes.Create(c.evs, volumes.CreateOpts{
		AvailabilityZone: "eu-de-01", VolumeType: "SSD", Name: name, Size: 10, Tags: map[string]string{"team": "storage"},
	}).ExtractJobResponse()
	require.NoError(t, err)
	require.NoError(t, volumes.WaitForJobSuccess(c.evs, 600, job.JobID))
	id, err := volumes.GetJobEntity(c.evs, job.JobID, "volume_id")
	require.NoError(t, err)
	disk, err := volumes.Get(c.evs, id.(string)).Extract()
	require.NoError(t, err)
	require.Equal(t, "available", disk.Status)
	require.Equal(t, name, disk.Name)
	require.Equal(t, "storage", disk.Tags["team"])
	require.False(t, disk.CreatedAt.IsZero())
	return disk
}

// TestTelekom signs in by password and makes a disk; signs in by the token so got, and by key, and finds it again.
func TestTelekom(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		provider := telekom(t, s.transport, s.byPassword(s.url))
		require.NotEmpty(t, provider.TokenID)
		disk := services(t, provider).newDisk(t, "data")
		again := telekom(t, s.transport, golangsdk.AuthOptions{IdentityEndpoint: s.url + "/iam/v3", TokenID: provider.TokenID})
		require.Equal(t, provider.ProjectID, again.ProjectID)
		signed := telekom(t, s.transport, golangsdk.AKSKAuthOptions{
			IdentityEndpoint: s.url + "/iam/v3", Region: s.regionName, Domain: s.domain, ProjectName: s.project,
			AccessKey: s.accessKey, SecretKey: s.secretKey,
		})
		require.Equal(t, provider.ProjectID, signed.ProjectID)
		for _, other := range []*golangsdk.ProviderClient{again, signed} {
			same, err := volumes.Get(services(t, other).evs, disk.ID).Extract()
			require.NoError(t, err)
			require.Equal(t, disk, same)
		}
	}, fast())
}

// TestTelekomGroup protects a disk, in a bubble in which the client's waits of six seconds each take no time.
func TestTelekomGroup(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), strict)
		c := services(t, telekom(t, sim.Client().Transport, known.byPassword("http://jobsim")))
		disk := c.newDisk(t, "data")
		made, err := protectiongroups.Create(c.sdrs, protectiongroups.CreateOpts{
			Name: "group", SourceAZ: "eu-de-01", TargetAZ: "eu-de-02", DomainID: "fb4bb8e3-a574-4437-a156-78c916aeea4d",
			SourceVpcID: "046852ef-c49d-409b-8389-546aaaa5701f", DrType: "migration",
		}).ExtractJobResponse()
		require.NoError(t, err)
		began := time.Now()
		require.NoError(t, protectiongroups.WaitForJobSuccess(c.sdrs, 600, made.JobID))
		require.Equal(t, 12*time.Second, time.Since(began), "two polls: 1 s before and 5 s after each")
		group, err := protectiongroups.GetJobEntity(c.sdrs, made.JobID, "server_group_id")
		require.NoError(t, err)

		paired, err := replications.Create(c.sdrs, replications.CreateOpts{
			GroupID: group.(string), VolumeID: disk.ID, Name: "pair",
		}).ExtractJobResponse()
		require.NoError(t, err)
		require.NoError(t, replications.WaitForJobSuccess(c.sdrs, 600, paired.JobID))
		pair, err := replications.GetJobEntity(c.sdrs, paired.JobID, "replication_pair_id")
		require.NoError(t, err)
		shown, err := replications.Get(c.sdrs, pair.(string)).Extract()
		require.NoError(t, err)
		require.Equal(t, group, shown.GroupID)

		enabled, err := protectiongroups.Enable(c.sdrs, group.(string)).ExtractJobResponse()
		require.NoError(t, err)
		require.NoError(t, protectiongroups.WaitForJobSuccess(c.sdrs, 600, enabled.JobID))
	})
}

// TestTelekomFailure reads a failed job, and one that nobody knows.
func TestTelekomFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10m}, {status: FAIL, error: EVS.2024}]}
`))
		c := services(t, telekom(t, sim.Client().Transport, stranger.byPassword("http://jobsim")))
		began := time.Now()
		err := volumes.WaitForJobSuccess(c.evs, 3600, "j1")
		require.EqualError(t, err, "Job failed with code EVS.2024: volume is error!.\n")
		require.Equal(t, 10*time.Minute, time.Since(began))
		err = volumes.WaitForJobSuccess(c.evs, 3600, "ff8081826b45d4a5016b5036242c0025")
		require.ErrorAs(t, err, new(golangsdk.ErrDefault400))
		require.ErrorContains(t, err, "query job fail.")
	})
}

// TestTelekomDRS makes a task and asks for its status until it can be configured.
func TestTelekomDRS(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), strict)
		c := services(t, telekom(t, sim.Client().Transport, known.byPassword("http://jobsim")))
		made, err := public.BatchCreateTasks(c.drs, public.BatchCreateTaskOpts{Jobs: []public.CreateJobOpts{{
			Name: "DRS-9228", DbUseType: "migration", EngineType: "mysql", JobDirection: "up", NetType: "eip", NodeType: "high",
			TaskType: "FULL_INCR_TRANS", BindEip: new(true), CustomizeSubnetId: "352ad828-3467-4f03-987a-c55a5a9dd417",
			SourceEndpoint: public.Endpoint{DbType: "mysql", Ip: "192.168.0.27", DbPort: 3306, DbUser: "root", DbPassword: "p"},
			TargetEndpoint: public.Endpoint{DbType: "mysql", Region: "eu-de", InstId: "e05a3679efe241d8b5dee80b17c1a863in01"},
		}}})
		require.NoError(t, err)
		id := made.Results[0].Id
		query := public.BatchQueryTaskOpts{Jobs: []string{id}}
		require.NoError(t, golangsdk.WaitFor(60, func() (bool, error) {
			answer, err := public.BatchListTaskStatus(c.drs, query)
			return err == nil && answer.Results[0].Status == "CONFIGURATION", err
		}))
		details, err := public.BatchListTaskDetails(c.drs, query)
		require.NoError(t, err)
		require.Equal(t, "DRS-9228", details.Results[0].Name)
		require.Equal(t, 3306, details.Results[0].SourceEndpoint.DbPort)
	})
}

// TestTelekomTurnedAway are the sign-ins that fail, and a token that asks for the project of another.
func TestTelekomTurnedAway(t *testing.T) {
	t.Parallel()
	s := open(t, "https", strict)
	client, err := openstack.NewClient(s.url + "/iam/v3")
	require.NoError(t, err)
	client.HTTPClient = http.Client{Transport: s.transport}
	wrong := known
	wrong.password = "guessed"
	err = openstack.Authenticate(client, wrong.byPassword(s.url))
	require.ErrorAs(t, err, new(golangsdk.ErrDefault401))
	require.ErrorContains(t, err, "Unauthorized.")

	c := services(t, telekom(t, s.transport, known.byPassword(s.url)))
	c.evs.Endpoint = s.url + "/evs/v3/" + stranger.projectID + "/"
	err = volumes.Get(c.evs, "591ac654-26d8-41be-bb77-4f90699d2d41").Err
	require.ErrorAs(t, err, new(golangsdk.ErrDefault400))
	require.ErrorContains(t, err, "Common.0018")
	c.drs.ResourceBase = s.url + "/drs/v3/" + stranger.projectID + "/"
	_, err = public.BatchListTaskStatus(c.drs, public.BatchQueryTaskOpts{Jobs: []string{"a"}})
	require.ErrorAs(t, err, new(golangsdk.ErrDefault403))
	require.ErrorContains(t, err, "DRS.M00261")
}
