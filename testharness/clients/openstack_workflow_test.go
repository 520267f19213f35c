package clients

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestOpenstackWorkflow takes a disk through the command's own calls. "volume create" asks for an image service before it
// looks whether it needs one; what it asks is its versions, which those of EVS answer as well.
func TestOpenstackWorkflow(t *testing.T) {
	t.Parallel()
	s := open(t, "http", strict)
	s.account = known
	c := s.openstack(t).withImages(t, s)
	var made, shown cinderVolume
	c.run(t, &made, "volume", "create", "--size", "10", "--type", "SAS", "--availability-zone", "eu-de-01", "--property", "team=storage", "data")
	require.Equal(t, "creating", made.Status)
	settle := func(want string) {
		s.until(t, func() bool {
			c.run(t, &shown, "volume", "show", "data")
			s.Advance(9 * time.Second)
			return shown.Status == want
		})
	}
	settle("available")
	c.do(t, "volume", "set", "--size", "20", "data")
	settle("available")
	c.do(t, "volume", "set", "--type", "SSD", "data")
	settle("available")
	c.do(t, "volume", "set", "--property", "env=test", "data")
	c.do(t, "volume", "unset", "--property", "team", "data")
	var shot struct{ ID, Status string }
	c.run(t, &shot, "volume", "snapshot", "create", "--volume", "data", "daily")
	s.Advance(9 * time.Second)
	c.run(t, &shot, "volume", "snapshot", "show", "daily")
	require.Equal(t, "available", shot.Status)
	c.run(t, &made, "volume", "create", "--snapshot", "daily", "--size", "20", "restored")
	s.Advance(9 * time.Second)
	var full struct {
		Properties map[string]string
		Size       int
		Type       string
	}
	c.run(t, &full, "volume", "show", "data")
	require.Equal(t, map[string]string{"env": "test"}, full.Properties)
	require.Equal(t, 20, full.Size)
	require.Equal(t, "SSD", full.Type)
	c.do(t, "volume", "snapshot", "delete", "daily")
	s.Advance(9 * time.Second)
	c.do(t, "volume", "delete", "data", "restored")
	s.Advance(9 * time.Second)
	var list []cinderVolume
	c.run(t, &list, "volume", "list")
	require.Empty(t, list)
}

// withImages returns the command with the endpoint of an image service, which the catalog lacks.
func (c commandLine) withImages(t *testing.T, s *site) commandLine {
	t.Helper()
	file := filepath.Join(t.TempDir(), "clouds.yaml")
	require.NoError(t, os.WriteFile(file, []byte("clouds: {jobsim: {image_endpoint_override: "+s.url+"/evs/}}\n"), 0o600))
	c.env = append(c.env, "OS_CLOUD=jobsim", "OS_CLIENT_CONFIG_FILE="+file)
	return c
}

// do runs a command that prints nothing.
func (c commandLine) do(t *testing.T, args ...string) {
	t.Helper()
	_, complaint, err := c.try(t, args...)
	require.NoError(t, err, "openstack %v: %s", args, complaint)
}

// TestOpenstackSDK runs a program of openstacksdk: it waits for the disks by itself, on a clock that skips. It begins
// now: the client takes a token that has run out by its own clock for no token.
func TestOpenstackSDK(t *testing.T) {
	t.Parallel()
	s := open(t, "http", testharness.Options(testharness.At(time.Now()), testharness.Skipping()))
	c := s.openstack(t)
	c.path = interpreter(t, c.path)
	out, complaint, err := c.try(t, "testdata/openstacksdk.py")
	require.NoError(t, err, complaint)
	require.Equal(t, "done\n", string(out))
}

// interpreter returns the Python that the openstack command runs in: the one that Debian's packages are installed for.
func interpreter(t *testing.T, command string) string {
	t.Helper()
	text, err := os.ReadFile(command)
	require.NoError(t, err)
	line, _, _ := strings.Cut(string(text), "\n")
	path, ok := strings.CutPrefix(line, "#!")
	require.True(t, ok, line)
	return strings.TrimSpace(path)
}
