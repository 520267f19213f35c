package terraform

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRunByJobsim applies and destroys by jobsim run, which starts the emulator for the command: Terraform finds it by its variables,
// trusts its HTTPS, and leaves no provider running.
func TestRunByJobsim(t *testing.T) {
	t.Parallel()
	c := install(t, "unused")
	binary := filepath.Join(c.folder, "jobsim")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-C", "../../..", "-o", binary, "./cmd/jobsim").CombinedOutput()
	require.NoError(t, err, "%s", out)
	c.path = binary
	said := c.run(t, "run", "--trust-ca", "--clock", "skipping", "--fail-on", "never", "demo", "--", "sh", "-euc", `
export TF_VAR_url="$JOBSIM_HTTPS_URL"
terraform apply -auto-approve -no-color
terraform destroy -auto-approve -no-color`)
	require.Contains(t, said, "2 added, 0 changed, 0 destroyed")
	require.Contains(t, said, "2 destroyed")
	require.Regexp(t, `(?m)^verdict \w+: \d\d+ requests, `, said)
}
