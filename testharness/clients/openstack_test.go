package clients

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// commandLine is the openstack command in an environment that says everything, so that nothing of the user's is read.
type commandLine struct {
	path string
	env  []string
}

// openstack finds the command, or ends the test saying how to get it.
func (s *site) openstack(t *testing.T) commandLine {
	t.Helper()
	path, err := exec.LookPath("openstack")
	require.NoError(t, err, "install it by: apt-get install python3-openstackclient (or run .ci/setup)")
	home := t.TempDir()
	c := commandLine{path, []string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "OS_AUTH_URL=" + s.url + "/iam/v3", "OS_IDENTITY_API_VERSION=3",
		"OS_USERNAME=" + s.user, "OS_PASSWORD=" + s.password, "OS_USER_DOMAIN_NAME=" + s.domain,
		"OS_PROJECT_NAME=" + s.project, "OS_PROJECT_DOMAIN_NAME=" + s.domain, "OS_REGION_NAME=" + s.regionName,
		"no_proxy=127.0.0.1",
	}}
	if s.authority != nil {
		file := filepath.Join(home, "ca.pem")
		require.NoError(t, os.WriteFile(file, s.authority.PEM(), 0o600))
		c.env = append(c.env, "OS_CACERT="+file)
	}
	return c
}

// run runs the command and decodes what it prints.
func (c commandLine) run(t *testing.T, into any, args ...string) {
	t.Helper()
	said, complaint, err := c.try(t, append(args, "-f", "json")...)
	require.NoError(t, err, "openstack %v: %s", args, complaint)
	require.NoError(t, json.Unmarshal(said, into), "openstack %v: %s", args, said)
}

func (c commandLine) try(t *testing.T, args ...string) (said []byte, complaint string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), c.path, args...)
	cmd.Env = c.env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	said, err = cmd.Output()
	return said, stderr.String(), err
}

// cinderVolume is what the command prints of a volume.
type cinderVolume struct {
	ID, Name, Status string
	Size             int
}

// TestOpenstackClient signs in by the command, reads the catalog, and reads and deletes a disk that an SDK made. The
// command's own "volume create" asks for an image service first, which there is none of here.
func TestOpenstackClient(t *testing.T) {
	t.Parallel()
	s := open(t, "http", strict)
	s.account = known
	c, disk := s.openstack(t), s.evs(t)
	made, err := disk.CreateVolume(order("data", "eu-de-01", 1))
	require.NoError(t, err)
	id := (*made.VolumeIds)[0]

	var token map[string]string
	c.run(t, &token, "token", "issue")
	require.Equal(t, known.projectID, token["project_id"])
	require.Equal(t, "2026-01-03T12:00:00+0000", token["expires"])
	require.NotEmpty(t, token["id"])

	var catalog []struct {
		Type      string
		Endpoints []struct{ URL string }
	}
	c.run(t, &catalog, "catalog", "list")
	urls := map[string]string{}
	for _, service := range catalog {
		urls[service.Type] = service.Endpoints[0].URL
	}
	require.Equal(t, s.url+"/evs/v3/"+known.projectID, urls["volumev3"])
	require.Equal(t, s.url+"/sdrs/v1/"+known.projectID, urls["sdrs"])

	disk.wait(t, made.JobId)
	want := cinderVolume{ID: id, Name: "data", Status: "available", Size: 10}
	var list []cinderVolume
	c.run(t, &list, "volume", "list")
	require.Equal(t, []cinderVolume{want}, list)
	var shown cinderVolume
	c.run(t, &shown, "volume", "show", id)
	require.Equal(t, want, shown)

	_, complaint, err := c.try(t, "volume", "delete", id)
	require.NoError(t, err, complaint)
	require.Equal(t, "deleting", disk.volume(t, id).Status)
}

// TestOpenstackClientTLS does it by HTTPS, trusting the emulator's authority.
func TestOpenstackClientTLS(t *testing.T) {
	t.Parallel()
	s := open(t, "https", strict)
	s.account = known
	made, err := s.evs(t).CreateVolume(order("data", "eu-de-01", 1))
	require.NoError(t, err)
	var shown cinderVolume
	s.openstack(t).run(t, &shown, "volume", "show", (*made.VolumeIds)[0])
	require.Equal(t, cinderVolume{ID: (*made.VolumeIds)[0], Name: "data", Status: "creating", Size: 10}, shown)
}

// TestOpenstackClientTurnedAway reads what a wrong password gets.
func TestOpenstackClientTurnedAway(t *testing.T) {
	t.Parallel()
	s := open(t, "http", strict)
	_, complaint, err := s.openstack(t).try(t, "token", "issue")
	require.Error(t, err)
	require.Contains(t, complaint, "Unauthorized. (HTTP 401)")
}
