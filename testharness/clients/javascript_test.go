package clients

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestHuaweiJavaScript runs a program of Huawei Cloud's SDK for JavaScript: it signs its requests, looks up its project, and
// takes a disk from its creation to its end. npm has the core and IAM, and no EVS; the core asks for uuid without naming it
// among its dependencies.
func TestHuaweiJavaScript(t *testing.T) {
	t.Parallel()
	s := open(t, "http", strict, testharness.Options(testharness.At(time.Now()), testharness.Skipping()))
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, os.DirFS("testdata/javascript")))
	run := func(name string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		return strings.TrimSpace(string(out))
	}
	run("npm", "ci", "--no-audit", "--no-fund")
	out := run("node", "client.cjs", s.url, known.accessKey, known.secretKey, "6a6f6273696d646f6d61696e00000001")
	require.True(t, strings.HasSuffix(out, "done"), out)
}
