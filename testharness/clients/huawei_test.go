package clients

import (
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/config"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	"github.com/stretchr/testify/require"
)

// huawei builds a client of huaweicloud-sdk-go-v3 as its users do. Key and project are always said: without them the SDK
// would look for them in the environment, in files and at a metadata service.
func (s *site) huawei(t *testing.T, builder *core.HcHttpClientBuilder) *core.HcHttpClient {
	t.Helper()
	return s.signedBy(t, s.account, builder)
}

// signedBy is huawei for another account.
func (s *site) signedBy(t *testing.T, a account, builder *core.HcHttpClientBuilder) *core.HcHttpClient {
	t.Helper()
	credentials, err := basic.NewCredentialsBuilder().
		WithAk(a.accessKey).WithSk(a.secretKey).WithProjectId(a.projectID).SafeBuild()
	require.NoError(t, err)
	client, err := builder.WithEndpoint(s.url).WithCredential(credentials).
		WithHttpConfig(config.DefaultHttpConfig().WithHttpTransport(s.transport)).SafeBuild()
	require.NoError(t, err)
	return client
}

// refused asserts that the SDK could read an answer's error, and tells it.
func refused(t *testing.T, err error, status int, code string) *sdkerr.ServiceResponseError {
	t.Helper()
	require.Error(t, err)
	refusal := new(sdkerr.ServiceResponseError)
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, status, refusal.StatusCode, "%s", err)
	require.Equal(t, code, refusal.ErrorCode, "%s", err)
	require.NotEmpty(t, refusal.ErrorMessage)
	require.NotEmpty(t, refusal.RequestId)
	return refusal
}
