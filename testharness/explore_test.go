package testharness_test

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/testharness"
)

// pollDisk waits for the job disk and returns its last status. It retries what can be retried, but for a 503 if fragile is set.
func pollDisk(client *http.Client, pause time.Duration, fragile bool) string {
	for range 100 {
		time.Sleep(pause)
		r, err := http.NewRequest(http.MethodGet, "http://jobsim/evs/v1/p/jobs/disk", nil)
		if err != nil {
			return err.Error()
		}
		r.Header.Set("X-Auth-Token", "t")
		resp, err := client.Do(r)
		if err != nil {
			continue
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if fragile && resp.StatusCode == http.StatusServiceUnavailable {
			return "503"
		}
		if status := gjson.GetBytes(body, "status").String(); err == nil && (status == "SUCCESS" || status == "FAIL") {
			return status
		}
	}
	return "no end"
}

const exploredDisk = `
jobs:
  - api: evs
    id: disk
    type: createVolume
    timeline:
      - {status: RUNNING, for: 5s..20s}
      - choose: [{weight: 3, steps: [{status: SUCCESS}]}, {steps: [{status: FAIL, error: EVS.2024}]}]`

// TestExplore runs a client that survives all worlds, each of them once.
func TestExplore(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	ends := map[string]string{}
	t.Run("worlds", func(t *testing.T) {
		testharness.Explore(t, func(t *testing.T, sim *testharness.Sim) {
			end := pollDisk(sim.Client(), 0, false)
			mu.Lock()
			defer mu.Unlock()
			ends[t.Name()[len("TestExplore/worlds/"):]] = end
			require.Contains(t, []string{"SUCCESS", "FAIL"}, end)
		}, testharness.Scenario(exploredDisk))
	})
	require.Equal(t, map[string]string{
		"plain": "SUCCESS", "disk:1=max": "SUCCESS", "disk:1=passed": "SUCCESS", "disk:2=b2": "FAIL",
		"evs.showJob@1=throttle": "SUCCESS", "evs.showJob@1=503": "SUCCESS", "evs.showJob@1=reset": "SUCCESS", "evs.showJob@1=cut": "SUCCESS",
		"evs.showJob@1=notfound": "SUCCESS", "evs.showJob@2=throttle": "SUCCESS", "evs.showJob@2=503": "SUCCESS", "evs.showJob@2=reset": "SUCCESS",
		"evs.showJob@2=cut": "SUCCESS", "evs.showJob@2=stale": "SUCCESS",
	}, ends)
}

// TestExploreBubble has a client that sleeps, with real time in bubbles, and two pins in a world.
func TestExploreBubble(t *testing.T) {
	t.Parallel()
	testharness.Explore(t, func(t *testing.T, sim *testharness.Sim) {
		began := time.Now()
		require.Contains(t, []string{"SUCCESS", "FAIL"}, pollDisk(sim.Client(), 4*time.Second, false))
		if strings.Contains(t.Name(), "slow") {
			require.Greater(t, time.Since(began), 30*time.Second)
		}
	}, testharness.Scenario(exploredDisk), testharness.Bubble(), testharness.Depth(2), testharness.MaxWorlds(150))
}

// TestExploreOptions wants options of Explore to be rejected by Run.
func TestExploreOptions(t *testing.T) {
	t.Parallel()
	w := &recordingT{}
	require.Panics(t, func() { testharness.Run(w, testharness.Depth(2)) })
}

// exploreChild selects what TestExploreChild does: it fails on purpose, in a process of its own.
const exploreChild = "JOBSIM_TEST_EXPLORE"

func TestExploreChild(t *testing.T) {
	var opts []testharness.Option
	client := func(t *testing.T, sim *testharness.Sim) {
		if end := pollDisk(sim.Client(), 0, true); end == "503" {
			t.Errorf("the client gave up at a 503")
		}
	}
	switch mode := os.Getenv(exploreChild); mode {
	case "":
		t.Skip("it is run by the other tests")
	case "deadlock":
		opts = append(opts, testharness.Bubble(), testharness.Faults(explore.Reset))
		client = func(_ *testing.T, sim *testharness.Sim) { pollDisk(sim.Client(), time.Second, true); <-make(chan int) }
	case "limit":
		opts = append(opts, testharness.TimeLimit(50*time.Millisecond), testharness.Faults())
		client = func(_ *testing.T, sim *testharness.Sim) {
			for range 1000 {
				if _, err := sim.Client().Get("http://jobsim/evs/v1/p/jobs/disk"); err != nil {
					return
				}
				time.Sleep(time.Millisecond)
			}
		}
	default:
		opts = append(opts, testharness.SaveWorlds(mode))
	}
	testharness.Explore(t, client, append(opts, testharness.Scenario(exploredDisk))...)
}

// runChild runs TestExploreChild in a process of its own, and returns its output.
func runChild(t *testing.T, mode, pattern string) string {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "-test.run", pattern, "-test.v")
	cmd.Env = append(os.Environ(), exploreChild+"="+mode)
	out, err := cmd.CombinedOutput()
	require.Error(t, err, "it must fail:\n%s", out)
	return string(out)
}

// TestExploreFails wants the failures of one cause in one group, the command that runs its shortest world alone to run that world and
// those before it alone, and the saved file to show it.
func TestExploreFails(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "worlds")
	out := runChild(t, dir, "^TestExploreChild$")
	require.Contains(t, out, "14 worlds, 2 failed: plain 1, branch 1, range 1, passed 1, throttle 2, 503 2 (2 failed)")
	require.Contains(t, out, "the test fails: 503 at evs.showJob in 2 worlds\n")
	require.Contains(t, out, `go test -run '^TestExploreChild$/^evs\.showJob@1=503$'`)
	require.Equal(t, 1, strings.Count(out, "what the client did:\n"), "one transcript for each cause:\n%s", out)

	alone := runChild(t, dir, `^TestExploreChild$/^evs\.showJob@1=503$`)
	require.Contains(t, alone, "--- FAIL: TestExploreChild/evs.showJob@1=503 (")
	require.Contains(t, alone, "--- PASS: TestExploreChild/evs.showJob@1=503/plain (")
	require.Contains(t, alone, "2 worlds, 1 failed")

	text, err := os.ReadFile(filepath.Join(dir, "evs.showJob-1-503.yaml"))
	require.NoError(t, err)
	sim := testharness.Run(t, testharness.Skipping(), testharness.Scenario(string(text)))
	require.Equal(t, "503", pollDisk(sim.Client(), 0, true), string(text))
}

// TestExploreEnds wants a deadlock and a time limit to fail their worlds, and the others to be run.
func TestExploreEnds(t *testing.T) {
	t.Parallel()
	out := runChild(t, "deadlock", "^TestExploreChild$")
	require.Contains(t, out, "deadlock")
	out = runChild(t, "limit", "^TestExploreChild$")
	require.Contains(t, out, "the time limit of 50ms has passed in ")
}

// TestExploreExample runs the body of the example.
func TestExploreExample(t *testing.T) {
	t.Parallel()
	exploreWaiter(t)
}
