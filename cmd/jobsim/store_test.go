package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
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
)

// killedScenario has a job with a step for each of many polls, and results that can be read once.
const killedScenario = `
jobs:
  - {api: evs, id: counter, type: createVolume, timeline: [{status: RUNNING, for: 1000000 polls}, {status: SUCCESS}]}
  - {api: element, id: "{1001..3000}", type: Clone, timeline: [{status: complete, result: {cloneID: 1}}]}
`

// survivor is what clients of a server that is killed again and again were told.
type survivor struct {
	mu      sync.Mutex
	volumes map[string]bool // the IDs of disks whose creation was acknowledged
	taken   map[int]bool    // the handles whose result was read
	asked   map[int]bool    // the handles that were asked for: their results may be gone
	now     time.Time       // the latest instant of the clock that was seen
	faults  []string
}

// fault records what must not be.
func (s *survivor) fault(format string, args ...any) {
	s.faults = append(s.faults, fmt.Sprintf(format, args...))
}

// load sends requests until one fails, since the server is gone.
func (s *survivor) load(client *http.Client, url string, worker int, random *rand.Rand) {
	for {
		var err error
		switch n := random.IntN(10); {
		case n < 4:
			err = s.create(client, url, fmt.Sprintf("w%d-%d", worker, random.Int64()))
		case n < 6:
			err = s.take(client, url, 1001+random.IntN(2000))
		case n < 7:
			err = s.advance(client, url)
		default:
			_, _, err = send(client, http.MethodGet, url+"/evs/v1/p/jobs/counter", "")
		}
		if err != nil {
			return
		}
	}
}

// send sends a request. It returns an error if there is no whole response.
func send(client *http.Client, method, url, body string) (int, gjson.Result, error) {
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return 0, gjson.Result{}, err
	}
	req.Header.Set("X-Auth-Token", "t")
	req.SetBasicAuth("jobsim", "jobsim-password")
	res, err := client.Do(req)
	if err != nil {
		return 0, gjson.Result{}, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, gjson.ParseBytes(text), err
}

func (s *survivor) create(client *http.Client, url, name string) error {
	status, doc, err := send(client, http.MethodPost, url+"/evs/v2/p/cloudvolumes",
		`{"volume":{"volume_type":"SATA","size":10,"availability_zone":"eu-de-01","name":"`+name+`"}}`)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := doc.Get("volume_ids.0").String()
	switch {
	case status != http.StatusOK || id == "":
		s.fault("creation: %d %s", status, doc.Raw)
	case s.volumes[id]:
		s.fault("the ID %s was given twice", id)
	}
	s.volumes[id] = true
	return nil
}

// take reads a result, which is gone afterwards.
func (s *survivor) take(client *http.Client, url string, handle int) error {
	s.mu.Lock()
	if s.asked[handle] {
		s.mu.Unlock()
		return nil
	}
	s.asked[handle] = true
	s.mu.Unlock()
	_, doc, err := send(client, http.MethodPost, url+"/json-rpc/12.5", fmt.Sprintf(`{"method":"GetAsyncResult","params":{"asyncHandle":%d},"id":1}`, handle))
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if doc.Get("result.status").String() == "complete" {
		s.taken[handle] = true
	} else {
		s.fault("handle %d: %s", handle, doc.Raw)
	}
	return nil
}

func (s *survivor) advance(client *http.Client, url string) error {
	_, doc, err := send(client, http.MethodPost, url+"/__admin/clock/advance", `{"by":"1m"}`)
	if err != nil {
		return err
	}
	s.saw(doc.Get("now").Time())
	return nil
}

func (s *survivor) saw(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.After(s.now) {
		s.now = now
	}
}

// check asks a server that was started again for all that was acknowledged.
func (s *survivor) check(client *http.Client, url string) {
	_, doc, err := send(client, http.MethodGet, url+"/__admin/resources?api=evs&kind=volume&limit=1000000", "")
	if err != nil {
		s.fault("%v", err)
		return
	}
	there := map[string]bool{}
	for _, r := range doc.Get("resources").Array() {
		there[r.Get("id").String()] = true
	}
	for id := range s.volumes {
		if !there[id] {
			s.fault("the disk %s was acknowledged and is lost", id)
		}
	}
	for handle := range s.taken {
		_, doc, err := send(client, http.MethodPost, url+"/json-rpc/12.5", fmt.Sprintf(`{"method":"GetAsyncResult","params":{"asyncHandle":%d},"id":1}`, handle))
		if err != nil || doc.Get("error").Raw == "" {
			s.fault("the result of handle %d was read twice: %s %v", handle, doc.Raw, err)
		}
	}
	clear(s.taken) // it need not be asked for again
	_, doc, err = send(client, http.MethodGet, url+"/__admin/clock", "")
	if now := doc.Get("now").Time(); err != nil || now.Before(s.now) {
		s.fault("the clock runs backward: %s after %s (%v)", now, s.now, err)
	}
}

var killCount = flag.Int("kills", 20, "how often TestKilledServersLoseNothing kills its server; five times with -short")

// TestKilledServersLoseNothing kills a server under load at random moments: after each start all that was acknowledged is there, no ID is
// given twice, no result is read twice, and time does not run backward. All is checked after each start, so that 200 kills take five
// minutes.
func TestKilledServersLoseNothing(t *testing.T) {
	t.Parallel()
	kills := *killCount
	if testing.Short() {
		kills = min(kills, 5)
	}
	const each = 20 // kills of a server with the same store, so that starts stay short
	const seed = 1  // what a process has done when it is killed differs from run to run anyway
	scenario := file(t, "killed.yaml", killedScenario)
	random := rand.New(rand.NewPCG(seed, 0))
	for n := 0; n < kills; n += each {
		s := &survivor{volumes: map[string]bool{}, taken: map[int]bool{}, asked: map[int]bool{}}
		s.survive(t, min(each, kills-n), scenario, random)
		t.Logf("%d kills, %d disks, %d results asked for", min(n+each, kills), len(s.volumes), len(s.asked))
	}
}

// survive kills a server under load as often as it says, and has all checked after each start.
func (s *survivor) survive(t *testing.T, kills int, scenario string, random *rand.Rand) {
	t.Helper()
	dir := t.TempDir()
	client := &http.Client{Transport: &http.Transport{}, Timeout: 30 * time.Second}
	defer client.CloseIdleConnections()
	for range kills {
		cmd, url := keepingProcess(t, dir, scenario)
		s.check(client, url)
		var workers sync.WaitGroup
		for w := range 4 {
			mine := rand.New(rand.NewPCG(random.Uint64(), 0))
			workers.Go(func() { s.load(client, url, w, mine) })
		}
		kill := time.NewTimer(time.Duration(random.IntN(300)) * time.Millisecond) // the moment is what is tried
		<-kill.C
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait() // it was killed
		workers.Wait()
		require.Empty(t, s.faults)
	}
	cmd, url := keepingProcess(t, dir, scenario)
	s.check(client, url)
	require.NoError(t, cmd.Process.Kill())
	_ = cmd.Wait() // it was killed
	require.Empty(t, s.faults)
	require.NotEmpty(t, s.volumes)
}

// keepingProcess starts a server with a store as a process of its own, and returns its URL once it listens.
func keepingProcess(t *testing.T, dir, scenario string) (*exec.Cmd, string) {
	t.Helper()
	endpoints := filepath.Join(t.TempDir(), "endpoints.json")
	cmd := jobsimProcess(context.Background(), t, "serve", "--listen", "127.0.0.1:0", "--tls-listen", "off", "--endpoints-file", endpoints,
		"--log-level", "info", "--log-format", "json", "--store", "dir:"+filepath.Join(dir, "store"), scenario)
	log, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // mostly it has ended
	lines, serves := bufio.NewScanner(log), false
	var said strings.Builder
	for !serves && lines.Scan() {
		serves = gjson.GetBytes(lines.Bytes(), "msg").String() == "serving"
		said.Write(lines.Bytes())
	}
	require.True(t, serves, "the server ends before it serves: %s", &said)
	go func() { _, _ = io.Copy(io.Discard, log) }() // until the process ends
	text, err := os.ReadFile(endpoints)
	require.NoError(t, err)
	return cmd, gjson.GetBytes(text, "url").String()
}
