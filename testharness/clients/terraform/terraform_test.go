package terraform

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

const provider = "github.com/terraform-provider-openstack/terraform-provider-openstack/v3"

// terraform is the command in a folder of its own, with a provider that it takes as it is.
type terraform struct {
	path, folder string
	env          []string
}

// install builds the provider and copies the configuration.
func install(t *testing.T, url string) terraform {
	t.Helper()
	path, err := exec.LookPath("terraform")
	require.NoError(t, err, "install it: https://developer.hashicorp.com/terraform/install")
	folder := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(folder, "terraform-provider-openstack"), provider)
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	config, err := os.ReadFile("testdata/main.tf")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "main.tf"), config, 0o600))
	settings := `provider_installation {
  dev_overrides { "terraform-provider-openstack/openstack" = "` + folder + `" }
  direct { exclude = ["*/*"] }
}`
	require.NoError(t, os.WriteFile(filepath.Join(folder, "settings.tfrc"), []byte(settings), 0o600))
	return terraform{path, folder, []string{
		"HOME=" + folder, "PATH=" + os.Getenv("PATH"), "TF_CLI_CONFIG_FILE=" + filepath.Join(folder, "settings.tfrc"),
		"TF_VAR_url=" + url, "CHECKPOINT_DISABLE=1", "NO_PROXY=127.0.0.1",
	}}
}

// run runs the command and returns what it prints.
func (c terraform) run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), c.path, args...)
	cmd.Dir, cmd.Env = c.folder, c.env
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "terraform %s: %s", strings.Join(args, " "), out)
	return string(out)
}

// TestApplyPlanDestroy creates two disks, finds nothing to change, extends and retypes one, and
// destroys them. The clock skips to the next change of what the provider looks at, and begins now: the provider renews a
// token that has run out by its own clock.
func TestApplyPlanDestroy(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.At(time.Now()), testharness.Skipping())
	c := install(t, sim.URL())
	require.Contains(t, c.run(t, "apply", "-auto-approve", "-no-color"), "2 added, 0 changed, 0 destroyed")
	require.Contains(t, c.run(t, "plan", "-detailed-exitcode", "-no-color"), "No changes.")
	require.Contains(t, c.run(t, "apply", "-auto-approve", "-no-color", "-var", "size=20", "-var", "type=SSD"), "0 added, 1 changed, 0 destroyed")
	require.Contains(t, c.run(t, "output", "-no-color"), `"eu-de-01"`)
	require.Contains(t, c.run(t, "plan", "-detailed-exitcode", "-no-color", "-var", "size=20", "-var", "type=SSD"), "No changes.")
	require.Contains(t, c.run(t, "destroy", "-auto-approve", "-no-color", "-var", "size=20", "-var", "type=SSD"), "2 destroyed")
}
