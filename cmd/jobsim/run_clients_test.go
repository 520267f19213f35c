package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// pollsFrom are programs that poll the job "disk" once by JOBSIM_URL, each in the language of its command.
var pollsFrom = []struct {
	name    string
	needs   string
	files   map[string]string
	command []string
}{
	{"go test", "go", map[string]string{"go.mod": "module polls\n\ngo 1.26\n", "poll_test.go": `package polls

import (
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
)

func TestPoll(t *testing.T) {
	r, err := http.NewRequest(http.MethodGet, os.Getenv("JOBSIM_URL")+"/evs/v1/p/jobs/disk", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Auth-Token", "t")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil || !strings.Contains(string(text), "SUCCESS") {
		t.Fatal(string(text), err)
	}
}
`}, []string{"go", "test", "-count=1", "./..."}},
	{"python", "python3", map[string]string{"test_poll.py": `import os, ssl, unittest, urllib.request

class Poll(unittest.TestCase):
    def test_poll(self):
        for url in os.environ["JOBSIM_URL"], os.environ["JOBSIM_HTTPS_URL"]:
            request = urllib.request.Request(url + "/evs/v1/p/jobs/disk", headers={"X-Auth-Token": "t"})
            self.assertIn(b"SUCCESS", urllib.request.urlopen(request).read())
`}, []string{"python3", "-m", "unittest", "-q", "test_poll"}},
	{"node", "node", map[string]string{"poll.mjs": `for (const url of [process.env.JOBSIM_URL, process.env.JOBSIM_HTTPS_URL]) {
  const response = await fetch(url + "/evs/v1/p/jobs/disk", { headers: { "X-Auth-Token": "t" } });
  if (!(await response.text()).includes("SUCCESS")) process.exit(1);
}
`}, []string{"node", "poll.mjs"}},
	{"a script whose children poll", "curl", map[string]string{"poll.sh": `curl -sf -H 'X-Auth-Token: t' "$JOBSIM_URL/evs/v1/p/jobs/disk" | grep -q SUCCESS &
(curl -sf -H 'X-Auth-Token: t' --cacert "$CURL_CA_BUNDLE" "$JOBSIM_HTTPS_URL/evs/v1/p/jobs/disk" | grep -q SUCCESS) &
wait
sleep 100 &
`}, []string{"sh", "poll.sh"}},
}

// TestRunClients wants commands of several languages to find the emulator by its variables and to trust it.
func TestRunClients(t *testing.T) {
	t.Parallel()
	for _, c := range pollsFrom {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.needs == "go" && testing.Short() {
				t.Skip("left out by -short: it builds a test")
			}
			requireTools(t, c.needs, c.command[0])
			dir := t.TempDir()
			for name, text := range c.files {
				require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
			}
			cmd := jobsimProcess(t.Context(), t, append([]string{"run", "--trust-ca", "--fail-on", "never", judgedScenario(t, ""), "--"}, c.command...)...)
			cmd.Dir = dir
			cmd.Env = append(cmd.Env, "GOFLAGS=-mod=mod", "GOWORK=off")
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, string(out))
			require.Regexp(t, `verdict \w+: [12] requests?`, string(out))
		})
	}
}

// TestRunHarness wants the coverage of emulators that a command's own tests start to be in the file of run.
func TestRunHarness(t *testing.T) {
	if testing.Short() {
		t.Skip("left out by -short: it builds a test in a module of its own")
	}
	t.Parallel()
	dir := t.TempDir()
	moduleIn(t, dir)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "disk_test.go"), []byte(`package disk_test

import (
	"net/http"
	"os"
	"testing"

	"github.com/jobsim/jobsim/testharness"
)

func TestMain(m *testing.M) { os.Exit(testharness.Coverage(m)) }

func TestDisk(t *testing.T) {
	sim := testharness.Run(t, testharness.Scenario("jobs: [{api: evs, id: own, type: createVolume, timeline: [{status: SUCCESS}]}]"))
	r, err := http.NewRequest(http.MethodGet, sim.URL()+"/evs/v1/p/jobs/own", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Auth-Token", "t")
	resp, err := sim.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
`), 0o600))
	cover := filepath.Join(t.TempDir(), "cover.json")
	cmd := jobsimProcess(t.Context(), t, "run", "--coverage", cover, "demo", "--", "go", "test", "./...")
	cmd.Dir = dir
	cmd.Env = append(cmd.Env, "GOFLAGS=-mod=mod "+os.Getenv("GOFLAGS"))
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	text, err := os.ReadFile(cover)
	require.NoError(t, err)
	require.Contains(t, string(text), "evs/own step 1: SUCCESS")
	require.Contains(t, string(text), "demo")
}
