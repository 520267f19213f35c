package clients

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack"
	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/volumes"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// blockStorage signs in with gophercloud and finds Cinder in the catalog.
func (a account) blockStorage(t *testing.T, url string, transport http.RoundTripper) *gophercloud.ServiceClient {
	t.Helper()
	provider, err := openstack.NewClient(url + "/iam/v3")
	require.NoError(t, err)
	provider.HTTPClient = http.Client{Transport: transport}
	require.NoError(t, openstack.Authenticate(t.Context(), provider, gophercloud.AuthOptions{
		IdentityEndpoint: url + "/iam/v3", Username: a.user, Password: a.password, DomainName: a.domain,
		Scope: &gophercloud.AuthScope{ProjectName: a.project, DomainName: a.domain},
	}))
	client, err := openstack.NewBlockStorageV3(provider, gophercloud.EndpointOpts{Region: a.regionName})
	require.NoError(t, err)
	return client
}

// TestGophercloud reads volumes as those of Cinder.
func TestGophercloud(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		c := s.blockStorage(t, s.url, s.transport)
		made, err := volumes.Create(t.Context(), c, volumes.CreateOpts{
			Name: "data", Size: 10, VolumeType: "SSD", AvailabilityZone: "eu-de-01", Metadata: map[string]string{"k": "v"},
		}, nil).Extract()
		require.NoError(t, err)
		require.Equal(t, "creating", made.Status)
		s.Advance(time.Minute)
		pages, err := volumes.List(c, volumes.ListOpts{Name: "data"}).AllPages(t.Context())
		require.NoError(t, err)
		list, err := volumes.ExtractVolumes(pages)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Equal(t, made.ID, list[0].ID)
		require.Equal(t, "available", list[0].Status)
		require.Equal(t, testharness.StartTime, list[0].CreatedAt)
	})
}

// TestGophercloudWaits lets the client wait, which it does by a second, in a bubble.
func TestGophercloudWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real())
		c := stranger.blockStorage(t, "http://jobsim", sim.Client().Transport)
		ctx := t.Context()
		made, err := volumes.Create(ctx, c, volumes.CreateOpts{Size: 10, VolumeType: "SSD", AvailabilityZone: "eu-de-01"}, nil).Extract()
		require.NoError(t, err)
		began := time.Now()
		require.NoError(t, volumes.WaitForStatus(ctx, c, made.ID, "available"))
		require.Equal(t, 5*time.Second, time.Since(began))
		require.NoError(t, volumes.ExtendSize(ctx, c, made.ID, volumes.ExtendSizeOpts{NewSize: 20}).ExtractErr())
		require.NoError(t, volumes.WaitForStatus(ctx, c, made.ID, "available"))
		require.NoError(t, volumes.Delete(ctx, c, made.ID, nil).ExtractErr())
		err = volumes.WaitForStatus(ctx, c, made.ID, "deleted")
		require.True(t, gophercloud.ResponseCodeIs(err, http.StatusNotFound), "%v", err)
	})
}
