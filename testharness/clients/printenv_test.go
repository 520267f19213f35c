package clients

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/region"
	drs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v3"
	drsmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v3/model"
	drsregion "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/drs/v3/region"
	evs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2"
	evsmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/model"
	evsregion "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/region"
	sdrs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/sdrs/v1"
	sdrsmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/sdrs/v1/model"
	sdrsregion "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/sdrs/v1/region"
	"github.com/stretchr/testify/require"
)

// TestPrintedVariables starts the binary under "auth: strict", takes over the variables that it prints, and lets clients
// find it by nothing else.
func TestPrintedVariables(t *testing.T) {
	for name, value := range printed(t) {
		t.Setenv(name, value)
	}
	t.Setenv("HOME", t.TempDir())

	out, err := exec.CommandContext(t.Context(), "openstack", "token", "issue", "-f", "value", "-c", "project_id").CombinedOutput()
	require.NoError(t, err, string(out))
	require.Equal(t, known.projectID, strings.TrimSpace(string(out)))

	// Of the same family, and it reads another name of the domain.
	options, err := openstack.AuthOptionsFromEnv()
	require.NoError(t, err)
	provider, err := openstack.AuthenticatedClient(t.Context(), options)
	require.NoError(t, err)
	_, err = openstack.NewBlockStorageV3(provider, gophercloud.EndpointOpts{Region: os.Getenv("OS_REGION_NAME")})
	require.NoError(t, err)

	disk, err := evs.NewEvsClient(byVariables(t, evs.EvsClientBuilder(), evsregion.SafeValueOf)).
		ShowJob(&evsmodel.ShowJobRequest{JobId: "disk"})
	require.NoError(t, err)
	require.Equal(t, "INIT", disk.Status.Value())

	group, err := sdrs.NewSdrsClient(byVariables(t, sdrs.SdrsClientBuilder(), sdrsregion.SafeValueOf)).
		ShowJobStatus(&sdrsmodel.ShowJobStatusRequest{JobId: "group"})
	require.NoError(t, err)
	require.Equal(t, "RUNNING", group.Status.Value())

	tasks, err := drs.NewDrsClient(byVariables(t, drs.DrsClientBuilder(), drsregion.SafeValueOf)).
		BatchListJobStatus(&drsmodel.BatchListJobStatusRequest{Body: &drsmodel.BatchQueryJobReqPage{Jobs: []string{"task"}}})
	require.NoError(t, err)
	require.Len(t, *tasks.Results, 1)
}

// byVariables builds a client to which nothing but a region is said.
func byVariables(t *testing.T, builder *core.HcHttpClientBuilder, find func(string) (*region.Region, error)) *core.HcHttpClient {
	t.Helper()
	place, err := find(known.regionName)
	require.NoError(t, err)
	client, err := builder.WithRegion(place).SafeBuild()
	require.NoError(t, err)
	return client
}

// printed are the variables that a running server prints.
func printed(t *testing.T) map[string]string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "jobsim")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./cmd/jobsim")
	build.Dir = filepath.Join("..", "..")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))

	serve := exec.CommandContext(context.WithoutCancel(t.Context()), binary, "serve", "--auth", "strict", "--print-env", "all", "demo")
	serve.Env = append(os.Environ(), "JOBSIM_LISTEN=127.0.0.1:0", "JOBSIM_TLS_LISTEN=127.0.0.1:0")
	lines, err := serve.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, serve.Start())
	t.Cleanup(func() {
		require.NoError(t, serve.Process.Signal(syscall.SIGTERM))
		require.NoError(t, serve.Wait())
	})
	vars := map[string]string{}
	for read := bufio.NewScanner(lines); vars["ELEMENTSW_API_VERSION"] == "" && read.Scan(); { // the last one
		name, value, ok := strings.Cut(strings.TrimPrefix(read.Text(), "export "), "=")
		require.True(t, ok, read.Text())
		vars[name] = value
	}
	return vars
}
