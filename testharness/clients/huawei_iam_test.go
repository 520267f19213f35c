package clients

import (
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/global"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/config"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/impl"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/region"
	evs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2"
	"github.com/stretchr/testify/require"
)

// TestHuaweiProject lets the SDK ask IAM for the project of a region: GET /v3/projects?name=, of which it takes exactly
// one. The SDK remembers projects by key and region for as long as the process lives, hence a region for each scheme.
func TestHuaweiProject(t *testing.T) {
	t.Parallel()
	eachAccess(t, func(t *testing.T, s *site) {
		place := "eu-de"
		if s.authority != nil {
			place = "eu-nl"
		}
		credentials, err := basic.NewCredentialsBuilder().
			WithAk(s.accessKey).WithSk(s.secretKey).WithIamEndpointOverride(s.url).SafeBuild()
		require.NoError(t, err)
		client, err := evs.EvsClientBuilder().WithRegion(region.NewRegion(place, s.url)).WithCredential(credentials).
			WithHttpConfig(config.DefaultHttpConfig().WithHttpTransport(s.transport)).SafeBuild()
		require.NoError(t, err)
		require.Len(t, credentials.ProjectId, 32)
		if place == known.project {
			require.Equal(t, known.projectID, credentials.ProjectId)
		}

		c := huaweiEVS{evs.NewEvsClient(client), s}
		made, err := c.CreateVolume(order("data", "eu-de-01", 1))
		require.NoError(t, err)
		require.Equal(t, credentials.ProjectId, c.volume(t, (*made.VolumeIds)[0]).OsVolTenantAttrtenantId)
	})
}

// TestHuaweiDomain lets the SDK ask IAM for the domain of a key: GET /v3/auth/domains.
func TestHuaweiDomain(t *testing.T) {
	t.Parallel()
	s := open(t, "https")
	credentials, err := global.NewCredentialsBuilder().
		WithAk(known.accessKey).WithSk(known.secretKey).WithIamEndpointOverride(s.url).SafeBuild()
	require.NoError(t, err)
	_, err = credentials.ProcessAuthParams(impl.NewDefaultHttpClient(config.DefaultHttpConfig().WithHttpTransport(s.transport)), "eu-de")
	require.NoError(t, err)
	require.Equal(t, "6a6f6273696d646f6d61696e00000001", credentials.DomainId)
}
